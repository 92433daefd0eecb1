"""The wire `anthropic.count_tokens`: POST /v1/messages/count_tokens.

What is counted is what `messages` would send, tokens and note included: the truth about the call that follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gateway.core.call import Call
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Answer, Event, Restorers, Yields
from gateway.core.wires import sse
from gateway.core.wires.anthropic_error import anthropic_error
from gateway.core.wires.anthropic_messages import messages_outbound, read_by
from gateway.core.wires.anthropic_request import MESSAGES
from gateway.core.wires.closed import without
from gateway.core.wires.parts import INPUT_TOKENS, MAX_COUNT, ReadAnswer, a_position, broken
from gateway.core.wires.vocabulary import vocabulary

COUNTED: Final = without(
    MESSAGES, "max_tokens", "stop_sequences", "stream", "temperature", "top_k", "top_p", "metadata", "service_tier"
)
"""The body: that of `messages` without what says how to answer."""
_WORDS: Final = vocabulary(COUNTED)


class AnthropicCountTokens:
    """Stateless: one object serves every call."""

    name: Final = "anthropic.count_tokens"
    path: Final = "/v1/messages/count_tokens"
    """Anthropic's base URLs end before the version."""
    yields: Final = Yields.COUNT
    words: Final = _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` or `uninspectable`, naming the field.
        """
        return read_by(COUNTED, self.name, body)

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body, with the note that the message would take along."""
        return messages_outbound(body, model=model, note=note, forced=forced)

    def answer(self, call: Call, *, call_id: str) -> Answer:
        """A fresh reading of the answer to `call`. It has no id."""
        del call_id
        return CountAnswer(call)

    def encode(self, event: Event, *, streamed: bool) -> bytes:
        """The event as one JSON document."""
        del streamed
        return dump(event.data)

    def error(self, refusal: Refusal, *, request_id: str) -> JsonObject:
        """The refusal as Anthropic words one."""
        return anthropic_error(refusal, request_id=request_id)

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """An `error` event; no answer of this wire comes to need it."""
        return sse.write("error", dump_text(anthropic_error(refusal, request_id=request_id)))


class CountAnswer(ReadAnswer):
    """`{"input_tokens": n}`: exactly one event."""

    def accept(self, event: Event) -> list[Event]:
        """The count alone; `provider_error` for anything but a whole number, or a second event."""
        if INPUT_TOKENS in self.usage:
            raise broken()
        tokens = a_position(event.data.get("input_tokens"), MAX_COUNT)
        self.counted(INPUT_TOKENS, tokens)
        return [Event(None, {"input_tokens": tokens})]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The count as it is."""
        del restorers
        return [event]

    def finish(self) -> None:
        """`provider_error` if nothing came."""
        if INPUT_TOKENS not in self.usage:
            raise broken()

    def text(self) -> str:
        """Empty: there is no text."""
        return ""


ANTHROPIC_COUNT_TOKENS: Final = AnthropicCountTokens()
"""The one object."""
