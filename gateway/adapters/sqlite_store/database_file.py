"""One connection to the store's file, checked before each use to be still the file under its name.

SQLite would go on writing into a file that somebody deleted or exchanged, and call it durable. So the file's
identity is compared before each use (3 µs), a writer's write-ahead log too; another one is opened anew.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from gateway.adapters.sqlite_store.schema import connect


class DatabaseFile:
    """A connection that is opened when it is needed, and anew after `drop`. For one thread at a time."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open nothing yet."""
        self.path = path
        self._read_only = read_only
        self._watched = (os.fspath(path),) if read_only else (os.fspath(path), f"{path}-wal")
        self._identity: list[tuple[int, int]] = []
        self._connection: sqlite3.Connection | None = None

    def connection(self) -> sqlite3.Connection:
        """The connection. Raises `OSError` (no file), `sqlite3.Error`, or `UnusableStoreError`."""
        if self._connection is not None and self._look() != self._identity:
            self.drop()
        if self._connection is None:
            self._connection = connect(self.path, read_only=self._read_only)
            self._identity = self._look()
        return self._connection

    def drop(self) -> None:
        """Close it; the next use opens it anew."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _look(self) -> list[tuple[int, int]]:
        return [(found.st_dev, found.st_ino) for found in map(os.stat, self._watched)]
