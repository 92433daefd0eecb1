"""Step 1: which tenant, which key. The credential alone decides the tenant; nothing else in a request is believed about it.

The key's form and checksum are checked without the store. Then one trip, *admit*, reads everything that steps 1 to 3 judge: key,
tenant, switches, consent, objections, epoch. The permit's age counts from the moment in which that trip is sent.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Code, Refusal
from gateway.core.keys import PresentedKey, digest, parse
from gateway.core.ledger import SYSTEM_USER, Admission, AdmitAsk, KeyRole, KeyRow, TenantStatus
from gateway.core.policy import Rulebook
from gateway.core.stages import Asked, Authenticated
from gateway.ports.clock import Clock
from gateway.ports.store import Store


async def authenticate(
    asked: Asked, store: Store, keys: DeploymentKeys, clock: Clock, rules: Rulebook
) -> Authenticated:
    """The caller, proved by the key.

    Raises `invalid_key`, `tenant_suspended`, `switched_off`, `purpose_not_allowed`, or `invalid_request` naming the missing
    user header; `store_unavailable` passes through. Wrong, revoked and expired keys look the same from outside.
    """
    presented = parse(asked.key or "")
    if presented is None:
        raise Refusal(Code.INVALID_KEY)
    key_digest = digest(keys.pepper, presented.text)
    user = asked.user or ""
    if user.casefold() == SYSTEM_USER:
        user = SYSTEM_USER
    user_key = keys.user_id(presented.tenant, user)
    subjects = tuple(keys.subject_id(presented.tenant, subject) for subject in asked.subjects or ())
    admitted_at = clock.monotonic()
    admission = await store.admit(AdmitAsk(presented.tenant, key_digest, asked.purpose, user_key, subjects))
    key = _proved(presented, key_digest, admission, clock.now())
    tenant = rules.tenants.get(presented.tenant)
    if tenant is None or admission.tenant is None or admission.tenant.status is not TenantStatus.ACTIVE:
        raise Refusal(Code.TENANT_SUSPENDED)
    if admission.switched_off & {f"tenant:{presented.tenant}", f"purpose:{asked.purpose}"}:
        raise Refusal(Code.SWITCHED_OFF)
    if key.role is not KeyRole.APP or asked.purpose not in key.purposes or asked.purpose not in tenant.purposes:
        raise Refusal(Code.PURPOSE_NOT_ALLOWED)
    if not user:
        raise Refusal(Code.INVALID_REQUEST, param="x-account-user")
    return Authenticated(asked, tenant, user, user_key, admission, admitted_at)


def _proved(presented: PresentedKey, key_digest: str, admission: Admission, now: datetime) -> KeyRow:
    key = admission.key
    if key is None or not hmac.compare_digest(key.digest, key_digest) or key.tenant != presented.tenant:
        raise Refusal(Code.INVALID_KEY)
    if key.revoked or (key.expires is not None and key.expires <= now):
        raise Refusal(Code.INVALID_KEY)
    return key
