"""The wire `openai.chat`.

POST /chat/completions, as OpenAI and every provider compatible with it speak it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from gateway.core.call import Call, Leaf, Tree
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import END, Answer, Event, Yields
from gateway.core.wires import sse
from gateway.core.wires.openai_error import openai_error
from gateway.core.wires.openai_request import CHAT
from gateway.core.wires.openai_stream import StreamedOpenAiAnswer
from gateway.core.wires.openai_whole import WholeOpenAiAnswer
from gateway.core.wires.schema import Walk, invalid
from gateway.core.wires.vocabulary import vocabulary

_LEADING: Final = frozenset({"system", "developer"})
_DONE: Final = b"data: [DONE]\n\n"
_WORDS: Final = vocabulary(CHAT)


class OpenAiChat:
    """Stateless: one object serves every call."""

    name: Final = "openai.chat"
    path: Final = "/chat/completions"
    yields: Final = Yields.TEXT
    words: Final = _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` or `uninspectable`, naming the field.
        """
        walk = Walk()
        tree = CHAT.read_object(body, "", walk)
        _check_choice(tree.get("tool_choice"), walk)
        return Call(
            self.name,
            cast("str", tree["model"]),
            tree.get("stream") is True,
            tree,
            tuple(walk.leaves),
            tuple(walk.tools),
            tuple(walk.pictures),
            formats=tuple(walk.formats),
        )

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body.

        The note is a message of its own behind the leading system or developer messages.
        """
        upstream = {**body, "model": model}
        if note is not None:
            upstream["messages"] = _with_note(cast("list[JsonObject]", body["messages"]), note)
        return {**upstream, **cast("JsonObject", forced)}

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the answer to `call`."""
        if call.stream:
            return StreamedOpenAiAnswer(call, call_id=call_id)
        return WholeOpenAiAnswer(call, call_id=call_id)

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as bytes for the caller."""
        if not streamed:
            return dump(event.data)
        return _DONE if event.name == END else sse.write(None, dump_text(event.data))

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal as OpenAI words one; the request's id travels in a header."""
        del request_id
        return openai_error(refusal)

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """A data line with the error.

        Official clients raise on it. No `[DONE]` follows: the answer did not end.
        """
        del request_id
        return sse.write(None, dump_text(openai_error(refusal)))


OPENAI_CHAT: Final = OpenAiChat()
"""The one object."""


def _with_note(messages: list[JsonObject], note: str) -> list[JsonValue]:
    place, role = 0, "system"
    for message in messages:
        if message["role"] not in _LEADING:
            break
        place, role = place + 1, message["role"]
    # The last leading message's role: a reasoning model takes one of the two words, not both.
    return [*messages[:place], {"role": role, "content": note}, *messages[place:]]


def _check_choice(choice: Tree, walk: Walk) -> None:
    if isinstance(choice, dict):
        function = cast("dict[str, Leaf]", choice["function"])
        if function["name"].text not in walk.tools:
            raise invalid("tool_choice.function.name")
