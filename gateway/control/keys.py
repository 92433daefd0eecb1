"""Gateway keys and seal keys: issued once as text, kept as a keyed hash or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway.control.plane import ControlPlane
from gateway.control.tenants import find
from gateway.core.deployment import seal_key
from gateway.core.keys import API_PREFIX, SEAL_PREFIX, SECRET_BYTES, compose, digest
from gateway.core.ledger import KeyRole, KeyRow

_KEY_ID_BYTES = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key: its text, which nobody can show again, and its row."""

    text: str = field(repr=False)
    row: KeyRow


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """What a key may do, and until when."""

    role: KeyRole
    purposes: frozenset[str]
    expires: datetime | None = None


async def issue(
    plane: ControlPlane,
    tenant: str,
    *,
    purposes: Iterable[str] = (),
    role: KeyRole = KeyRole.APP,
    expires: datetime | None = None,
) -> Issued:
    """A new random key. `LookupError`: unknown tenant; `ValueError`: an app key without a purpose."""
    key_id = plane.clock.random_bytes(_KEY_ID_BYTES).hex()
    secret = plane.clock.random_bytes(SECRET_BYTES)
    return await put(plane, tenant, key_id, secret, KeyTerms(role, frozenset(purposes), expires))


async def put(plane: ControlPlane, tenant: str, key_id: str, secret: bytes, terms: KeyTerms) -> Issued:
    """A key of a given id and secret (32 bytes). Raises as `issue`; `ValueError` too for a known key id."""
    if terms.role is KeyRole.APP and not terms.purposes:
        raise ValueError("an app key needs at least one purpose")
    text = compose(API_PREFIX, tenant, key_id, secret)
    row = KeyRow(
        key_id=key_id,
        tenant=tenant,
        digest=digest(plane.keys.pepper, text),
        role=terms.role,
        purposes=terms.purposes,
        created=plane.clock.now(),
        expires=terms.expires,
    )
    await plane.store.put_key(row)
    return Issued(text, row)


async def rotate(
    plane: ControlPlane, tenant: str, key_id: str, *, overlap: timedelta, expires: datetime | None = None
) -> Issued:
    """A new key on the terms of an old one, which works on for `overlap` at most, unless it ends earlier.

    The new one ends at `expires`, or with None when the old one would have ended.
    Without an overlap the old one is revoked, and this returns when no call can start with it any more. `LookupError` for an
    unknown key, `ValueError` for one that was revoked or has ended: nothing is left to hand over.
    """
    now = plane.clock.now()
    old = next((row for row in await plane.store.keys(tenant) if row.key_id == key_id), None)
    if old is None:
        raise LookupError(f"no key {key_id}")
    if old.revoked or (old.expires is not None and old.expires <= now):
        raise ValueError(f"key {key_id} is no longer valid: create a new one")
    issued = await issue(plane, tenant, purposes=old.purposes, role=old.role, expires=expires or old.expires)
    if overlap > timedelta():
        await plane.store.expire_key(tenant, key_id, now + overlap)
    else:
        await revoke(plane, tenant, key_id)
    return issued


async def revoke(plane: ControlPlane, tenant: str, key_id: str) -> None:
    """Revoke a key; returns when no call can start with it any more. `LookupError` for an unknown one."""
    await plane.store.revoke_key(tenant, key_id)
    await plane.acknowledge()


async def seal_key_text(plane: ControlPlane, tenant: str, key_id: str = "s1") -> str:
    """The tenant's seal key of that id, for `gateway.sdk.Sealer`: the same text each time, stored nowhere.

    Blocks under it open while the tenant's file lists the id under `seal_keys`. `LookupError` for an unknown
    tenant, `ValueError` when the master key does not fit or the id is not `[a-z0-9]{1,16}`.
    """
    row = await find(plane, tenant)
    root_key = plane.cipher.unwrap(row.root_key, tenant)
    return compose(SEAL_PREFIX, tenant, key_id, seal_key(root_key, key_id))
