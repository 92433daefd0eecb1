"""Reading and changing the ledger's tables, on the caller's connection, inside the caller's transaction.

A change looks before it writes: when it raises, it has written nothing, so that one transaction can carry the
changes of many callers and leave out those that were refused.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from gateway.adapters.sqlite_store import meters
from gateway.adapters.sqlite_store.rows import (
    INSERT_KEY,
    KEY_COLUMNS,
    consent_columns,
    consent_row,
    key_columns,
    key_row,
    tenant_row,
)
from gateway.core.audit import stamp
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import (
    EVERY_USER,
    Admission,
    AdmitAsk,
    CommitAsk,
    ConsentRow,
    ConsentState,
    KeyRow,
    TenantRow,
    TenantStatus,
)
from gateway.ports.store import EpochMovedError

# One statement is one read transaction: everything below is of one moment.
_ADMIT = """
SELECT everyone.epoch + coalesce(t.epoch, 0), t.status, t.root_key, t.created,
  k.key_id, k.digest, k.role, k.purposes, k.created, k.expires, k.revoked, NULL,
  (SELECT state FROM consents WHERE tenant = ?1 AND purpose = ?3 AND user = ?4),
  (SELECT state FROM consents WHERE tenant = ?1 AND purpose = ?3 AND user = ?5),
  EXISTS (SELECT 1 FROM objections WHERE tenant = ?1),
  EXISTS (SELECT 1 FROM objections, json_each(?6) WHERE tenant = ?1 AND subject = value),
  (SELECT json_group_array(switch) FROM switches)
FROM everyone LEFT JOIN tenants t ON t.tenant = ?1 LEFT JOIN keys k ON k.tenant = ?1 AND k.digest = ?2
"""
_EPOCH = """
SELECT everyone.epoch + coalesce((SELECT epoch FROM tenants WHERE tenant = ?), 0) FROM everyone
"""
# Values that are named once are read one by one; named in a WITH they would be put into a table of their own first, 80 kB a time.
_STANDINGS = """
SELECT column1, everyone.epoch + coalesce((SELECT epoch FROM tenants WHERE tenant = column1), 0),
  EXISTS (SELECT 1 FROM objections WHERE tenant = column1)
FROM (VALUES {tenants}) CROSS JOIN everyone
"""
_OBJECTED = "SELECT 1 FROM objections, json_each(?2) WHERE tenant = ?1 AND subject = value LIMIT 1"


def admit(connection: sqlite3.Connection, ask: AdmitAsk) -> Admission:
    """Everything about one call, as of one moment. `ValueError` for rows that are not what they should be."""
    subjects = json.dumps(ask.subjects) if ask.subjects else "[]"
    rows = connection.execute(
        _ADMIT, (ask.tenant, ask.key_digest, ask.purpose, ask.user, EVERY_USER, subjects)
    ).fetchall()
    (row,) = rows
    epoch, status, root_key, created = row[:4]
    own, everyone, has_objections, objected, off = row[12:]
    return Admission(
        key=None if row[4] is None else key_row(ask.tenant, row[4:12]),
        tenant=None if status is None else tenant_row(ask.tenant, status, root_key, created),
        user_consent=None if own is None else ConsentState(own),
        everyone_consent=None if everyone is None else ConsentState(everyone),
        objected=bool(objected),
        has_objections=bool(has_objections),
        switched_off=frozenset(json.loads(off)) if off != "[]" else frozenset(),
        epoch=epoch,
        usage=meters.usage(connection, ask.tenant) if ask.is_metered else {},
    )


def agree(connection: sqlite3.Connection, asks: Sequence[CommitAsk]) -> list[Exception | None]:
    """For each ask: None when epoch and subjects are as admitted and its charges are counted, else why they are not."""
    standings = _standings(connection, {ask.tenant for ask in asks})
    answers: list[Exception | None] = []
    opening: defaultdict[str, int] = defaultdict(int)
    for ask in asks:
        epoch, has_objections = standings[ask.tenant]
        if epoch != ask.epoch:
            answers.append(EpochMovedError())
        elif has_objections and ask.subjects and _objected(connection, ask):
            answers.append(Refusal(Code.SUBJECT_OBJECTED))
        else:
            over = meters.charge(connection, ask, opening) if ask.charges or ask.concurrent is not None else None
            opening[ask.tenant] += over is None
            answers.append(over)
    return answers


def _standings(connection: sqlite3.Connection, tenants: Collection[str]) -> dict[str, tuple[int, int]]:
    """Each tenant's epoch, and whether it has objections on file; by one statement, however many tenants."""
    query = _STANDINGS.format(tenants=",".join(["(?)"] * len(tenants)))
    return {tenant: (epoch, has) for tenant, epoch, has in connection.execute(query, [*tenants]).fetchall()}


