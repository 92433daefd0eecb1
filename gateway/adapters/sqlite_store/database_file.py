"""One connection to a SQLite file, checked before each use to be still the file under its name.

SQLite would go on writing into a file that somebody deleted or exchanged, and call it durable. So the file's
identity is compared before each use (3 µs), a writer's write-ahead log too; another one is opened anew.

Not, however, beside the log of the file that was there before: SQLite would write that one's pages into the new one. Only a
process that had the old file open knows that; one that starts takes whatever log it finds, as after a crash.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from gateway.adapters.sqlite_store import schema
from gateway.ports.store import UnusableStoreError

_Identity: TypeAlias = tuple[int, int]


class Connecting(Protocol):
    """Opens an existing file of one kind and version. Raises `sqlite3.Error`, or `UnusableStoreError` for another kind."""

    def __call__(self, path: Path, *, read_only: bool) -> sqlite3.Connection:
        """See the class."""
        ...


class DatabaseFile:
    """A connection that is opened when it is needed, and anew after `drop`. For one thread at a time."""

    def __init__(self, path: Path, *, read_only: bool, connect: Connecting = schema.connect) -> None:
        """Open nothing yet."""
        self.path = path
        self._read_only = read_only
        self._connect = connect
        self._name, self._log_name = os.fspath(path), f"{path}-wal"
        self._watched = (self._name,) if read_only else (self._name, self._log_name)
        self._identity: list[_Identity] = []
        self._log: list[_Identity] = []
        """The log beside the file as it was opened."""
        self._connection: sqlite3.Connection | None = None

    def connection(self) -> sqlite3.Connection:
        """The connection. Raises `OSError` (no file), `sqlite3.Error`, or `UnusableStoreError`."""
        if self._connection is not None and _look(self._watched) != self._identity:
            self.drop()
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def drop(self) -> None:
        """Close it; the next use opens it anew."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> sqlite3.Connection:
        before = _look([self._name])
        if self._identity and before != self._identity[:1] and self._log and self._log_now() == self._log:
            raise UnusableStoreError(
                f"{self.path} was exchanged while it was in use, and the log beside it is still the old file's: before anything"
                f" starts on it, which would mix the two, stop isogate and remove {self._log_name} and {self.path}-shm"
            )
        connection = self._connect(self.path, read_only=self._read_only)
        try:
            self._identity, self._log = _look(self._watched), self._log_now()
        except BaseException:
            connection.close()
            raise
        if self._identity[:1] != before:
            connection.close()
            raise UnusableStoreError(f"{self.path} was exchanged while it was opened")
        return connection

    def _log_now(self) -> list[_Identity]:
        try:
            return _look([self._log_name])
        except FileNotFoundError:
            return []


def _look(names: Sequence[str]) -> list[_Identity]:
    return [(found.st_dev, found.st_ino) for found in map(os.stat, names)]
