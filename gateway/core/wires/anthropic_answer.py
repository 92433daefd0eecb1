"""What Anthropic's answers share, and the whole one: one `message`, rebuilt field by field.

Kept: text, tool calls, reasoning, stop reasons, token counts. The id is the call's, the model's name the caller's.
Dropped: citations, containers, service tier, details of a refusal; reasoning where the answer is checked.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import Final, cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import ANSWER, dump_text, parse
from gateway.core.wire import STOP_CHANNEL, Event, Restorers
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
    whole_arguments,
    whole_text,
)

REASONS: Final = frozenset(
    {
        "end_turn",
        "max_tokens",
        "stop_sequence",
        "tool_use",
        "pause_turn",
        "refusal",
        "model_context_window_exceeded",
    }
)
MAX_BLOCKS: Final = 256
REASONING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"thinking": ("thinking", "signature"), "redacted_thinking": ("data",)}
)
"""Reasoning blocks and their fields."""
TEXT_CHANNEL: Final = "text"
"""Of all text blocks: who shows an answer may join them, and a link begun in one goes on in the next (T14)."""
_ROLES: Final = frozenset({"assistant"})
_COUNTS: Final = (
    "input_tokens",
    "output_tokens",
    "cache_creation_input_tokens",
    "cache_read_input_tokens",
)


class AnthropicAnswer(ReadAnswer):
    """What whole and streamed answers share."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The answer to `call`, named after its trace."""
        super().__init__(call)
        self._id = f"msg_{call_id}"

    def message(self, raw: JsonObject, content: list[JsonValue]) -> JsonObject:
        """The outer object of an answer."""
        a_word(raw.get("role"), _ROLES)
        return {
            "id": self._id,
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "content": content,
            "stop_reason": None,
            "stop_sequence": None,
            "usage": self.token_counts(raw.get("usage")),
        }

    def stop(self, raw: JsonObject) -> JsonObject:
        """`stop_reason` and the caller's own stop word, if one was met. Kept for the trace."""
        reason = a_word(raw.get("stop_reason"), REASONS)
        word = raw.get("stop_sequence")
        self.ended(reason)
        return {"stop_reason": reason, "stop_sequence": None if word is None else self.a_text(word)}

    def token_counts(self, value: JsonValue) -> JsonObject:
        """The `usage` object, rebuilt. Kept for the trace."""
        raw = an_object(value if value is not None else {})
        counts = {name: number for name in _COUNTS if (number := count(raw.get(name))) is not None}
        self.counted(INPUT_TOKENS, counts.get("input_tokens"))
        self.counted(OUTPUT_TOKENS, counts.get("output_tokens"))
        return {**counts}

    def tool_use(self, raw: JsonObject, position: int) -> JsonObject:
        """The beginning of a tool call: its id and name."""
        if position >= MAX_TOOL_CALLS:
            raise broken()
        return {
            "type": "tool_use",
            "id": call_id(raw.get("id"), f"toolu_{position}"),
            "name": self.a_tool(raw.get("name")),
        }

    def reasoning(self, raw: JsonObject, kind: str) -> JsonObject:
        """A reasoning block, as it came. litellm's have no signature."""
        return {"type": kind, **{name: self.a_text(raw.get(name) or "") for name in REASONING[kind]}}


class WholeAnthropicAnswer(AnthropicAnswer):
    """A `message`: exactly one event."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The whole answer to `call`."""
        super().__init__(call, call_id=call_id)
        self._text: str | None = None

    def accept(self, event: Event) -> list[Event]:
        """The answer rebuilt; `provider_error` for another shape or a second event."""
        raw = event.data
        if self._text is not None or raw.get("type") != "message":
            raise broken()
        blocks = (
            self._block(an_object(each), position)
            for position, each in enumerate(a_list(raw.get("content"), MAX_BLOCKS))
        )
        content: list[JsonValue] = [block for block in blocks if block is not None]
        answer = {**self.message(raw, content), **self.stop(raw)}
        texts = (block["text"] for block in cast("list[JsonObject]", content) if block["type"] == "text")
        self._text = "".join(cast("list[str]", list(texts)))
        return [Event(None, answer)]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The answer with texts, tool input and the stop word restored, and reasoning tagged."""
        data = event.data
        content: list[JsonValue] = [
            _restored(block, place, restorers) for place, block in enumerate(cast("list[JsonObject]", data["content"]))
        ]
        return [Event(None, {**data, "content": content, **stop_word(data, restorers)})]

    def finish(self) -> None:
        """`provider_error` if nothing came."""
        if self._text is None:
            raise broken()

    def text(self) -> str:
        """The text blocks joined, as the provider wrote them."""
        return self._text or ""

    def _block(self, raw: JsonObject, position: int) -> JsonObject | None:
        kind = a_kind(raw.get("type"))
        if kind == "text":
            return {"type": "text", "text": self.a_text(raw.get("text"))}
        if kind == "tool_use":
            tool_input = an_object(raw.get("input"))
            self.a_text(dump_text(tool_input))
            return {**self.tool_use(raw, position), "input": tool_input}
        if kind in REASONING:
            return self.reasoning(raw, kind) if self.shows_reasoning else None
        raise broken()


def stop_word(data: JsonObject, restorers: Restorers) -> JsonObject:
    """The met stop word, restored: the caller compares it with its own."""
    word = data.get("stop_sequence")
    return {"stop_sequence": whole_text(word, STOP_CHANNEL, restorers)} if isinstance(word, str) else {}


def _restored(block: JsonObject, channel: Hashable, restorers: Restorers) -> JsonObject:
    if block["type"] == "text":
        return {**block, "text": whole_text(cast("str", block["text"]), TEXT_CHANNEL, restorers)}
    if block["type"] in REASONING:
        return restorers.tagged(block)
    written = dump_text(block["input"])
    restored = whole_arguments(written, channel, cast("str", block["name"]), restorers)
    return {**block, "input": parse(restored.encode(), ANSWER)}
