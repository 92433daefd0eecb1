"""Every way in which the gateway says no: code, fixed message, clause, and who can mend it.

Messages are fixed text. No value of a request ever enters one; the only variable parts of a refusal are the *name* of a
field (`param`, already made safe by whoever raises) and the seconds to wait. A code has one row here, one HTTP status in
`gateway/http/errors.py`, and a wire's shape in `gateway/core/wires/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Code(StrEnum):
    """Closed list of error codes (product.md section 3)."""

    INVALID_REQUEST = "invalid_request"
    PARAMETER_REFUSED = "parameter_refused"
    INVALID_KEY = "invalid_key"
    CONSENT_REQUIRED = "consent_required"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    PURPOSE_NOT_ALLOWED = "purpose_not_allowed"
    MODEL_NOT_ALLOWED = "model_not_allowed"
    SUBJECT_OBJECTED = "subject_objected"
    SUBJECT_MINOR = "subject_minor"
    TENANT_SUSPENDED = "tenant_suspended"
    SWITCHED_OFF = "switched_off"
    PROVIDER_NOT_CONTRACTED = "provider_not_contracted"
    REGION_NOT_ALLOWED = "region_not_allowed"
    CONTEXT_FOREIGN = "context_foreign"
    CONTEXT_FORGED = "context_forged"
    CONTEXT_EXPIRED = "context_expired"
    CONTEXT_UNSEALED = "context_unsealed"
    ENDPOINT_REFUSED = "endpoint_refused"
    TOO_LARGE = "too_large"
    UNSUPPORTED_ENCODING = "unsupported_encoding"
    UNINSPECTABLE = "uninspectable"
    ANSWER_REJECTED = "answer_rejected"
    RATE_LIMITED = "rate_limited"
    BUDGET_EXHAUSTED = "budget_exhausted"
    INTERNAL = "internal"
    REDACTION_INCOMPLETE = "redaction_incomplete"
    PROVIDER_ERROR = "provider_error"
    PROVIDER_TIMEOUT = "provider_timeout"
    STORE_UNAVAILABLE = "store_unavailable"
    DETECTOR_UNAVAILABLE = "detector_unavailable"
    AUDIT_UNAVAILABLE = "audit_unavailable"
    OVERLOADED = "overloaded"
    DRAINING = "draining"


class Mends(StrEnum):
    """Who can mend an error; spoken of in its message."""

    DEVELOPER = "the CRM's developers"
    TENANT = "the tenant's administrator"
    OPERATOR = "the gateway's operator"
    GATEWAY = "the gateway's developers"
    PROVIDER = "the provider, then the gateway's operator"
    NOBODY = "nobody: it is a decision to respect"
    WAIT = "waiting"


@dataclass(frozen=True, slots=True)
class Explained:
    """One row of the catalogue: the fixed message, the policy clause it keeps, who mends it, and how."""

    message: str
    mends: Mends
    remedy: str
    clause: str | None = None
    alert: bool = False
    passing: bool = False
    """True when the same call may succeed later without anybody changing it."""


def _row(
    message: str,
    mends: Mends,
    remedy: str,
    clause: str | None = None,
    *,
    alert: bool = False,
    passing: bool = False,
) -> Explained:
    return Explained(message, mends, remedy, clause, alert, passing)


_D, _T, _O, _G, _P, _N, _W = (
    Mends.DEVELOPER,
    Mends.TENANT,
    Mends.OPERATOR,
    Mends.GATEWAY,
    Mends.PROVIDER,
    Mends.NOBODY,
    Mends.WAIT,
)

CATALOGUE: Mapping[Code, Explained] = MappingProxyType(
    {
        Code.INVALID_REQUEST: _row(
            "The request is not valid for this API.",
            _D,
            "Correct the request; `param` names the place where one is known.",
        ),
        Code.PARAMETER_REFUSED: _row(
            "A parameter of the request is not allowed here.", _D, "Remove the parameter named by `param`.", "C4.6"
        ),
        Code.INVALID_KEY: _row(
            "No valid gateway key was presented.", _D, "Send a current key of this gateway.", "C9.1"
        ),
        Code.CONSENT_REQUIRED: _row(
            "No consent is on file for this user and purpose.",
            _T,
            "The tenant can grant it for this user and purpose.",
            "C3.1",
        ),
        Code.CONSENT_WITHDRAWN: _row(
            "Consent for this user and purpose was withdrawn.", _N, "Do not repeat the call.", "C7.1"
        ),
        Code.PURPOSE_NOT_ALLOWED: _row(
            "This key, this endpoint, or a sealed record, may not be used for this purpose.",
            _T,
            "Use a key and records whose purposes include it; purposes whose answers fit a schema have no embeddings.",
            "C5.1",
        ),
        Code.MODEL_NOT_ALLOWED: _row(
            "The model is not on the tenant's list for this purpose.",
            _T,
            "Ask for a listed model; GET models lists them.",
            "C5.1",
        ),
        Code.SUBJECT_OBJECTED: _row(
            "A person concerned objected to this processing.", _N, "Leave this person out of the call.", "C7.1"
        ),
        Code.SUBJECT_MINOR: _row("A person concerned is a minor.", _N, "Leave this person out of the call.", "C11.1"),
        Code.TENANT_SUSPENDED: _row("The tenant is suspended.", _O, "The operator can reactivate the tenant.", "C6.1"),
        Code.SWITCHED_OFF: _row(
            "This provider, purpose or tenant is switched off.", _O, "The operator can switch it on again.", "C7.1"
        ),
        Code.PROVIDER_NOT_CONTRACTED: _row(
            "No valid contract entry allows this provider for this purpose.",
            _O,
            "The operator can add evidence to the provider's entry; `isogate check` names what is missing.",
            "C5.1",
        ),
        Code.REGION_NOT_ALLOWED: _row(
            "The provider's region is not allowed for this tenant.", _O, "Use a model in an allowed region.", "C10.1"
        ),
        Code.CONTEXT_FOREIGN: _row(
            "Part of this call belongs to another account.",
            _D,
            "The CRM's query joined another account's row: find it before calling again.",
            "C4.5",
            alert=True,
        ),
        Code.CONTEXT_FORGED: _row(
            "A sealed record or a model's reasoning is damaged, or was not handed out to this account, user and purpose.",
            _D,
            "Pass sealed records unchanged and whole, at most once nested in plain text; reasoning as it came, or not at all.",
            "C4.5",
            alert=True,
        ),
        Code.CONTEXT_EXPIRED: _row("A sealed record has expired.", _D, "Seal the record again as it is read.", "C4.2"),
        Code.CONTEXT_UNSEALED: _row(
            "This purpose takes sealed records only.", _D, "Wrap records with the sealing SDK.", "C4.1"
        ),
        Code.ENDPOINT_REFUSED: _row(
            "This endpoint keeps or trains on data and is never proxied.",
            _D,
            "Use the endpoints of the documentation.",
            "C4.6",
        ),
        Code.TOO_LARGE: _row(
            "The request is larger than allowed.", _D, "Send less; the limits are in the documentation."
        ),
        Code.UNSUPPORTED_ENCODING: _row(
            "The request's encoding or content type is not supported.", _D, "Send plain UTF-8 `application/json`."
        ),
        Code.UNINSPECTABLE: _row(
            "The request holds content that the gateway cannot read.",
            _D,
            "Send its text: a document's words, a recording's transcript. Images go as base64 in user messages, "
            "where the tenant allows them.",
            "C4.6",
        ),
        Code.ANSWER_REJECTED: _row(
            "The model's answer does not fit what was asked of it.",
            _D,
            "Repeat the call; then change the prompt or the schema.",
            "C4.3",
            passing=True,
        ),
        Code.RATE_LIMITED: _row("Too many calls at once.", _W, "Wait as `Retry-After` says.", passing=True),
        Code.BUDGET_EXHAUSTED: _row("The tenant's budget is used up.", _T, "Wait as `Retry-After` says, or raise it."),
        Code.INTERNAL: _row("The gateway failed.", _G, "Report the trace id.", alert=True),
        Code.REDACTION_INCOMPLETE: _row(
            "The last check found personal data in the outgoing call; nothing was sent.",
            _G,
            "Report the trace id.",
            "C4.6",
            alert=True,
        ),
        Code.PROVIDER_ERROR: _row(
            "The provider answered with an error or with something unreadable.", _P, "Try again later.", passing=True
        ),
        Code.PROVIDER_TIMEOUT: _row("The provider did not answer in time.", _P, "Try again later.", passing=True),
        Code.STORE_UNAVAILABLE: _row(
            "The consent ledger cannot be asked, so nothing is sent.", _O, "Restore the store.", "C3.1", passing=True
        ),
        Code.DETECTOR_UNAVAILABLE: _row(
            "Personal data cannot be looked for, so nothing is sent.", _O, "Restore the detector.", "C4.6", passing=True
        ),
        Code.AUDIT_UNAVAILABLE: _row(
            "The call cannot be recorded, so nothing is sent.", _O, "Restore the audit's store.", "C9.2", passing=True
        ),
        Code.OVERLOADED: _row("The gateway is at its limit.", _W, "Wait as `Retry-After` says.", passing=True),
        Code.DRAINING: _row(
            "The gateway is shutting down.", _W, "Repeat the call; another instance takes it.", passing=True
        ),
    }
)

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}")


def plain_name(name: str) -> str:
    """`name` when it can only be a parameter's name (letters, `_`, `-`, at most 40), else `"*"`.

    A caller chooses the keys of a body, so a key may be somebody's telephone number; such a key is never repeated.
    """
    return name if _PLAIN_NAME.fullmatch(name) else "*"


class Refusal(Exception):
    """The one exception by which a call ends early. Its `str` is the code, nothing else.

    `param` is a field's path made of schema names, list positions and `plain_name`s; never a value. `unconfirmed` names what an
    answer says otherwise than the provider's rule wants: for the operator alone.
    """

    def __init__(
        self,
        code: Code,
        *,
        param: str | None = None,
        retry_after_seconds: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        unconfirmed: str | None = None,
    ) -> None:
        """Take the code; the message, clause and remedy come from `CATALOGUE`. `headers`: counts and times for the answer."""
        super().__init__(code.value)
        self.code = code
        self.param = param
        self.retry_after_seconds = retry_after_seconds
        self.headers = headers
        self.unconfirmed = unconfirmed
        self.dialled = False
        """Set by step 7 once a provider may have seen the call: such a call must not be repeated by itself."""

    @property
    def should_retry(self) -> bool:
        """What `x-should-retry` says: true only when nothing was dialled and nothing needs to be changed first."""
        return self.explained.passing and not self.dialled

    @property
    def explained(self) -> Explained:
        """The catalogue's row of this refusal."""
        return CATALOGUE[self.code]