def _objected(connection: sqlite3.Connection, ask: CommitAsk) -> bool:
    return bool(connection.execute(_OBJECTED, (ask.tenant, json.dumps(ask.subjects))).fetchall())


def epochs(connection: sqlite3.Connection, tenants: Sequence[str]) -> list[int]:
    """Each tenant's epoch: its own count plus everybody's."""
    return [epoch for tenant in tenants for (epoch,) in connection.execute(_EPOCH, (tenant,)).fetchall()]


def put_tenant(connection: sqlite3.Connection, row: TenantRow) -> None:
    """Insert a tenant; `ValueError` if it is there."""
    if _has(connection, "SELECT 1 FROM tenants WHERE tenant = ?", row.tenant):
        raise ValueError(f"there is a tenant {row.tenant}")
    connection.execute(
        "INSERT INTO tenants (tenant, status, root_key, created) VALUES (?, ?, ?, ?)",
        (row.tenant, row.status.value, row.root_key, stamp(row.created)),
    )


def tenants(connection: sqlite3.Connection) -> list[TenantRow]:
    """All tenants, by id."""
    rows = connection.execute("SELECT tenant, status, root_key, created FROM tenants ORDER BY tenant")
    return [tenant_row(*row) for row in rows.fetchall()]


def set_tenant_status(connection: sqlite3.Connection, tenant: str, status: TenantStatus) -> None:
    """Set it, raising the epoch if it changes; `LookupError` for an unknown tenant."""
    _need_tenant(connection, tenant)
    connection.execute(
        "UPDATE tenants SET status = ?2, epoch = epoch + 1 WHERE tenant = ?1 AND status != ?2",
        (tenant, status.value),
    )


def put_key(connection: sqlite3.Connection, row: KeyRow) -> None:
    """Insert a key; `LookupError` without its tenant, `ValueError` for a known id or digest."""
    _need_tenant(connection, row.tenant)
    known = "SELECT 1 FROM keys WHERE tenant = ? AND (key_id = ? OR digest = ?)"
    if _has(connection, known, row.tenant, row.key_id, row.digest):
        raise ValueError(f"there is a key {row.key_id}")
    connection.execute(INSERT_KEY, (row.tenant, *key_columns(row)))


def keys(connection: sqlite3.Connection, tenant: str) -> list[KeyRow]:
    """A tenant's keys, oldest first."""
    rows = connection.execute(
        f"SELECT {KEY_COLUMNS} FROM keys WHERE tenant = ? ORDER BY created, key_id",  # noqa: S608 - our own words
        (tenant,),
    )
    return [key_row(tenant, row) for row in rows.fetchall()]


def revoke_key(connection: sqlite3.Connection, tenant: str, key_id: str) -> None:
    """Revoke it and raise the epoch; `LookupError` for an unknown one."""
    if not _has(connection, "SELECT 1 FROM keys WHERE tenant = ? AND key_id = ?", tenant, key_id):
        raise LookupError(f"no key {key_id}")
    connection.execute("UPDATE keys SET revoked = 1 WHERE tenant = ? AND key_id = ?", (tenant, key_id))
    _raise_epoch(connection, tenant)


def expire_key(connection: sqlite3.Connection, tenant: str, key_id: str, expires: datetime) -> None:
    """Let it end then, unless it ends earlier; `LookupError` for an unknown one."""
    if not _has(connection, "SELECT 1 FROM keys WHERE tenant = ? AND key_id = ?", tenant, key_id):
        raise LookupError(f"no key {key_id}")
    connection.execute(
        "UPDATE keys SET expires = ?3 WHERE tenant = ?1 AND key_id = ?2 AND (expires IS NULL OR expires > ?3)",
        (tenant, key_id, stamp(expires)),
    )


