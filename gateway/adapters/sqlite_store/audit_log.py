"""The audit's tables: this process's chain as it is written, and everybody's as it is read.

A writer is `<process>-<number>`. When the fate of a transaction is unknown, its chain is closed where it
stood and the next record begins a fresh writer: whichever way the transaction went, both chains verify.
"""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.adapters.sqlite_store.presence import Presence, is_alive
from gateway.core.audit import Chain, Link, encode, read
from gateway.core.ledger import ChainedRecord, Event, Record

PAGE_RECORDS = 500
"""Records read at once: a long reading never holds a transaction open."""

_LINKS = "SELECT writer, sequence, coalesce(nonce, x''), previous, digest, row_hash, coalesce(row, x'') FROM audit"
_READABLE = f"{_LINKS} WHERE row IS NOT NULL"
_OPEN = f"{_READABLE} AND id IN (SELECT id FROM open_intents WHERE process = ?) ORDER BY id"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on its way into the chain."""

    row: bytes
    nonce: bytes
    trace: str
    tenant: str
    event: Event

    @staticmethod
    def of(record: Record, nonce: bytes) -> Entry:
        """The entry of a record. `ValueError` for facts that are none."""
        return Entry(encode(record), nonce, record.trace, record.tenant, record.event)


class AuditLog:
    """The writing side of one process.

    One transaction at a time: `begin`, any number of `write`, then `settle`, `undo` or `abandon`.
    """

    def __init__(self, store: Path, process: str) -> None:
        """Nothing is written, nor the process's presence made known, before the first record."""
        self._store = store
        self._process = process
        self._writers = 0
        self._presence: Presence | None = None
        self._chain: Chain | None = None
        self._growing: Chain | None = None

    def begin(self) -> None:
        """A transaction begins: its links follow the last settled one."""
        self._growing = copy.copy(self._chain)

    def write(self, connection: sqlite3.Connection, entry: Entry) -> None:
        """Insert the next link. An intent is open until its trace's outcome is written."""
        if self._growing is None:
            self._growing = self._fresh_chain()
        link = self._growing.link(entry.row, entry.nonce)
        cursor = connection.execute(
            "INSERT INTO audit (writer, sequence, nonce, previous, digest, row_hash, row, tenant, trace)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                link.writer,
                link.sequence,
                link.nonce,
                link.previous,
                link.digest,
                link.row_hash,
                link.row,
                entry.tenant,
                entry.trace,
            ),
        )
        if entry.event is Event.INTENT:
            connection.execute(
                "INSERT OR REPLACE INTO open_intents VALUES (?, ?, ?)",
                (entry.trace, cursor.lastrowid, self._process),
            )
        else:
            connection.execute("DELETE FROM open_intents WHERE trace = ?", (entry.trace,))
        self._growing.advance(link)

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

    def _fresh_chain(self) -> Chain:
        if self._presence is None:
            self._presence = Presence(self._store, self._process)
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
    rows = [row for process in gone for row in connection.execute(_OPEN, (process,)).fetchall()]
    return _readable([Link(*row) for row in rows])


def _readable(links: Sequence[Link]) -> list[Record]:
    return [record.record for record in map(read, links) if isinstance(record.record, Record)]
