"""OpenAI's streamed answer: `chat.completion.chunk` events, rebuilt field by field, ended by `[DONE]`.

Reading and restoring keep separate state: an answer may be read to its end, checked, and only then restored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import END, Event, GoingOn, Restorers
from gateway.core.wires import sse
from gateway.core.wires.openai_channels import TEXTS, Channels
from gateway.core.wires.openai_request import MAX_CHOICES, MAX_TOOL_CALLS
from gateway.core.wires.openai_whole import OpenAiAnswer
from gateway.core.wires.parts import a_list, a_position, an_object, broken, call_id

_ROLES = (None, "", "assistant")
_CONTENT = ("choices", 0, "delta", "content")
_VARIES = frozenset({"id", "created", "system_fingerprint", "obfuscation", "p"})
"""Padding among them: OpenAI's, and Mistral's."""


@dataclass(slots=True)
class _Choice:
    """How far one choice was read."""

    tools: list[str] = field(default_factory=list)
    begun: bool = False
    ended: bool = False


class StreamedOpenAiAnswer(OpenAiAnswer):
    """Chunks until `[DONE]`."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The streamed answer to `call`."""
        super().__init__(call, call_id=call_id)
        options = call.body.get("stream_options")
        self._tells_usage = isinstance(options, dict) and options.get("include_usage") is True
        self._choices: dict[int, _Choice] = {}
        self._channels: dict[int, Channels] = {}
        self._created: JsonValue = None
        self._done = False

    def accept(self, event: Event) -> list[Event]:
        """The chunk rebuilt, [] if it holds nothing for the caller.

        `provider_error` for another shape or order.
        """
        if self._done:
            raise broken()
        if event.name == END:
            self._end()
            return [event]
        data = event.data
        if self._created is None:
            self._created = data.get("created")
        raw = a_list(data.get("choices"), MAX_CHOICES)
        choices: list[JsonValue] = [choice for each in raw if (choice := self._choice(an_object(each))) is not None]
        usage = self.token_counts(data.get("usage"))
        if not choices and (raw or usage is None or not self._tells_usage):
            return []
        return [Event(None, self._chunk(choices, usage))]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The chunk with its texts restored, in as many chunks as it takes.

        [] while a restorer holds all of it.
        """
        if event.name == END or not event.data["choices"]:
            return [event]
        chunks = [
            self._chunk([_piece(choice["index"], delta, reason)], None)
            for choice in cast("list[JsonObject]", event.data["choices"])
            for delta, reason in self._restored(choice, restorers)
        ]
        if chunks and "usage" in event.data:
            chunks[-1]["usage"] = event.data["usage"]
        return [Event(None, chunk) for chunk in chunks]

    def going_on(self, event: Event) -> GoingOn | None:
        """After a chunk of one choice's content, the same with more of it."""
        if event.name == END or self._created is None or isinstance(event.data.get("usage"), dict):
            return None
        choices = cast("list[JsonObject]", event.data["choices"])
        delta = choices[0].get("delta") if len(choices) == 1 else None
        if not isinstance(delta, dict) or choices[0].get("finish_reason") is not None:
            return None
        index = cast("int", choices[0]["index"])
        if not delta.get("content") or any(delta.get(name) for name in ("refusal", "tool_calls")):
            return None
        if self._choices[index].ended or index not in self._channels:
            return None
        feed = self._channels[index].text("content").feed
        around = sse.Around(None, self._chunk([_piece(index, {"content": sse.TEXT}, None)], None))

        def take(text: str) -> bytes:
            ready = feed(self.a_text(text))
            return around.write(ready) if ready else b""

        return GoingOn(_CONTENT, _VARIES, take)

    def finish(self) -> None:
        """`provider_error` if `[DONE]` was not seen."""
        if not self._done:
            raise broken()

    def _chunk(self, choices: list[JsonValue], usage: JsonObject | None) -> JsonObject:
        chunk = self.envelope("chat.completion.chunk", self._created, choices)
        if usage is not None:
            chunk["usage"] = usage
        return chunk

    def _end(self) -> None:
        if not self._choices or not all(choice.ended for choice in self._choices.values()):
            raise broken()
        self._done = True

    def _choice(self, raw: JsonObject) -> JsonValue:
        index = a_position(raw.get("index"), MAX_CHOICES)
        state = self._choices.get(index)
        if state is None:
            state = self._choices[index] = _Choice()
        delta = self._delta(index, state, an_object(raw.get("delta") or {}))
        reason = raw.get("finish_reason")
        if state.ended:
            # Some providers send an empty delta after the end, to carry counts.
            if delta or reason is not None:
                raise broken()
            return None
        if reason is not None:
            state.ended = True
            reason = self.reason(reason)
        elif not delta:
            return None
        return _piece(index, delta, reason)

    def _delta(self, index: int, state: _Choice, raw: JsonObject) -> JsonObject:
        if raw.get("role") not in _ROLES:
            raise broken()
        delta: JsonObject = {}
        if not state.begun:
            state.begun = True
            delta["role"] = "assistant"
        for name in TEXTS:
            text = raw.get(name)
            if text or (text is not None and "role" in delta):
                delta[name] = self.a_text(text)
        if raw.get("tool_calls"):
            calls = [
                self._tool_call(index, state, an_object(each)) for each in a_list(raw["tool_calls"], MAX_TOOL_CALLS)
            ]
            if any(calls):
                delta["tool_calls"] = [call for call in calls if call]
        return delta

    def _tool_call(self, choice: int, state: _Choice, raw: JsonObject) -> JsonObject:
        """The part of a tool call, whose beginning has id and name; {} if there is nothing in it."""
        index = a_position(raw.get("index"), MAX_TOOL_CALLS)
        function = an_object(raw.get("function") or {})
        name = function.get("name")
        arguments = function.get("arguments")
        text = self.a_text(arguments) if arguments else ""
        if index == len(state.tools):
            state.tools.append(self.a_tool(name))
            return {
                "index": index,
                "id": call_id(raw.get("id"), f"call_{choice}_{index}"),
                "type": "function",
                "function": {"name": name, "arguments": text},
            }
        if index != len(state.tools) - 1 or (name and name != state.tools[index]):
            raise broken()
        return {"index": index, "function": {"arguments": text}} if text else {}

    def _restored(self, choice: JsonObject, restorers: Restorers) -> list[tuple[JsonObject, JsonValue]]:
        index = cast("int", choice["index"])
        channels = self._channels.get(index)
        if channels is None:
            channels = self._channels[index] = Channels(index, restorers)
        deltas: list[JsonObject] = channels.feed(cast("JsonObject", choice["delta"]))
        reason = choice["finish_reason"]
        if reason is None:
            return [(delta, None) for delta in deltas]
        tails = channels.flush()
        if tails or not deltas:
            deltas = [*deltas, *tails, {}]
        return [(delta, None) for delta in deltas[:-1]] + [(deltas[-1], reason)]


def _piece(index: JsonValue, delta: JsonObject, reason: JsonValue) -> JsonValue:
    return {"index": index, "delta": delta, "finish_reason": reason}