def use_keys(connection: sqlite3.Connection, uses: Collection[tuple[str, str, date]]) -> None:
    """Note the day of each (tenant, digest, day), unless a later one stands there."""
    connection.executemany(
        "UPDATE keys SET last_used = ?3 WHERE tenant = ?1 AND digest = ?2 AND (last_used IS NULL OR last_used < ?3)",
        [(tenant, digest, day.isoformat()) for tenant, digest, day in uses],
    )


def put_consent(connection: sqlite3.Connection, row: ConsentRow) -> None:
    """Add the event to the history and make it the current state; see the port for what is refused."""
    _need_tenant(connection, row.tenant)
    place = (row.tenant, row.purpose, row.user)
    event = consent_columns(row)
    known = (
        "SELECT 1 FROM consent_events WHERE tenant = ? AND purpose = ? AND user = ?"
        " AND state = ? AND policy_version = ? AND at = ?"
    )
    if _has(connection, known, *event):
        return
    later = "SELECT 1 FROM consents WHERE tenant = ? AND purpose = ? AND user = ? AND state = ? AND at > ?"
    if row.state is ConsentState.GRANTED and _has(
        connection, later, *place, ConsentState.WITHDRAWN.value, stamp(row.at)
    ):
        raise ValueError("a later withdrawal is on file")
    columns = "(tenant, purpose, user, state, policy_version, at) VALUES (?, ?, ?, ?, ?, ?)"
    connection.execute(f"INSERT INTO consent_events {columns}", event)
    connection.execute(f"INSERT OR REPLACE INTO consents {columns}", event)
    if row.state is ConsentState.WITHDRAWN:
        _raise_epoch(connection, row.tenant)


def consents(connection: sqlite3.Connection, tenant: str) -> list[ConsentRow]:
    """The current row per purpose and user, in their order."""
    rows = connection.execute(
        "SELECT purpose, user, state, policy_version, at FROM consents WHERE tenant = ? ORDER BY purpose, user",
        (tenant,),
    )
    return [consent_row(tenant, *row) for row in rows.fetchall()]


def put_objection(connection: sqlite3.Connection, tenant: str, subject: str) -> None:
    """Insert it and raise the epoch, unless it is there; `LookupError` for an unknown tenant."""
    _need_tenant(connection, tenant)
    if not _has(connection, "SELECT 1 FROM objections WHERE tenant = ? AND subject = ?", tenant, subject):
        connection.execute("INSERT INTO objections VALUES (?, ?)", (tenant, subject))
        _raise_epoch(connection, tenant)


def remove_objection(connection: sqlite3.Connection, tenant: str, subject: str) -> None:
    """Delete it, if it is there."""
    connection.execute("DELETE FROM objections WHERE tenant = ? AND subject = ?", (tenant, subject))


def set_switch(connection: sqlite3.Connection, switch: str, *, off: bool) -> None:
    """Set it; switching off raises everybody's epoch."""
    if off:
        connection.execute("INSERT OR IGNORE INTO switches VALUES (?)", (switch,))
        connection.execute("UPDATE everyone SET epoch = epoch + 1")
    else:
        connection.execute("DELETE FROM switches WHERE switch = ?", (switch,))


def switches(connection: sqlite3.Connection) -> frozenset[str]:
    """Switches that are off."""
    return frozenset(switch for (switch,) in connection.execute("SELECT switch FROM switches").fetchall())


def _has(connection: sqlite3.Connection, query: str, *values: str) -> bool:
    return bool(connection.execute(query, values).fetchall())


def _need_tenant(connection: sqlite3.Connection, tenant: str) -> None:
    if not _has(connection, "SELECT 1 FROM tenants WHERE tenant = ?", tenant):
        raise LookupError(f"no tenant {tenant}")


def _raise_epoch(connection: sqlite3.Connection, tenant: str) -> None:
    connection.execute("UPDATE tenants SET epoch = epoch + 1 WHERE tenant = ?", (tenant,))
