"""Short-lived tokens that the CRM's registered issuer mints: who may mint what, and what a verified token's claims amount to.

A token says its tenant in a claim, so that one credential of the CRM serves thousands of tenants. Its signature, issuer and
audience are an adapter's to verify (`gateway/ports/tokens.py`); all that depends on time, tenant and purpose is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from gateway.core.tenant import is_tenant_id

LEEWAY_SECONDS = 30
"""How far the issuer's clock may run ahead of ours. A token's end gets none."""
PURPOSES_CLAIM = "purposes"
_LATEST_SECONDS = 2**40
"""No date is later; a claim may be a whole number of any length, or no number."""


class Algorithm(StrEnum):
    """Signatures that may be pinned: asymmetric ones only, so that whoever verifies cannot mint (RFC 8725, 3.1 and 3.2)."""

    RS256 = "RS256"
    RS384 = "RS384"
    RS512 = "RS512"
    PS256 = "PS256"
    PS384 = "PS384"
    PS512 = "PS512"
    ES256 = "ES256"
    ES384 = "ES384"
    ES512 = "ES512"
    EDDSA = "EdDSA"


@dataclass(frozen=True, slots=True)
class Issuer:
    """One registered issuer, and the most that its tokens may do."""

    name: str
    issuer: str
    """The `iss` claim, exactly."""
    audience: str
    keys: Path | str
    """Where its key set (RFC 7517) lies: a file, or a URL."""
    algorithms: frozenset[Algorithm]
    purposes: frozenset[str]
    tenants: frozenset[str] | None = None
    """Tenants that it may name; None: any."""
    tenant_claim: str = "tenant"
    max_lifetime_seconds: int = 900
    refresh_seconds: int = 300


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a valid token proves."""

    issuer: str
    """The issuer's configured name."""
    tenant: str
    purposes: frozenset[str]


def bearer(claims: Mapping[str, object], issuer: Issuer, now: datetime) -> Bearer | None:
    """What the claims of a verified token prove now; None when anything is missing, over or beyond what its issuer may say."""
    tenant, purposes = claims.get(issuer.tenant_claim), _purposes(claims.get(PURPOSES_CLAIM, [*issuer.purposes]))
    if not _is_current(claims, issuer, now.timestamp()) or purposes is None:
        return None
    if not isinstance(tenant, str) or not is_tenant_id(tenant):
        return None
    if issuer.tenants is not None and tenant not in issuer.tenants:
        return None
    return Bearer(issuer.name, tenant, purposes & issuer.purposes)


def _is_current(claims: Mapping[str, object], issuer: Issuer, now: float) -> bool:
    issued, expires, begins = (_seconds(claims.get(name)) for name in ("iat", "exp", "nbf"))
    if issued is None or expires is None or ("nbf" in claims and begins is None):
        return False
    lives = 0 < expires - issued <= issuer.max_lifetime_seconds
    return lives and expires > now and max(issued, begins or 0) <= now + LEEWAY_SECONDS


def _seconds(claim: object) -> float | None:
    """A NumericDate (RFC 7519, 2)."""
    if isinstance(claim, bool) or not isinstance(claim, int | float) or not 0 <= claim < _LATEST_SECONDS:
        return None
    return float(claim)


def _purposes(claim: object) -> frozenset[str] | None:
    if not isinstance(claim, list) or not all(isinstance(each, str) for each in claim):
        return None
    return frozenset(claim)
