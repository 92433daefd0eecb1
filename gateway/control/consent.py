"""Consent and objections: written at once, and acknowledged when no call can start against them (C3.1, C7.1).

Users and data subjects reach the store as keyed hashes only. `*` stands for every user of the tenant,
`system` for unattended jobs, which `*` never covers.
"""

from __future__ import annotations

from gateway.control.plane import ControlPlane
from gateway.core.ledger import ConsentRow, ConsentState


async def grant(plane: ControlPlane, tenant: str, *, purpose: str, user: str, policy_version: str) -> ConsentRow:
    """Record a grant under the policy's version of that moment."""
    return await _record(plane, tenant, purpose, user, ConsentState.GRANTED, policy_version)


async def withdraw(plane: ControlPlane, tenant: str, *, purpose: str, user: str, policy_version: str) -> ConsentRow:
    """Record a withdrawal; returns when no call of this tenant, purpose and user can start any more."""
    row = await _record(plane, tenant, purpose, user, ConsentState.WITHDRAWN, policy_version)
    await plane.acknowledge()
    return row


async def list_consents(plane: ControlPlane, tenant: str) -> list[ConsentRow]:
    """The current row per purpose and user; users as keyed hashes."""
    return await plane.store.consents(tenant)


async def object_subject(plane: ControlPlane, tenant: str, subject: str) -> None:
    """Record a data subject's objection; returns when no call that names the subject can start any more."""
    await plane.store.put_objection(tenant, plane.keys.subject_id(tenant, subject))
    await plane.acknowledge()


async def lift_objection(plane: ControlPlane, tenant: str, subject: str) -> None:
    """Take an objection back."""
    await plane.store.remove_objection(tenant, plane.keys.subject_id(tenant, subject))


async def _record(
    plane: ControlPlane, tenant: str, purpose: str, user: str, state: ConsentState, policy_version: str
) -> ConsentRow:
    if not user:
        raise ValueError("a consent row needs a user, '*' or 'system'")
    row = ConsentRow(
        tenant=tenant,
        purpose=purpose,
        user=plane.keys.user_id(tenant, user),
        state=state,
        policy_version=policy_version,
        at=plane.clock.now(),
    )
    await plane.store.put_consent(row)
    return row
