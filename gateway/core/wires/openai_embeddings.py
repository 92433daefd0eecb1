"""The wire `openai.embeddings`: POST /embeddings. Never streamed; nothing of an answer is restored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from gateway.core.call import Call
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Answer, Event, Yields
from gateway.core.wires import sse
from gateway.core.wires.openai_embeddings_answer import EmbeddingsAnswer
from gateway.core.wires.openai_embeddings_request import BASE64, EMBEDDINGS, MAX_INPUTS_AS_NUMBERS
from gateway.core.wires.openai_error import openai_error
from gateway.core.wires.schema import Walk, invalid
from gateway.core.wires.vocabulary import vocabulary

_WORDS: Final = vocabulary(EMBEDDINGS)


class OpenAiEmbeddings:
    """Stateless: one object serves every call."""

    name: Final = "openai.embeddings"
    path: Final = "/embeddings"
    yields: Final = Yields.VECTORS
    words: Final = _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` (also for more texts than may be asked for as numbers) or
        `uninspectable`, naming the field.
        """
        walk = Walk()
        tree = EMBEDDINGS.read_object(body, "", walk)
        if len(walk.leaves) > MAX_INPUTS_AS_NUMBERS and tree.get("encoding_format") != BASE64:
            raise invalid("input")
        return Call(self.name, cast("str", tree["model"]), stream=False, body=tree, leaves=tuple(walk.leaves))

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body. A note would change the vectors, and there are no tokens that it could be about."""
        del note
        return {**body, "model": model, **cast("JsonObject", forced)}

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the answer to `call`. It has no id."""
        del call_id
        return EmbeddingsAnswer(call)

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as one JSON document."""
        del streamed
        return dump(event.data)

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal as OpenAI words one; the request's id travels in a header."""
        del request_id
        return openai_error(refusal)

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """A data line with the error; no answer of this wire comes to need it."""
        del request_id
        return sse.write(None, dump_text(openai_error(refusal)))


OPENAI_EMBEDDINGS: Final = OpenAiEmbeddings()
"""The one object."""
