"""OpenAI's whole answer: one `chat.completion`, rebuilt field by field.

Kept: texts, refusals, tool calls, finish reasons, token counts. The id is the call's, the model's name the
caller's. Dropped: reasoning, log probabilities, annotations, sound, service tier, system fingerprint.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event, Restorers
from gateway.core.wires.openai_request import MAX_CHOICES, MAX_TOOL_CALLS
from gateway.core.wires.parts import (
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    ReadAnswer,
    a_list,
    a_position,
    a_word,
    an_object,
    broken,
    call_id,
    count,
    whole_arguments,
    whole_text,
)

_REASONS: Final = {reason: reason for reason in ("stop", "length", "tool_calls", "content_filter")}
_OTHERS: Final = {"eos": "stop", "model_length": "length"}
"""Together's and Mistral's words for the same."""
REASONS: Final = {**_REASONS, **_OTHERS}
_REASON_WORDS: Final = frozenset(REASONS)
_ASSISTANT: Final = frozenset({"assistant"})
_FUNCTION: Final = frozenset({"function"})
_COUNTS: Final = ("prompt_tokens", "completion_tokens", "total_tokens")


class OpenAiAnswer(ReadAnswer):
    """What whole and streamed answers share."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The answer to `call`, named after its trace."""
        super().__init__(call)
        self._id = f"chatcmpl-{call_id}"

    def envelope(self, kind: str, created: JsonValue, choices: list[JsonValue]) -> JsonObject:
        """The outer object of an answer or a chunk."""
        return {
            "id": self._id,
            "object": kind,
            "created": count(created) or 0,
            "model": self.model,
            "choices": choices,
        }

    def reason(self, value: JsonValue) -> str:
        """A finish reason in the wire's words; kept for the trace."""
        reason = REASONS[a_word(value, _REASON_WORDS)]
        self.ended(reason)
        return reason

    def token_counts(self, value: JsonValue) -> JsonObject | None:
        """The `usage` object, rebuilt; None if there is none. Kept for the trace."""
        if not isinstance(value, dict):
            return None
        counts = {name: number for name in _COUNTS if (number := count(value.get(name))) is not None}
        self.counted(INPUT_TOKENS, counts.get("prompt_tokens"))
        self.counted(OUTPUT_TOKENS, counts.get("completion_tokens"))
        return dict(counts) if len(counts) == len(_COUNTS) else None


class WholeOpenAiAnswer(OpenAiAnswer):
    """A `chat.completion`: exactly one event."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The whole answer to `call`."""
        super().__init__(call, call_id=call_id)
        self._text: str | None = None

    def accept(self, event: Event) -> list[Event]:
        """The answer rebuilt; `provider_error` for another shape or a second event."""
        if self._text is not None:
            raise broken()
        raw = a_list(event.data.get("choices"), MAX_CHOICES)
        choices: list[JsonValue] = [self._choice(an_object(each), place) for place, each in enumerate(raw)]
        if not choices:
            raise broken()
        answer = self.envelope("chat.completion", event.data.get("created"), choices)
        usage = self.token_counts(event.data.get("usage"))
        if usage is not None:
            answer["usage"] = usage
        self._text = _content(choices[0])
        return [Event(None, answer)]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The answer with texts, refusals and arguments restored."""
        choices = cast("list[JsonObject]", event.data["choices"])
        restored: list[JsonValue] = [_restored(choice, restorers) for choice in choices]
        return [Event(None, {**event.data, "choices": restored})]

    def finish(self) -> None:
        """`provider_error` if nothing came."""
        if self._text is None:
            raise broken()

    def text(self) -> str:
        """The first choice's text, as the provider wrote it."""
        return self._text or ""

    def _choice(self, choice: JsonObject, place: int) -> JsonObject:
        if a_position(choice.get("index", place), MAX_CHOICES) != place:
            raise broken()
        raw = an_object(choice.get("message"))
        a_word(raw.get("role"), _ASSISTANT)
        content, refusal = raw.get("content"), raw.get("refusal")
        message: JsonObject = {
            "role": "assistant",
            "content": None if content is None else self.a_text(content),
            "refusal": None if refusal is None else self.a_text(refusal),
        }
        calls = raw.get("tool_calls")
        if calls:
            message["tool_calls"] = [
                self._tool_call(an_object(each), f"call_{place}_{position}")
                for position, each in enumerate(a_list(calls, MAX_TOOL_CALLS))
            ]
        return {"index": place, "message": message, "finish_reason": self.reason(choice.get("finish_reason"))}

    def _tool_call(self, call: JsonObject, own: str) -> JsonObject:
        a_word(call.get("type", "function"), _FUNCTION)
        function = an_object(call.get("function"))
        return {
            "id": call_id(call.get("id"), own),
            "type": "function",
            "function": {
                "name": self.a_tool(function.get("name")),
                "arguments": self.a_text(function.get("arguments")),
            },
        }


def _content(choice: JsonValue) -> str:
    message = cast("dict[str, dict[str, str | None]]", choice)["message"]
    return message["content"] or ""


def _restored(choice: JsonObject, restorers: Restorers) -> JsonObject:
    index = choice["index"]
    message = dict(cast("JsonObject", choice["message"]))
    for name in ("content", "refusal"):
        text = message[name]
        if isinstance(text, str):
            message[name] = whole_text(text, (index, name), restorers)
    if "tool_calls" in message:
        calls = cast("list[JsonObject]", message["tool_calls"])
        message["tool_calls"] = [_call(call, (index, place), restorers) for place, call in enumerate(calls)]
    return {**choice, "message": message}


def _call(call: JsonObject, channel: Hashable, restorers: Restorers) -> JsonObject:
    function = cast("dict[str, str]", call["function"])
    name = function["name"]
    restored = whole_arguments(function["arguments"], channel, name, restorers)
    return {**call, "function": {"name": name, "arguments": restored}}
