"""The wire `anthropic.messages`: POST /v1/messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from gateway.core.call import Call, Leaf, Tree
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Answer, Event, Yields
from gateway.core.wires import sse
from gateway.core.wires.anthropic_answer import WholeAnthropicAnswer
from gateway.core.wires.anthropic_error import anthropic_error
from gateway.core.wires.anthropic_request import MESSAGES
from gateway.core.wires.anthropic_stream import StreamedAnthropicAnswer
from gateway.core.wires.closed import Object
from gateway.core.wires.schema import Walk, invalid
from gateway.core.wires.vocabulary import vocabulary

_WORDS: Final = vocabulary(MESSAGES)


class AnthropicMessages:
    """Stateless: one object serves every call."""

    name: Final = "anthropic.messages"
    path: Final = "/v1/messages"
    """Anthropic's base URLs end before the version."""
    yields: Final = Yields.TEXT
    words: Final = _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` or `uninspectable`, naming the field.
        """
        return read_by(MESSAGES, self.name, body)

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body.

        The note ends the system text, as a block of its own where the system text is in blocks.
        """
        return messages_outbound(body, model=model, note=note, forced=forced)

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the answer to `call`."""
        if call.stream:
            return StreamedAnthropicAnswer(call, call_id=call_id)
        return WholeAnthropicAnswer(call, call_id=call_id)

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as bytes for the caller."""
        return sse.write(event.name, dump_text(event.data)) if streamed else dump(event.data)

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal as Anthropic words one, with code, place and the clause it keeps."""
        return anthropic_error(refusal, request_id=request_id)

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """An `error` event.

        Official clients raise on it. No `message_stop` follows: the answer did not end.
        """
        return sse.write("error", dump_text(anthropic_error(refusal, request_id=request_id)))


ANTHROPIC_MESSAGES: Final = AnthropicMessages()
"""The one object."""


def read_by(schema: Object, wire: str, body: JsonObject) -> Call:
    """The call by a closed schema of messages; the refusal names the field."""
    walk = Walk()
    tree = schema.read_object(body, "", walk)
    _check_choice(tree.get("tool_choice"), walk)
    return Call(
        wire,
        cast("str", tree["model"]),
        tree.get("stream") is True,
        tree,
        tuple(walk.leaves),
        tuple(walk.tools),
        tuple(walk.pictures),
        tuple(walk.reasoning),
        tuple(walk.formats),
    )


def messages_outbound(body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
    """The upstream body of messages, sent or counted; see `Wire.outbound`."""
    upstream = {**body, "model": model}
    if note is not None:
        upstream["system"] = _with_note(body.get("system"), note)
    return {**upstream, **cast("JsonObject", forced)}


def _with_note(system: JsonValue, note: str) -> JsonValue:
    if isinstance(system, list):
        return [*system, {"type": "text", "text": note}]
    return f"{system}\n\n{note}" if isinstance(system, str) and system else note


def _check_choice(choice: Tree, walk: Walk) -> None:
    if isinstance(choice, dict) and "name" in choice:
        name = cast("Leaf", choice["name"])
        if name.text not in walk.tools:
            raise invalid("tool_choice.name")
