"""SQLite's tables as items, and items as rows of empty tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby

from gateway.adapters.sqlite_store.rows import (
    INSERT_KEY,
    KEY_COLUMNS,
    consent_columns,
    consent_row,
    key_columns,
    key_row,
    tenant_row,
)
from gateway.core.audit import Link, stamp
from gateway.core.audit import read as record_of
from gateway.core.contents import (
    Item,
    LinkItem,
    MeterItem,
    ObjectionItem,
    SwitchItem,
    TenantItem,
)
from gateway.core.ledger import ConsentRow, Event, KeyRow, Record

_TENANTS = """
SELECT tenant, status, root_key, created, tenants.epoch + everyone.epoch FROM tenants, everyone ORDER BY tenant
"""
_KEYS = f"SELECT {KEY_COLUMNS} FROM keys WHERE tenant = ? ORDER BY created, key_id"  # noqa: S608 - our own words
# The event that holds comes last of its purpose and user, whatever its stamp.
_CONSENTS = """
SELECT tenant, purpose, user, event.state, event.policy_version, event.at
FROM consent_events event JOIN consents held USING (tenant, purpose, user)
WHERE tenant = ? ORDER BY purpose, user,
  (event.at, event.state, event.policy_version) = (held.at, held.state, held.policy_version),
  event.at, event.state, event.policy_version
"""
_OBJECTIONS = "SELECT tenant, subject FROM objections WHERE tenant = ? ORDER BY subject"
_METERS = "SELECT tenant, meter, window, used FROM meters WHERE tenant = ? ORDER BY meter"
_LINKS = """
SELECT tenant, writer, sequence, coalesce(nonce, x''), previous, digest, row_hash, coalesce(row, x'') FROM audit ORDER BY id
"""

_Values = tuple[str | int | bytes | None, ...]


class OpenIntents:
    """The intents without an outcome, as the audit's links pass by: trace → id, process, tenant."""

    def __init__(self) -> None:
        """Begin before the first link."""
        self.last = 0
        self.traces: dict[str, tuple[int, str, str]] = {}

    def next(self, item: LinkItem) -> tuple[int, str]:
        """The next link's id and trace; without a record to read the trace is empty."""
        self.last += 1
        record = record_of(item.link).record
        if not isinstance(record, Record):
            return self.last, ""
        if record.event is Event.INTENT:
            self.traces[record.trace] = (self.last, item.link.writer.rpartition("-")[0], item.tenant)
        else:
            self.traces.pop(record.trace, None)
        return self.last, record.trace


def read(connection: sqlite3.Connection) -> Iterator[Item]:
    """Everything, in the order of items, within the transaction that the connection is in."""
    for tenant, status, root_key, created, epoch in connection.execute(_TENANTS).fetchall():
        yield TenantItem(tenant_row(tenant, status, root_key, created), epoch)
        yield from (key_row(tenant, row) for row in connection.execute(_KEYS, (tenant,)))
        yield from (consent_row(*row) for row in connection.execute(_CONSENTS, (tenant,)))
        yield from (ObjectionItem(*row) for row in connection.execute(_OBJECTIONS, (tenant,)))
        yield from (MeterItem(*row) for row in connection.execute(_METERS, (tenant,)))
    for (switch,) in connection.execute("SELECT switch FROM switches ORDER BY switch").fetchall():
        yield SwitchItem(switch)
    for tenant, *columns in connection.execute(_LINKS):
        yield LinkItem(tenant, Link(*columns))


def write(connection: sqlite3.Connection, items: Sequence[Item], intents: OpenIntents) -> None:
    """Insert the next items."""
    for _, some in groupby(items, type):
        for statement, rows in _statements(list(some), intents).items():
            connection.executemany(statement, rows)


def write_open(connection: sqlite3.Connection, intents: OpenIntents) -> None:
    """Insert what is open after the last link."""
    rows = [(trace, *each) for trace, each in intents.traces.items()]
    connection.executemany("INSERT INTO open_intents (trace, id, process, tenant) VALUES (?, ?, ?, ?)", rows)


def _statements(items: Sequence[Item], intents: OpenIntents) -> dict[str, list[_Values]]:
    """What inserts items of one type: statement → rows."""
    made: dict[str, list[_Values]] = {}
    for item in items:
        for statement, row in _rows(item, intents):
            made.setdefault(statement, []).append(row)
    return made


def _rows(item: Item, intents: OpenIntents) -> Iterator[tuple[str, _Values]]:
    match item:
        case TenantItem(row, epoch):
            values = (row.tenant, row.status.value, row.root_key, stamp(row.created), epoch)
            yield "INSERT INTO tenants (tenant, status, root_key, created, epoch) VALUES (?, ?, ?, ?, ?)", values
        case KeyRow():
            yield INSERT_KEY, (item.tenant, *key_columns(item))
        case ConsentRow():
            event = consent_columns(item)
            columns = "(tenant, purpose, user, state, policy_version, at)"
            yield _insert(f"consent_events {columns}", 6), event
            yield _insert(f"consents {columns}", 6).replace("INSERT", "INSERT OR REPLACE"), event
        case ObjectionItem():
            yield _insert("objections", 2), item
        case MeterItem():
            yield _insert("meters", 4), item
        case SwitchItem():
            yield _insert("switches", 1), item
        case LinkItem(tenant, link):
            number, trace = intents.next(item)
            expired = not link.row and not link.nonce
            content = (None, None) if expired else (link.nonce, link.row)
            columns = "audit (id, tenant, trace, writer, sequence, previous, digest, row_hash, nonce, row)"
            marks = (link.previous, link.digest, link.row_hash)
            yield _insert(columns, 10), (number, tenant, trace, link.writer, link.sequence, *marks, *content)


def _insert(into: str, count: int) -> str:
    return f"INSERT INTO {into} VALUES ({', '.join('?' * count)})"  # noqa: S608 - of this module's own words
