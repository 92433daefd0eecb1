"""`SqliteStore`: the store port on one SQLite file (`gateway/ports/store.py`).

Reading runs on the event loop's thread: a handful of indexed look-ups cost less than a change of thread. A
reader never waits; in the rare moment when SQLite is busy (another process recovers the log) it is asked
again for 150 ms. Writing is one thread's (`group_commit.py`). Several processes may share the file.
"""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from gateway.adapters.sqlite_store import audit_log, ledger, schema
from gateway.adapters.sqlite_store.audit_log import AuditLog, Entry
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.adapters.sqlite_store.group_commit import GroupCommit, Work
from gateway.adapters.sqlite_store.presence import is_moving
from gateway.adapters.sqlite_store.whole_file import is_busy
from gateway.core.audit import NONCE_BYTES
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import (
    NOTHING,
    Admission,
    AdmitAsk,
    ChainedRecord,
    CommitAsk,
    ConsentRow,
    KeyRow,
    Record,
    Settlement,
    TenantRow,
    TenantStatus,
)
from gateway.ports.clock import Clock
from gateway.ports.store import UnusableStoreError

PROCESS_BYTES = 8
RETRY_SECONDS = 0.01
RETRIES = 15
"""150 ms in all, as `schema.BUSY_MILLISECONDS` for writers."""
RETRY_AFTER_SECONDS = 1

Result = TypeVar("Result")
_FAILURES = (sqlite3.Error, OSError, TimeoutError, UnusableStoreError)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SqliteStore:
    """The embedded store. Made by `open`; `close` writes what is pending."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Use a file that `open` has checked."""
        self._path = path
        self._clock = clock
        self._reader = DatabaseFile(path, read_only=True)
        self._audit = AuditLog(path, clock.random_bytes(PROCESS_BYTES).hex())
        self._writer = GroupCommit(DatabaseFile(path, read_only=False), self._audit)

    @classmethod
    def open(cls, path: Path, clock: Clock, *, create: bool = False) -> SqliteStore:
        """The store in this file; only `create` makes one. Raises `UnusableStoreError` with the remedy."""
        if create:
            schema.create(path)
        schema.check(path)
        return cls(path, clock)

    async def admit(self, ask: AdmitAsk) -> Admission:
        """See the port."""
        return await self._read(lambda connection: ledger.admit(connection, ask))

    async def commit(self, ask: CommitAsk) -> None:
        """See the port."""
        entry = self._entry(ask.intent)
        try:
            await self._writer.commit(ask, entry)
        except _FAILURES:
            raise _refusal(Code.AUDIT_UNAVAILABLE) from None

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        """See the port."""
        try:
            self._writer.append(self._entry(record, settlement))
        except OSError:
            raise _refusal(Code.AUDIT_UNAVAILABLE) from None

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        """See the port."""
        return await self._read(lambda connection: ledger.epochs(connection, tenants))

    async def put_tenant(self, row: TenantRow) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.put_tenant(connection, row))

    async def tenants(self) -> list[TenantRow]:
        """See the port."""
        return await self._read(ledger.tenants)

    async def set_tenant_status(self, tenant: str, status: TenantStatus) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.set_tenant_status(connection, tenant, status))

    async def put_key(self, row: KeyRow) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.put_key(connection, row))

    async def keys(self, tenant: str) -> list[KeyRow]:
        """See the port."""
        return await self._read(lambda connection: ledger.keys(connection, tenant))

    async def revoke_key(self, tenant: str, key_id: str) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.revoke_key(connection, tenant, key_id))

    async def expire_key(self, tenant: str, key_id: str, expires: datetime) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.expire_key(connection, tenant, key_id, expires))

    async def put_consent(self, row: ConsentRow) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.put_consent(connection, row))

    async def consents(self, tenant: str) -> list[ConsentRow]:
        """See the port."""
        return await self._read(lambda connection: ledger.consents(connection, tenant))

    async def put_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.put_objection(connection, tenant, subject))

    async def remove_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.remove_objection(connection, tenant, subject))

    async def set_switch(self, switch: str, *, off: bool) -> None:
        """See the port."""
        await self._write(lambda connection: ledger.set_switch(connection, switch, off=off))

    async def switches(self) -> frozenset[str]:
        """See the port."""
        return await self._read(ledger.switches)

    async def records(self, *, tenant: str | None = None, trace: str | None = None, limit: int = 100) -> list[Record]:
        """See the port."""
        return await self._read(
            lambda connection: audit_log.records(connection, tenant=tenant, trace=trace, limit=limit)
        )

    async def chain(self) -> AsyncIterator[ChainedRecord]:
        """See the port."""
        last = ("", 0)
        while True:
            page = await self._read(partial(audit_log.page, after=last))
            for record in page:
                yield record
            if not page:
                return
            last = (page[-1].writer, page[-1].sequence)

    async def orphans(self) -> list[Record]:
        """See the port."""
        return await self._read(lambda connection: audit_log.orphans(connection, self._path))

    async def lost_processes(self) -> int:
        """See the port. To ask for orphans costs no more."""
        return 1

    async def announce(self) -> None:
        """See the port."""
        try:
            self._audit.announce()
        except OSError as error:
            raise UnusableStoreError(
                schema.unwritable_place(self._path)
                or f"nothing can be written beside {self._path} ({error.strerror}): make room on its disk"
            ) from None

    async def problems(self) -> list[str]:
        """See the port."""
        try:
            schema.look_at(self._path)
            if unwritable := schema.unwritable_place(self._path):
                return [unwritable]
            mode = await self._read(lambda connection: connection.execute("PRAGMA journal_mode").fetchall())
        except UnusableStoreError as error:
            return [str(error)]
        except Refusal:
            return [f"{self._path} cannot be read: look whether another program holds it, and start isogate anew"]
        found = []
        if self._path.stat().st_mode & _OTHERS:
            found.append(f"{self._path} can be read by other users: chmod 600 {self._path}")
        if is_moving(self._path):
            found.append(f"{self._path} is being moved to another store: wait, then name that one in store.url")
        if mode != [("wal",)]:
            found.append(f"{self._path} is not in WAL mode: start the gateway with no other program using it")
        return found

    async def is_ready(self) -> bool:
        """See the port."""
        return not await self.problems()

    async def close(self) -> None:
        """See the port."""
        await self._writer.close()
        self._reader.drop()

    def _entry(self, record: Record, settlement: Settlement = NOTHING) -> Entry:
        return Entry.of(record, self._clock.random_bytes(NONCE_BYTES), settlement)

    async def _read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        for _ in range(RETRIES):
            try:
                return work(self._reader.connection())
            except sqlite3.Error as error:
                self._reader.drop()
                if not is_busy(error):
                    break
            except (OSError, UnusableStoreError, ValueError, TypeError):
                self._reader.drop()  # no file, another schema, or rows that are not what they should be
                break
            await asyncio.sleep(RETRY_SECONDS)
        raise _refusal(Code.STORE_UNAVAILABLE)

    async def _write(self, work: Work[Result]) -> Result:
        try:
            return await self._writer.run(work)
        except _FAILURES:
            raise _refusal(Code.STORE_UNAVAILABLE) from None


def _refusal(code: Code) -> Refusal:
    return Refusal(code, retry_after_seconds=RETRY_AFTER_SECONDS)
