"""A refusal as Anthropic words one, the same in each of its wires."""

from __future__ import annotations

from typing import Final

from gateway.core.errors import CATALOGUE, Code, Refusal
from gateway.core.jsontypes import JsonObject
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


def anthropic_error(refusal: Refusal, *, request_id: str) -> JsonObject:
    """The error object, with code, place and the clause that the refusal keeps."""
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
