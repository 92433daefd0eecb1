"""The wire `anthropic.messages`: POST /v1/messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from gateway.core.call import Call, Leaf, Tree
from gateway.core.errors import CATALOGUE, Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Answer, Event
from gateway.core.wires import sse
from gateway.core.wires.anthropic_answer import WholeAnthropicAnswer
from gateway.core.wires.anthropic_request import MESSAGES
from gateway.core.wires.anthropic_stream import StreamedAnthropicAnswer
from gateway.core.wires.schema import Reading, invalid
from gateway.core.wires.vocabulary import vocabulary
from gateway.core.wires.wording import by_code, sentence

# Anthropic's own words (docs.anthropic.com/en/api/errors).
_TYPES: Final = by_code(
    {
        "invalid_request_error": (
            Code.INVALID_REQUEST,
            Code.PARAMETER_REFUSED,
            Code.UNSUPPORTED_ENCODING,
            Code.UNINSPECTABLE,
            Code.ANSWER_REJECTED,
        ),
        "authentication_error": (Code.INVALID_KEY,),
        "request_too_large": (Code.TOO_LARGE,),
        "rate_limit_error": (Code.RATE_LIMITED, Code.BUDGET_EXHAUSTED),
        "api_error": (Code.INTERNAL, Code.REDACTION_INCOMPLETE, Code.PROVIDER_ERROR),
        "timeout_error": (Code.PROVIDER_TIMEOUT,),
        "overloaded_error": (
            Code.STORE_UNAVAILABLE,
            Code.DETECTOR_UNAVAILABLE,
            Code.AUDIT_UNAVAILABLE,
            Code.OVERLOADED,
            Code.DRAINING,
        ),
    },
    otherwise="permission_error",
)

_WORDS: Final = vocabulary(MESSAGES)


class AnthropicMessages:
    """Stateless: one object serves every call."""

    @property
    def name(self) -> str:
        """`anthropic.messages`."""
        return "anthropic.messages"

    @property
    def path(self) -> str:
        """`/v1/messages`: Anthropic's base URLs end before the version."""
        return "/v1/messages"

    @property
    def words(self) -> frozenset[str]:
        """Field names and listed values of the closed schema."""
        return _WORDS

    def read(self, body: JsonObject) -> Call:
        """The call by the closed schema.

        `parameter_refused`, `invalid_request` or `uninspectable`, naming the field.
        """
        reading = Reading()
        tree = MESSAGES.read_object(body, "", reading)
        _check_choice(tree.get("tool_choice"), reading)
        return Call(
            self.name,
            cast("str", tree["model"]),
            tree.get("stream") is True,
            tree,
            tuple(reading.leaves),
            tuple(reading.tools),
        )

    def outbound(self, body: JsonObject, *, model: str, note: str | None, forced: Mapping[str, object]) -> JsonObject:
        """The upstream body.

        The note ends the system text, as a block of its own where the system text is in blocks.
        """
        upstream = {**body, "model": model}
        if note is not None:
            upstream["system"] = _with_note(body.get("system"), note)
        return {**upstream, **cast("JsonObject", forced)}

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
        return {
            "type": "error",
            "error": {
                "type": _TYPES[refusal.code],
                "message": sentence(refusal),
                "param": refusal.param,
                "code": refusal.code.value,
                "clause": CATALOGUE[refusal.code].clause,
            },
            "request_id": request_id,
        }

    def error_event(self, refusal: Refusal, *, request_id: str) -> bytes:
        """An `error` event.

        Official clients raise on it. No `message_stop` follows: the answer did not end.
        """
        return sse.write("error", dump_text(self.error(refusal, request_id=request_id)))


ANTHROPIC_MESSAGES: Final = AnthropicMessages()
"""The one object."""


def _with_note(system: JsonValue, note: str) -> JsonValue:
    if isinstance(system, list):
        return [*system, {"type": "text", "text": note}]
    return f"{system}\n\n{note}" if isinstance(system, str) and system else note


def _check_choice(choice: Tree, reading: Reading) -> None:
    if isinstance(choice, dict) and "name" in choice:
        name = cast("Leaf", choice["name"])
        if name.text not in reading.tools:
            raise invalid("tool_choice.name")
