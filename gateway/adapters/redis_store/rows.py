"""Rows as the JSON texts that Redis holds, and back.

Reading a text that is no such row raises `ValueError`, `KeyError` or `TypeError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

from gateway.core.audit import stamp
from gateway.core.ledger import Admission, ConsentRow, ConsentState, KeyRole, KeyRow, TenantRow, TenantStatus, Usage


class _KeyText(TypedDict):
    key_id: str
    digest: str
    role: str
    purposes: list[str]
    created: str
    expires: str | None


def tenant_text(row: TenantRow) -> str:
    """What of a tenant does not change."""
    return json.dumps({"root_key": row.root_key.hex(), "created": stamp(row.created)})


def tenant_row(tenant: str, status: str, row: str | bytes) -> TenantRow:
    """A tenant from its status and text."""
    return _tenant(tenant, status, json.loads(row))


def key_text(row: KeyRow) -> str:
    """A key, but for its revocation, which is a set of its own."""
    return json.dumps(
        {
            "key_id": row.key_id,
            "digest": row.digest,
            "role": row.role.value,
            "purposes": sorted(row.purposes),
            "created": stamp(row.created),
            "expires": None if row.expires is None else stamp(row.expires),
        }
    )


def key_row(tenant: str, text: str | bytes, *, revoked: bool, last_used: date | None = None) -> KeyRow:
    """A key from its text."""
    return _key(tenant, json.loads(text), revoked=revoked, last_used=last_used)


def consent_text(row: ConsentRow) -> str:
    """A consent event: equal texts are the same event."""
    return json.dumps(
        {
            "purpose": row.purpose,
            "user": row.user,
            "state": row.state.value,
            "policy_version": row.policy_version,
            "at": stamp(row.at),
        },
        sort_keys=True,
    )


def consent_row(tenant: str, text: str | bytes) -> ConsentRow:
    """A consent event from its text."""
    row = json.loads(text)
    return ConsentRow(
        tenant,
        row["purpose"],
        row["user"],
        ConsentState(row["state"]),
        row["policy_version"],
        datetime.fromisoformat(row["at"]),
    )


def admission(tenant: str, text: bytes, switched_off: frozenset[str], usage: Usage | None = None) -> Admission:
    """An admission from what the script `ADMIT` returned."""
    epoch, status, row, key, revoked, own, everyone, objections, objected = json.loads(text)
    return Admission(
        key=None if key is None else _key(tenant, key, revoked=bool(revoked)),
        tenant=None if row is None else _tenant(tenant, status, row),
        user_consent=None if own is None else ConsentState(own["state"]),
        everyone_consent=None if everyone is None else ConsentState(everyone["state"]),
        objected=bool(objected),
        has_objections=bool(objections),
        switched_off=switched_off,
        epoch=epoch,
        usage=usage or {},
    )


def usage(meters: Mapping[bytes, bytes]) -> Usage:
    """A tenant's meters from the hash that holds them."""
    counted = {name.decode(): text.split(b":") for name, text in meters.items()}
    return {name: (int(window), int(used)) for name, (window, used) in counted.items()}


def switched_off(switches: Mapping[bytes, bytes]) -> frozenset[str]:
    """The switches that are off, from a hash of switches."""
    return frozenset([name.decode() for name, value in switches.items() if _is_off(value)])


def _is_off(value: bytes) -> bool:
    number, _, word = value.partition(b":")
    if not number.isdigit() or word not in (b"off", b"on"):
        raise ValueError("a switch is off or on")
    return word == b"off"


def _tenant(tenant: str, status: str, row: dict[str, str]) -> TenantRow:
    return TenantRow(
        tenant, TenantStatus(status), bytes.fromhex(row["root_key"]), datetime.fromisoformat(row["created"])
    )


def _key(tenant: str, row: _KeyText, *, revoked: bool, last_used: date | None = None) -> KeyRow:
    return KeyRow(
        key_id=row["key_id"],
        tenant=tenant,
        digest=row["digest"],
        role=KeyRole(row["role"]),
        purposes=frozenset(row["purposes"]),
        created=datetime.fromisoformat(row["created"]),
        expires=None if row["expires"] is None else datetime.fromisoformat(row["expires"]),
        revoked=revoked,
        last_used=last_used,
    )
