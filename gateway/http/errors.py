"""Code → HTTP status (product.md section 3), and the headers that tell the official SDKs the truth about retrying."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.core.errors import Code, Refusal

STATUS: Mapping[Code, int] = MappingProxyType(
    {
        Code.INVALID_REQUEST: 400,
        Code.PARAMETER_REFUSED: 400,
        Code.INVALID_KEY: 401,
        Code.CONSENT_REQUIRED: 403,
        Code.CONSENT_WITHDRAWN: 403,
        Code.PURPOSE_NOT_ALLOWED: 403,
        Code.MODEL_NOT_ALLOWED: 403,
        Code.SUBJECT_OBJECTED: 403,
        Code.SUBJECT_MINOR: 403,
        Code.TENANT_SUSPENDED: 403,
        Code.SWITCHED_OFF: 403,
        Code.PROVIDER_NOT_CONTRACTED: 403,
        Code.REGION_NOT_ALLOWED: 403,
        Code.CONTEXT_FOREIGN: 403,
        Code.CONTEXT_FORGED: 403,
        Code.CONTEXT_EXPIRED: 403,
        Code.CONTEXT_UNSEALED: 403,
        Code.ENDPOINT_REFUSED: 403,
        Code.TOO_LARGE: 413,
        Code.UNSUPPORTED_ENCODING: 415,
        Code.UNINSPECTABLE: 422,
        Code.ANSWER_REJECTED: 422,
        Code.RATE_LIMITED: 429,
        Code.BUDGET_EXHAUSTED: 429,
        Code.INTERNAL: 500,
        Code.REDACTION_INCOMPLETE: 500,
        Code.PROVIDER_ERROR: 502,
        Code.PROVIDER_TIMEOUT: 504,
        Code.STORE_UNAVAILABLE: 503,
        Code.DETECTOR_UNAVAILABLE: 503,
        Code.AUDIT_UNAVAILABLE: 503,
        Code.OVERLOADED: 503,
        Code.DRAINING: 503,
    }
)

DEFAULT_RETRY_AFTER_SECONDS = 1


def retry_headers(refusal: Refusal) -> dict[str, str]:
    """`x-should-retry` always; `Retry-After` (seconds) where waiting can help."""
    headers = {"x-should-retry": "true" if refusal.should_retry else "false"}
    if refusal.explained.passing or refusal.retry_after_seconds is not None:
        headers["retry-after"] = str(refusal.retry_after_seconds or DEFAULT_RETRY_AFTER_SECONDS)
    return headers
