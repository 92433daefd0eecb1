"""A tenant's, a key's and a consent's columns as rows of the ledger, and back: one reading for calls, commands and movers."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias

from gateway.core.audit import stamp
from gateway.core.ledger import ConsentRow, ConsentState, KeyRole, KeyRow, TenantRow, TenantStatus

KEY_COLUMNS = "key_id, digest, role, purposes, created, expires, revoked, last_used"
KeyColumns: TypeAlias = tuple[str, str, str, str, str, str | None, int, str | None]
"""Of `KEY_COLUMNS`: purposes as a JSON list, times as `stamp` writes them, the day of the last use in ISO 8601."""
INSERT_KEY = f"INSERT INTO keys (tenant, {KEY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own words
"""Takes the tenant and `key_columns`."""

KNOWN_KEYS = 1024
"""Keys whose columns are not taken apart again (5 µs each)."""


def tenant_row(tenant: str, status: str, root_key: bytes, created: str) -> TenantRow:
    """`ValueError` for columns that are not what they should be, here and below."""
    return TenantRow(tenant, TenantStatus(status), root_key, datetime.fromisoformat(created))


@lru_cache(maxsize=KNOWN_KEYS)
def key_row(tenant: str, columns: KeyColumns) -> KeyRow:
    """The key of these columns, all of which are read anew for each call: the same row for the same columns."""
    key_id, digest, role, purposes, created, expires, revoked, last_used = columns
    return KeyRow(
        key_id=key_id,
        tenant=tenant,
        digest=digest,
        role=KeyRole(role),
        purposes=frozenset(json.loads(purposes)),
        created=datetime.fromisoformat(created),
        expires=None if expires is None else datetime.fromisoformat(expires),
        revoked=bool(revoked),
        last_used=None if last_used is None else date.fromisoformat(last_used),
    )


def key_columns(row: KeyRow) -> KeyColumns:
    """The inverse of `key_row`."""
    return (
        row.key_id,
        row.digest,
        row.role.value,
        json.dumps(sorted(row.purposes)),
        stamp(row.created),
        None if row.expires is None else stamp(row.expires),
        int(row.revoked),
        None if row.last_used is None else row.last_used.isoformat(),
    )


def consent_row(tenant: str, purpose: str, user: str, state: str, version: str, at: str) -> ConsentRow:
    """A consent event."""
    return ConsentRow(tenant, purpose, user, ConsentState(state), version, datetime.fromisoformat(at))


def consent_columns(row: ConsentRow) -> tuple[str, str, str, str, str, str]:
    """The inverse of `consent_row`."""
    return (row.tenant, row.purpose, row.user, row.state.value, row.policy_version, stamp(row.at))
