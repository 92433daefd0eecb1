"""What a whole Responses answer and a streamed one share: the outer object, and the heads of its items.

Kept: status, items with their texts, refusals, tool calls and reasoning, token counts. Ids are made of the call's, the model's
name is the caller's. Dropped: annotations, log probabilities, every echo of the request, and reasoning where the answer is
checked. A kind of item that the call cannot have asked for (the provider's own tools) is `provider_error`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gateway.core.call import Call, Leaf, Tree
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Restorers
from gateway.core.wires.openai_request import MAX_TOOL_CALLS
from gateway.core.wires.parts import (
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    ReadAnswer,
    a_kind,
    a_list,
    a_word,
    an_object,
    broken,
    call_id,
    count,
)

MAX_ITEMS: Final = MAX_TOOL_CALLS + 128
MAX_PARTS: Final = 256
TEXT_CHANNEL: Final = "text"
"""Of all texts: who shows an answer may join them, and a link begun in one goes on in the next (T14)."""
CHANNELS: Final[Mapping[str, str]] = MappingProxyType({"output_text": TEXT_CHANNEL, "refusal": "refusal"})
"""Kind of a part whose text is restored → its channel."""
TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {"output_text": "text", "refusal": "refusal", "summary_text": "text", "reasoning_text": "text"}
)
"""Kind of a part → its field that holds the text."""
PARTS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = MappingProxyType(
    {
        "message": MappingProxyType({"content": frozenset({"output_text", "refusal"})}),
        "reasoning": MappingProxyType(
            {"summary": frozenset({"summary_text"}), "content": frozenset({"reasoning_text"})}
        ),
        "function_call": MappingProxyType({}),
    }
)
"""Kind of an item → its lists of parts → the kinds of part that stand in them."""
_PREFIXES: Final = MappingProxyType({"message": "msg", "function_call": "fc", "reasoning": "rs"})
_ASSISTANT: Final = frozenset({"assistant"})
_PHASES: Final = frozenset({"commentary", "final_answer"})
_STATES: Final = frozenset({"in_progress", "completed", "incomplete"})
_CUT: Final = frozenset({"max_output_tokens", "content_filter"})


class ResponsesAnswer(ReadAnswer):
    """What both kinds of answer share."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The answer to `call`, named after its trace."""
        super().__init__(call)
        self._call_id = call_id
        self._settings = _settings(call.body)

    def response(self, raw: JsonObject, status: str, output: list[JsonValue]) -> JsonObject:
        """The outer object. Its usage is kept for the trace."""
        return {
            "id": f"resp_{self._call_id}",
            "object": "response",
            "created_at": count(raw.get("created_at")) or 0,
            "model": self.model,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "output": output,
            **self._settings,
            "usage": self._token_counts(raw.get("usage")),
        }

    def ending(self, raw: JsonObject, status: str) -> JsonObject:
        """`incomplete_details` of an answer that ended with `status`. Why it ended is kept for the trace."""
        if status == "completed":
            self.ended(status)
            return {"incomplete_details": None}
        reason = a_word(an_object(raw.get("incomplete_details")).get("reason"), _CUT)
        self.ended(reason)
        return {"incomplete_details": {"reason": reason}}

    def shows(self, raw: JsonObject) -> bool:
        """False for an item that is dropped."""
        return self.shows_reasoning or raw.get("type") != "reasoning"

    def head(self, raw: JsonObject, position: int) -> JsonObject:
        """An item without its texts."""
        kind = a_kind(raw.get("type"))
        prefix = _PREFIXES.get(kind)
        if prefix is None:
            raise broken()
        head: JsonObject = {"id": f"{prefix}_{self._call_id}_{position}", "type": kind}
        if kind == "reasoning":
            return {**head, "summary": []}
        head["status"] = a_word(raw.get("status") or "completed", _STATES)
        if kind == "function_call":
            name = self.a_tool(raw.get("name"))
            return {**head, "call_id": call_id(raw.get("call_id"), f"call_{position}"), "name": name, "arguments": ""}
        a_word(raw.get("role"), _ASSISTANT)
        phase = raw.get("phase")
        return {
            **head,
            "role": "assistant",
            "content": [],
            **({} if phase is None else {"phase": a_word(phase, _PHASES)}),
        }

    def item(self, raw: JsonObject, position: int) -> JsonObject:
        """An item that came whole."""
        item = self.head(raw, position)
        kind = a_kind(item["type"])
        if kind == "function_call":
            return {**item, "arguments": self.a_text(raw.get("arguments"))}
        for place, kinds in PARTS[kind].items():
            parts = a_list(raw.get(place) or [], MAX_PARTS)
            if parts or place in item:
                item[place] = [self._part(an_object(each), kinds) for each in parts]
        if kind == "reasoning" and raw.get("encrypted_content"):
            item["encrypted_content"] = self.a_text(raw["encrypted_content"])
        return item

    def _part(self, raw: JsonObject, kinds: frozenset[str]) -> JsonValue:
        kind = a_word(raw.get("type"), kinds)
        return part(kind, self.a_text(raw.get(TEXTS[kind])))

    def _token_counts(self, value: JsonValue) -> JsonValue:
        if not isinstance(value, dict):
            return None
        given, made = count(value.get("input_tokens")), count(value.get("output_tokens"))
        self.counted(INPUT_TOKENS, given)
        self.counted(OUTPUT_TOKENS, made)
        if given is None or made is None:
            return None
        return {
            "input_tokens": given,
            "input_tokens_details": _details(value.get("input_tokens_details"), "cached_tokens", "cache_write_tokens"),
            "output_tokens": made,
            "output_tokens_details": _details(value.get("output_tokens_details"), "reasoning_tokens"),
            "total_tokens": given + made,
        }


def part(kind: str, text: str) -> JsonObject:
    """A part of an item."""
    if kind == "output_text":
        return {"type": kind, "text": text, "annotations": [], "logprobs": []}
    return {"type": kind, TEXTS[kind]: text}


def _details(value: JsonValue, *names: str) -> JsonObject:
    found = value if isinstance(value, dict) else {}
    return {name: count(found.get(name)) or 0 for name in names}


def _settings(body: Mapping[str, Tree]) -> JsonObject:
    """What official clients expect in every answer: the caller's own settings, no text among them."""
    choice = body.get("tool_choice", "auto")
    if isinstance(choice, dict) and isinstance(name := choice["name"], Leaf):
        told: JsonValue = {"type": "function", "name": name.text}
    else:
        told = choice if isinstance(choice, str) else "auto"
    return {
        "parallel_tool_calls": body.get("parallel_tool_calls") is not False,
        "temperature": _number(body.get("temperature")),
        "top_p": _number(body.get("top_p")),
        "tool_choice": told,
        "tools": [],
    }


def _number(value: Tree) -> JsonValue:
    return value if isinstance(value, int | float) else None


def tagged(item: JsonObject, restorers: Restorers) -> JsonObject:
    """A reasoning item with its tag; one without an encrypted form cannot come back, and needs none."""
    if "encrypted_content" not in item:
        return item
    return {**restorers.tagged({name: each for name, each in item.items() if name != "id"}), "id": item["id"]}
