"""A refusal as OpenAI words one, the same in each of its wires."""

from __future__ import annotations

from typing import Final

from gateway.core.errors import CATALOGUE, Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.wires.wording import by_code, sentence

# OpenAI's own words; official clients choose their exception by the status alone.
_TYPES: Final = by_code(
    {
        "invalid_request_error": (
            Code.INVALID_REQUEST,
            Code.PARAMETER_REFUSED,
            Code.INVALID_KEY,
            Code.TOO_LARGE,
            Code.UNSUPPORTED_ENCODING,
            Code.UNINSPECTABLE,
            Code.ANSWER_REJECTED,
        ),
        "requests": (Code.RATE_LIMITED,),
        "insufficient_quota": (Code.BUDGET_EXHAUSTED,),
        "server_error": (
            Code.INTERNAL,
            Code.REDACTION_INCOMPLETE,
            Code.PROVIDER_ERROR,
            Code.PROVIDER_TIMEOUT,
            Code.STORE_UNAVAILABLE,
            Code.DETECTOR_UNAVAILABLE,
            Code.AUDIT_UNAVAILABLE,
            Code.OVERLOADED,
            Code.DRAINING,
        ),
    },
    otherwise="request_forbidden",
)


def openai_error(refusal: Refusal) -> JsonObject:
    """The error object, with the clause that the refusal keeps."""
    return {
        "error": {
            "message": sentence(refusal),
            "type": _TYPES[refusal.code],
            "param": refusal.param,
            "code": refusal.code.value,
            "clause": CATALOGUE[refusal.code].clause,
        }
    }
