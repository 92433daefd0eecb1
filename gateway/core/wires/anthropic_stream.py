"""Anthropic's streamed answer: named events in a fixed order, rebuilt field by field.

message_start, then blocks one after the other (start, deltas, stop), message_delta with the stop reason,
message_stop. Any other order or event is `provider_error`. In between a `ping` passes, and moves nothing that is held back.
Reasoning blocks are dropped where the answer is checked; the blocks that stay are numbered anew, because official clients use
the number as an index. Reading and restoring keep separate state. What a block's restorer still holds at its end goes out as one
more delta before `content_block_stop`, and so does a reasoning block's signature with its tag; all text blocks have one channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event, GoingOn, Restorer, Restorers
from gateway.core.wires import sse
from gateway.core.wires.anthropic_answer import MAX_BLOCKS, REASONING, TEXT_CHANNEL, AnthropicAnswer, stop_word
from gateway.core.wires.parts import a_kind, a_position, an_object, broken


class _At(Enum):
    """Where the stream is."""

    BEFORE = auto()
    BETWEEN = auto()
    IN_TEXT = auto()
    IN_TOOL = auto()
    IN_REASONING = auto()
    IN_REDACTED = auto()
    """Reasoning that its provider encrypted: one piece."""
    TOLD = auto()
    """The stop reason was told."""
    AFTER = auto()


_OPEN: Final = frozenset({_At.IN_TEXT, _At.IN_TOOL, _At.IN_REASONING, _At.IN_REDACTED})
# delta type -> its field, and the kind of block it belongs to.
_DELTAS: Final = {
    "text_delta": ("text", _At.IN_TEXT),
    "input_json_delta": ("partial_json", _At.IN_TOOL),
    "thinking_delta": ("thinking", _At.IN_REASONING),
    "signature_delta": ("signature", _At.IN_REASONING),
}
_PING: Final = Event("ping", {"type": "ping"})
"""One for all: a flood of them takes no room."""
_DROPPED_DELTAS: Final = {"citations_delta": _At.IN_TEXT}


class StreamedAnthropicAnswer(AnthropicAnswer):
    """Events until `message_stop`."""

    def __init__(self, call: Call, *, call_id: str) -> None:
        """The streamed answer to `call`."""
        super().__init__(call, call_id=call_id)
        self._at = _At.BEFORE
        self._index: JsonValue = None
        self._kept = 0
        self._tool_calls = 0
        self._channel: tuple[str, str, Restorer] | None = None
        self._thought: dict[str, list[str]] | None = None
        """The reasoning block that is open, by field; empty for one that has no deltas."""

    def accept(self, event: Event) -> list[Event]:
        """The event rebuilt, [] if it is dropped; `provider_error` for another shape, kind or order."""
        kind = a_kind(event.data.get("type"))
        if kind == "ping":
            return [] if self._at in {_At.BEFORE, _At.AFTER} else [_PING]
        read = self._ACCEPT.get(kind)
        if read is None:
            raise broken()
        data = read(self, event.data)
        return [] if data is None else [Event(kind, {"type": kind, **data})]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The event with its text restored, with a delta before it where a block ends.

        [] while all of it is held back.
        """
        if event.name == "content_block_delta":
            return self._restored_delta(event)
        if event.name == "content_block_start":
            return [self._open(event, restorers)]
        if event.name == "content_block_stop":
            return [*self._tail(event.data["index"], restorers), event]
        if event.name == "message_delta":
            delta = cast("JsonObject", event.data["delta"])
            return [Event(event.name, {**event.data, "delta": {**delta, **stop_word(delta, restorers)}})]
        return [event]

    def going_on(self, event: Event) -> GoingOn | None:
        """After a delta of text, the same with more of it."""
        if self._at is not _At.IN_TEXT or self._channel is None or event.data.get("type") != "content_block_delta":
            return None
        delta = cast("JsonObject", event.data["delta"])
        if delta["type"] != "text_delta" or not delta["text"]:
            return None
        written = _delta(self._kept - 1, "text_delta", "text", sse.TEXT)
        around, feed = sse.Around(written.name, written.data), self._channel[2].feed

        def take(text: str) -> bytes:
            ready = feed(self.a_text(text))
            return around.write(ready) if ready else b""

        return GoingOn(("delta", "text"), frozenset(), take)

    def finish(self) -> None:
        """`provider_error` if `message_stop` was not seen."""
        if self._at is not _At.AFTER:
            raise broken()

    def _move(self, before: _At, after: _At) -> None:
        if self._at is not before:
            raise broken()
        self._at = after

    def _message_start(self, data: JsonObject) -> JsonObject:
        self._move(_At.BEFORE, _At.BETWEEN)
        return {"message": self.message(an_object(data.get("message")), [])}

    def _block_start(self, data: JsonObject) -> JsonObject | None:
        if self._at is not _At.BETWEEN:
            raise broken()
        self._index = a_position(data.get("index"), MAX_BLOCKS)
        raw = an_object(data.get("content_block"))
        kind = a_kind(raw.get("type"))
        if kind in REASONING:
            self._at = _At.IN_REASONING if kind == "thinking" else _At.IN_REDACTED
            if not self.shows_reasoning:
                return None
            block: JsonObject = self.reasoning(raw, kind)
        elif kind == "text" and not raw.get("text"):
            self._at = _At.IN_TEXT
            block = {"type": "text", "text": ""}
        elif kind == "tool_use" and not raw.get("input"):
            self._at = _At.IN_TOOL
            block = {**self.tool_use(raw, self._tool_calls), "input": {}}
            self._tool_calls += 1
        else:
            raise broken()
        self._kept += 1
        return {"index": self._kept - 1, "content_block": block}

    def _block_delta(self, data: JsonObject) -> JsonObject | None:
        self._same_block(data)
        raw = an_object(data.get("delta"))
        kind = a_kind(raw.get("type"))
        if _DROPPED_DELTAS.get(kind) is self._at:
            return None
        field, belongs = _DELTAS.get(kind, ("", None))
        if belongs is not self._at:
            raise broken()
        if self._is_hidden:
            return None
        return {"index": self._kept - 1, "delta": {"type": kind, field: self.a_text(raw.get(field))}}

    def _block_stop(self, data: JsonObject) -> JsonObject | None:
        self._same_block(data)
        is_kept = not self._is_hidden
        self._at = _At.BETWEEN
        return {"index": self._kept - 1} if is_kept else None

    @property
    def _is_hidden(self) -> bool:
        return self._at in {_At.IN_REASONING, _At.IN_REDACTED} and not self.shows_reasoning

    def _same_block(self, data: JsonObject) -> None:
        if self._at not in _OPEN or a_position(data.get("index"), MAX_BLOCKS) != self._index:
            raise broken()

    def _message_delta(self, data: JsonObject) -> JsonObject:
        self._move(_At.BETWEEN, _At.TOLD)
        usage = self.token_counts(data.get("usage"))
        return {"delta": self.stop(an_object(data.get("delta"))), "usage": {"output_tokens": 0, **usage}}

    def _message_stop(self, data: JsonObject) -> JsonObject:
        del data
        self._move(_At.TOLD, _At.AFTER)
        return {}

    def _open(self, event: Event, restorers: Restorers) -> Event:
        block, index = cast("dict[str, str]", event.data["content_block"]), event.data["index"]
        kind = block["type"]
        if kind == "text":
            self._channel = "text_delta", "text", restorers.text(TEXT_CHANNEL)
        elif kind == "tool_use":
            restorer = restorers.arguments(cast("int", index), block["name"])
            self._channel = "input_json_delta", "partial_json", restorer
        elif kind == "thinking":
            self._thought = {"thinking": [block["thinking"]], "signature": [block["signature"]]}
            return Event(event.name, {**event.data, "content_block": {**block, "signature": ""}})
        else:
            self._thought = {}
            return Event(event.name, {**event.data, "content_block": restorers.tagged(cast("JsonObject", block))})
        return event

    def _restored_delta(self, event: Event) -> list[Event]:
        if self._thought is not None:
            return self._thinks(event, self._thought)
        if self._channel is None:
            raise broken()
        kind, field, restorer = self._channel
        text = restorer.feed(cast("dict[str, str]", event.data["delta"])[field])
        return [_delta(event.data["index"], kind, field, text)] if text else []

    def _thinks(self, event: Event, thought: dict[str, list[str]]) -> list[Event]:
        """The delta as it is; a signature waits for the end, where all of the block can be tagged."""
        delta = cast("dict[str, str]", event.data["delta"])
        field, _ = _DELTAS[delta["type"]]
        if field not in thought:
            raise broken()
        thought[field].append(delta[field])
        return [event] if field == "thinking" else []

    def _tail(self, index: JsonValue, restorers: Restorers) -> list[Event]:
        if self._thought is not None:
            block = {name: "".join(parts) for name, parts in self._thought.items()}
            self._thought = None
            if not block:
                return []
            tagged = restorers.tagged({"type": "thinking", **block})
            return [_delta(index, "signature_delta", "signature", cast("str", tagged["signature"]))]
        if self._channel is None:
            raise broken()
        kind, field, restorer = self._channel
        self._channel = None
        text = restorer.flush()
        return [_delta(index, kind, field, text)] if text else []

    # Functions, not this answer's methods: it would hold itself, and all of its call, until Python's collector comes by.
    _ACCEPT: Final[Mapping[str, Callable[[StreamedAnthropicAnswer, JsonObject], JsonObject | None]]] = MappingProxyType(
        {
            "message_start": _message_start,
            "content_block_start": _block_start,
            "content_block_delta": _block_delta,
            "content_block_stop": _block_stop,
            "message_delta": _message_delta,
            "message_stop": _message_stop,
        }
    )


def _delta(index: JsonValue, kind: str, field: str, text: str) -> Event:
    name = "content_block_delta"
    return Event(name, {"type": name, "index": index, "delta": {"type": kind, field: text}})
