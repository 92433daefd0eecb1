"""The audit's tables: this process's chain as it is written, and everybody's as it is read.

A writer is `<process>-<number>`. When the fate of a transaction is unknown, its chain is closed where it
stood and the next record begins a fresh writer: whichever way the transaction went, both chains verify.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gateway.adapters.sqlite_store.presence import Presence, is_alive
from gateway.core.audit import Chain, Link, encode, read
from gateway.core.ledger import NOTHING, ChainedRecord, Event, Record, Settlement

PAGE_RECORDS = 500
"""Records read at once: a long reading never holds a transaction open."""
STATEMENT_RECORDS = 64
"""Records written by one statement. Each statement gives the interpreter away and has to wait to get it back."""

_LINKS = "SELECT writer, sequence, coalesce(nonce, x''), previous, digest, row_hash, coalesce(row, x'') FROM audit"
_READABLE = f"{_LINKS} WHERE row IS NOT NULL"
_ORPHANED = f"{_READABLE} AND id IN (SELECT id FROM open_intents WHERE process = ?) ORDER BY id"  # noqa: S608
_INSERT = "INSERT INTO audit (writer, sequence, nonce, previous, digest, row_hash, row, tenant, trace) VALUES "
_VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OPEN_INTENTS = "INSERT OR REPLACE INTO open_intents VALUES "


class Entry(NamedTuple):
    """A record on its way into the chain: a tuple, for it is made for every record."""

    row: bytes
    nonce: bytes
    trace: str
    tenant: str
    event: Event
    settlement: Settlement = NOTHING

    @staticmethod
    def of(record: Record, nonce: bytes, settlement: Settlement = NOTHING) -> Entry:
        """The entry of a record. `ValueError` for facts that are none."""
        return Entry(encode(record), nonce, record.trace, record.tenant, record.event, settlement)


class AuditLog:
    """The writing side of one process.

    One transaction at a time: `begin`, any number of `write`, then `settle`, `undo` or `abandon`.
    """

    def __init__(self, store: Path, process: str) -> None:
        """Nothing is written, nor the process's presence made known, before `announce` or the first record."""
        self._store = store
        self._process = process
        self._writers = 0
        self._presence: Presence | None = None
        self._chain: Chain | None = None
        self._growing: Chain | None = None

    def begin(self) -> None:
        """A transaction begins: its links follow the last settled one."""
        self._growing = None if self._chain is None else self._chain.copy()

    def write(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
        """Insert the next links. An intent is open until its trace's outcome is written."""
        if entries and self._growing is None:
            self._growing = self._fresh_chain()
        for at in range(0, len(entries), STATEMENT_RECORDS):
            some = entries[at : at + STATEMENT_RECORDS]
            last = self._insert(connection, some)
            self._open(connection, some, last - len(some) + 1)
            _close(connection, some)

    def _insert(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> int:
        """The id of the last one; those of one statement follow each other (https://sqlite.org/autoinc.html)."""
        if self._growing is None:
            raise RuntimeError("a link is written within a transaction")
        links = self._growing.extend([entry.row for entry in entries], [entry.nonce for entry in entries])
        values: list[str | int | bytearray] = []
        for link, entry in zip(links, entries, strict=True):
            values += link[:2]
            values += map(bytearray, link[2:])  # for bytes, sqlite3 asks each time whether an adapter is registered
            values += (entry.tenant, entry.trace)
        cursor = connection.execute(_INSERT + ",".join([_VALUES] * len(entries)), values)
        if cursor.lastrowid is None:
            raise RuntimeError("an insertion has an id")
        return cursor.lastrowid

    def _open(self, connection: sqlite3.Connection, entries: Sequence[Entry], first: int) -> None:
        values: list[str | int] = []
        for at, entry in enumerate(entries, first):
            if entry.event is Event.INTENT:
                values += (entry.trace, at, self._process, entry.tenant)
        if values:
            connection.execute(_OPEN_INTENTS + ",".join(["(?, ?, ?, ?)"] * (len(values) // 4)), values)

    def settle(self) -> None:
        """The transaction is durable: the chain's head moves."""
        self._chain = self._growing

    def undo(self) -> None:
        """The transaction was certainly not committed: the head stays."""
        self._growing = None

    def abandon(self) -> None:
        """Nobody knows whether it was committed: the next record begins a fresh writer."""
        self._chain = self._growing = None

    def close(self) -> None:
        """The process stops writing; its open intents are orphans from now on."""
        if self._presence is not None:
            self._presence.close()
            self._presence = None

    def announce(self) -> None:
        """Make this process known, once. Raises `OSError` when the directory cannot be written."""
        if self._presence is None:
            self._presence = Presence(self._store, self._process)

    def _fresh_chain(self) -> Chain:
        self.announce()
        self._writers += 1
        return Chain(f"{self._process}-{self._writers}")


def records(connection: sqlite3.Connection, *, tenant: str | None, trace: str | None, limit: int) -> list[Record]:
    """Readable records, newest first."""
    wanted = {"tenant": tenant, "trace": trace}
    conditions = [f"{column} = :{column}" for column, value in wanted.items() if value is not None]
    query = " AND ".join([_READABLE, *conditions]) + " ORDER BY id DESC LIMIT :limit"
    rows = connection.execute(query, {**wanted, "limit": limit}).fetchall()
    return _readable([Link(*row) for row in rows])


def page(connection: sqlite3.Connection, after: tuple[str, int]) -> list[ChainedRecord]:
    """The next chained records after (writer, sequence), by writer and sequence."""
    query = f"{_LINKS} WHERE (writer, sequence) > (?, ?) ORDER BY writer, sequence LIMIT ?"
    rows = connection.execute(query, (*after, PAGE_RECORDS)).fetchall()
    return [read(Link(*row)) for row in rows]


def orphans(connection: sqlite3.Connection, store: Path) -> list[Record]:
    """Open intents of processes that are gone, oldest first."""
    processes = connection.execute("SELECT DISTINCT process FROM open_intents").fetchall()
    gone = [process for (process,) in processes if not is_alive(store, process)]
    rows = [row for process in gone for row in connection.execute(_ORPHANED, (process,)).fetchall()]
    return _readable([Link(*row) for row in rows])


def _close(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    traces = [entry.trace for entry in entries if entry.event is not Event.INTENT]
    if traces:
        places = ",".join("?" * len(traces))
        connection.execute(f"DELETE FROM open_intents WHERE trace IN ({places})", traces)  # noqa: S608


def _readable(links: Sequence[Link]) -> list[Record]:
    return [record.record for record in map(read, links) if isinstance(record.record, Record)]
