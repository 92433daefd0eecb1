"""The wire `openai.responses`: POST /responses, stateless, as OpenAI and providers compatible with it speak it.

Nothing is kept at the provider for a later call: `store` is false in every body, whatever a provider's entry forces besides, and
nothing kept can be referred to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from gateway.core.call import Call, Leaf, Tree
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Answer, Event, Yields
from gateway.core.wires import sse
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses_request import RESPONSES
from gateway.core.wires.openai_responses_stream import StreamedResponsesAnswer
from gateway.core.wires.openai_responses_whole import WholeResponsesAnswer
from gateway.core.wires.schema import Walk, invalid
from gateway.core.wires.vocabulary import vocabulary

_WORDS: Final = vocabulary(RESPONSES)


class OpenAiResponses:
    """Stateless: one object serves every call."""

    name: Final = "openai.responses"
    path: Final = "/responses"
    yields: Final = Yields.TEXT
    words: Final = _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` or `uninspectable`, naming the field.
        """
        walk = Walk()
        tree = RESPONSES.read_object(body, "", walk)
        _check_choice(tree.get("tool_choice"), walk)
        return Call(
            self.name,
            cast("str", tree["model"]),
            tree.get("stream") is True,
            tree,
            tuple(walk.leaves),
            tuple(walk.tools),
            tuple(walk.pictures),
            tuple(walk.reasoning),
            tuple(walk.formats),
        )

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body. The note ends the instructions."""
        upstream = {**body, "model": model}
        if note is not None:
            instructions = body.get("instructions")
            upstream["instructions"] = f"{instructions}\n\n{note}" if instructions else note
        return {**upstream, **cast("JsonObject", forced), "store": False}

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the answer to `call`."""
        if call.stream:
            return StreamedResponsesAnswer(call, call_id=call_id)
        return WholeResponsesAnswer(call, call_id=call_id)

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as bytes for the caller."""
        return sse.write(event.name, dump_text(event.data)) if streamed else dump(event.data)

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal as OpenAI words one, in both of its wires."""
        return OPENAI_CHAT.error(refusal, request_id=request_id)

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """An `error` event, with the fields of its type, and the error as an object: official clients raise on that.

        No `response.completed` follows: the answer did not end.
        """
        told = self.error(refusal, request_id=request_id)
        error = cast("JsonObject", told["error"])
        fields: JsonObject = {name: error[name] for name in ("code", "message", "param")}
        return sse.write("error", dump_text({"type": "error", "sequence_number": 0, **fields, **told}))


OPENAI_RESPONSES: Final = OpenAiResponses()
"""The one object."""


def _check_choice(choice: Tree, walk: Walk) -> None:
    if isinstance(choice, dict) and cast("Leaf", choice["name"]).text not in walk.tools:
        raise invalid("tool_choice.name")
