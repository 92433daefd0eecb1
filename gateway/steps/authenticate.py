"""Step 1: which tenant, which credential. It alone decides the tenant; nothing else in a request is believed about it.

A credential is a key, whose form and checksum are checked without the store and whose row proves it, or a token of a registered
issuer, proved without the store. Then one trip, *admit*, reads everything that steps 1 to 3 judge: key,
tenant, switches, consent, objections, epoch. The permit's age counts from the moment in which that trip is sent.
"""

from __future__ import annotations

import hmac
from dataclasses import field
from datetime import datetime

from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.issuer import Bearer
from gateway.core.keys import digest, parse
from gateway.core.ledger import SYSTEM_USER, Admission, AdmitAsk, KeyRole, TenantStatus
from gateway.core.policy import Rulebook
from gateway.core.stages import Asked, Authenticated
from gateway.core.values import fixed
from gateway.ports.clock import Clock
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens


async def authenticate(
    asked: Asked, store: Store, keys: DeploymentKeys, clock: Clock, rules: Rulebook, tokens: Tokens | None = None
) -> Authenticated:
    """The caller, proved by the credential. `tokens`: None where no issuer is registered.

    Raises `invalid_key`, `tenant_suspended`, `switched_off`, `purpose_not_allowed`, or `invalid_request` naming the missing
    user header; `store_unavailable` passes through. Wrong, revoked and expired credentials look the same from outside.
    """
    presented = _presented(asked.key or "", keys, clock, tokens)
    user = asked.user or ""
    if user.casefold() == SYSTEM_USER:
        user = SYSTEM_USER
    user_key = keys.user_id(presented.tenant, user)
    subjects = tuple(keys.subject_id(presented.tenant, subject) for subject in asked.subjects or ())
    admitted_at = clock.monotonic()
    tenant = rules.tenants.get(presented.tenant)
    is_metered = tenant is not None and tenant.budget is not None
    ask = AdmitAsk(presented.tenant, presented.key_digest, asked.purpose, user_key, subjects, is_metered)
    admission = await store.admit(ask)
    allowed = _proved(presented, admission, clock.now())
    if tenant is None or admission.tenant is None or admission.tenant.status is not TenantStatus.ACTIVE:
        raise Refusal(Code.TENANT_SUSPENDED)
    issuer = presented.bearer.issuer if presented.bearer else None
    off = admission.switched_off
    if off and off & {f"tenant:{presented.tenant}", f"purpose:{asked.purpose}", f"issuer:{issuer}"}:
        raise Refusal(Code.SWITCHED_OFF)
    if asked.purpose not in allowed or asked.purpose not in tenant.purposes:
        raise Refusal(Code.PURPOSE_NOT_ALLOWED)
    if not user:
        raise Refusal(Code.INVALID_REQUEST, param="x-account-user")
    return Authenticated(asked, tenant, user, user_key, admission, admitted_at, issuer)


@fixed()
class _Presented:
    """A credential on its way to the store: `bearer` is proved, a key's tenant only claimed."""

    tenant: str
    key_digest: str = field(default="", repr=False)
    bearer: Bearer | None = None


def _presented(text: str, keys: DeploymentKeys, clock: Clock, tokens: Tokens | None) -> _Presented:
    if (key := parse(text)) is not None:
        return _Presented(key.tenant, digest(keys.pepper, key.text))
    bearer = tokens.prove(text, clock.now()) if tokens else None
    if bearer is None:
        raise Refusal(Code.INVALID_KEY)
    return _Presented(bearer.tenant, bearer=bearer)


def _proved(presented: _Presented, admission: Admission, now: datetime) -> frozenset[str]:
    """The purposes that the credential is for."""
    if presented.bearer is not None:
        return presented.bearer.purposes
    key = admission.key
    if key is None or not hmac.compare_digest(key.digest, presented.key_digest) or key.tenant != presented.tenant:
        raise Refusal(Code.INVALID_KEY)
    if key.revoked or (key.expires is not None and key.expires <= now):
        raise Refusal(Code.INVALID_KEY)
    return key.purposes if key.role is KeyRole.APP else frozenset()
