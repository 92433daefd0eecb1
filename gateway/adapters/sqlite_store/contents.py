"""`SqliteContents`: a whole SQLite store, read as of one moment while gateways go on, or filled anew (`gateway/ports/moving.py`).

A reading is one transaction: it holds its moment however long it takes. What is filled stands in a file of its own beside the
store's name, in one transaction, and gets that name when it is complete.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from gateway.adapters.sqlite_store import contents_rows, presence, schema, whole_file
from gateway.adapters.sqlite_store.contents_rows import OpenIntents
from gateway.core.contents import Item
from gateway.ports.store import UnusableStoreError

_SUFFIXES = ("", "-wal", "-shm", "-journal")


class SqliteContents:
    """What the file holds. Made over any path; nothing is opened before it is needed."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._path = path
        self._draft = path.with_name(f".{path.name}.filling")
        self._filling: sqlite3.Connection | None = None
        self._held: sqlite3.Connection | None = None
        self._open = OpenIntents()
        self._stack = ExitStack()

    async def items(self) -> AsyncIterator[Item]:
        """See the port."""
        with _told(self._path), ExitStack() as stack:
            connection = self._filling or self._held
            if connection is None:
                schema.check(self._path)
                connection = schema.connect(self._path, read_only=True)
                stack.callback(connection.close)
                connection.execute("BEGIN")
            for item in contents_rows.read(connection):
                yield item

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """See the port."""
        with ExitStack() as stack:
            with _told(self._path):
                schema.check(self._path)
                stack.enter_context(presence.moving(self._path))
                self._held = schema.connect(self._path, read_only=False)
                stack.callback(self._let_go)
                self._held.execute("BEGIN IMMEDIATE")
            yield

    async def confirm(self) -> None:
        """See the port. The kernel holds the lock, SQLite the transaction: neither is lost while the process lives."""
        if self._held is None:
            raise RuntimeError("a store is confirmed while it is held")

    async def retire(self) -> None:
        """See the port."""
        if self._held is None:
            raise RuntimeError("a store is retired while it is held")
        with _told(self._path):
            self._held.execute(f"PRAGMA application_id={schema.RETIRED_ID}")
            self._held.execute("COMMIT")

    async def begin(self) -> None:
        """See the port."""
        with _told(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with ExitStack() as stack:
                stack.enter_context(presence.moving(self._path))
                self._refuse_if_there()
                self._remove_draft()
                schema.set_up(self._draft)
                self._filling = schema.connect(self._draft, read_only=False)
                self._filling.execute("BEGIN IMMEDIATE")
                self._stack = stack.pop_all()

    async def put(self, items: Sequence[Item]) -> None:
        """See the port."""
        with _told(self._path):
            contents_rows.write(self._connection(), items, self._open)

    async def publish(self) -> None:
        """See the port."""
        with _told(self._path):
            connection = self._connection()
            contents_rows.write_open(connection, self._open)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.close()
            self._refuse_if_there()
            whole_file.publish(self._draft, self._path)
            self._remove_draft()
            self._filling = None  # not before: what fails is discarded with its draft
            await self.close()

    async def discard(self) -> None:
        """See the port."""
        if self._filling is not None:
            await self.close()
            self._remove_draft()

    async def close(self) -> None:
        """See the port."""
        if self._filling is not None:
            self._filling.close()
            self._filling = None
        self._stack.close()

    def _connection(self) -> sqlite3.Connection:
        if self._filling is None:
            raise RuntimeError("a store is filled after it was begun")
        return self._filling

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _refuse_if_there(self) -> None:
        for suffix in _SUFFIXES:
            if os.path.lexists(f"{self._path}{suffix}"):
                raise UnusableStoreError(f"{self._path}{suffix} is there already: name a store that does not exist")

    def _remove_draft(self) -> None:
        for suffix in _SUFFIXES:
            self._draft.with_name(self._draft.name + suffix).unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite and the disk say becomes `UnusableStoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise UnusableStoreError(f"{path} cannot be moved ({getattr(error, 'sqlite_errorname', 'SQLite')})") from None
    except OSError as error:
        raise UnusableStoreError(f"{path} cannot be moved: {error.strerror}") from None
