"""`SqliteFingerprints`: the fingerprints' port on a SQLite file of its own, beside the store's (`<store>-fingerprints`).

Its own file, so that enrolling millions of rows never holds up a call's commit. It appears with the first enrolment; where there
is none, nothing is enrolled, but one that goes away under a running gateway is a refusal. Reading runs on the event loop's
thread: a look-up of one print costs microseconds.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from asyncio import Future
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from gateway.adapters.sqlite_store import whole_file
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.adapters.sqlite_store.whole_file import is_busy, is_damaged, what_is_wrong
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import PRINT_BYTES, Page, Places, Row, covered_in, place_for
from gateway.ports.store import UnusableStoreError

VERSION = 1
APPLICATION_ID = 0x69736666  # "isff"
READ_SECONDS, WRITE_SECONDS = 0.05, 5.0
"""How long a reader waits for a log's recovery, and one who enrols for another."""
CACHE_KIB = 65_536
"""Of the writer: prints are random, so every row is on another page."""
ASKED_AT_ONCE = 500
PAGE_ROWS = 5_000
ASKED_AGAIN = 10
RETRY_AFTER_SECONDS = 1

_SCHEMA = """
CREATE TABLE prints (
  print BLOB NOT NULL, place INTEGER NOT NULL, owner BLOB NOT NULL, PRIMARY KEY (print, place)
) STRICT, WITHOUT ROWID
"""
_FIND = """
WITH asked (print) AS (VALUES {asked})
SELECT prints.print, place, owner FROM asked CROSS JOIN prints ON prints.print = asked.print
"""
"""One search for each print that is asked; a list (`IN`) is sorted first."""
_NOWHERE: Places = {}
_FAULTS = (sqlite3.Error, OSError, UnusableStoreError)


class SqliteFingerprints:
    """Prints in one file. Made for a store's path; opens nothing before it is asked."""

    def __init__(self, store: Path) -> None:
        """The file beside this store."""
        self._path = store.with_name(f"{store.name}-fingerprints")
        self._name = os.fspath(self._path)
        self._reader = DatabaseFile(self._path, read_only=True, connect=_connect)
        self._writer = DatabaseFile(self._path, read_only=False, connect=_connect)
        self._is_known = False
        """The file was there once: from then on a missing one is a fault."""
        self._is_written = False

    async def problems(self) -> list[str]:
        """See the port. One whom another process keeps waiting for a moment asks again."""
        found = ""
        for _ in range(ASKED_AGAIN):
            try:
                if connection := self._opened_reader():
                    _places(connection, [bytes(PRINT_BYTES)])
            except UnusableStoreError as error:
                found, is_over = str(error), True
            except OSError as error:
                away = f"{self._path} went away or cannot be read ({error.strerror})"
                found, is_over = f"{away}: put it back, or restart and enrol again", True
            except sqlite3.Error as error:
                found, is_over = _told(self._path, error), not is_busy(error)
            else:
                return []
            self._reader.drop()
            if is_over:
                break
            await asyncio.sleep(READ_SECONDS)
        return [found]

    def is_idle(self) -> bool:
        """See the port. Known at once."""
        # On every call: where nothing is, nothing is raised, as behind `exists`.
        return not self._is_known and not os.access(self._name, os.F_OK)

    def places(self, prints: Sequence[bytes]) -> Future[list[Places]]:
        """See the port. Answered when it returns."""
        future: Future[list[Places]] = asyncio.get_running_loop().create_future()
        try:
            connection = self._opened_reader()
            future.set_result(_places(connection, prints) if connection else [_NOWHERE] * len(prints))
        except _FAULTS:
            future.set_exception(self._lost())
        return future

    async def enrol(self, rows: Sequence[Row]) -> int:
        """See the port."""
        with self._writing() as connection:
            return _enrol(connection, dict(rows))

    async def remove(self, rows: Sequence[Row]) -> int:
        """See the port."""
        if self.is_idle():
            return 0
        wanted = [(row[0], place, owner) for row in rows for place, owner in enumerate(covered_in(row))]
        with self._writing() as connection:
            query = "DELETE FROM prints WHERE print = ? AND place = ? AND owner = ?"
            return connection.executemany(query, wanted).rowcount

    async def every(self) -> AsyncIterator[Page]:
        """See the port."""
        last: tuple[bytes, int] = (b"", 0)
        query = "SELECT print, place, owner FROM prints WHERE (print, place) > (?, ?) ORDER BY print, place LIMIT ?"
        while True:
            try:
                connection = self._opened_reader()
                page = connection.execute(query, (*last, PAGE_ROWS)).fetchall() if connection else []
            except _FAULTS:
                raise self._lost() from None
            if not page:
                return
            last = page[-1][:2]
            yield list(_grouped(page).items())

    async def close(self) -> None:
        """See the port. What was removed is in no log then, either."""
        if self._is_written:
            with suppress(sqlite3.Error, OSError, UnusableStoreError):
                self._writer.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._reader.drop()
        self._writer.drop()

    def _lost(self) -> Refusal:
        """A reader that failed is opened anew."""
        self._reader.drop()
        return Refusal(Code.STORE_UNAVAILABLE, retry_after_seconds=RETRY_AFTER_SECONDS)

    def _opened_reader(self) -> sqlite3.Connection | None:
        """The file, if there is one; the very one that was there before. Raises one of `_FAULTS`."""
        if self.is_idle():
            return None
        connection = self._reader.connection()
        self._is_known = True
        return connection

    def _opened_writer(self) -> sqlite3.Connection:
        if self.is_idle():
            whole_file.create(self._path, _set_up)
        connection = self._writer.connection()
        self._is_known = self._is_written = True
        return connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable when it is left."""
        try:
            connection = self._opened_writer()
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError):
            self._writer.drop()
            raise Refusal(Code.STORE_UNAVAILABLE, retry_after_seconds=RETRY_AFTER_SECONDS) from None
        except BaseException:  # interrupted: what was begun is undone
            self._writer.drop()
            raise


def _told(path: Path, error: sqlite3.Error) -> str:
    """What keeps the file from being read. Only a damaged one is worth losing: what the CRM has makes it anew."""
    if is_damaged(error):
        return f"{path} is damaged or unreadable ({error.sqlite_errorname}): move it away and enrol again"
    return what_is_wrong(path, error)


def _places(connection: sqlite3.Connection, prints: Sequence[bytes]) -> list[Places]:
    found: dict[bytes, Places] = {}
    for at in range(0, len(prints), ASKED_AT_ONCE):
        some = prints[at : at + ASKED_AT_ONCE]
        found |= _grouped(connection.execute(_find(len(some)), some).fetchall())
    return [found.get(each, _NOWHERE) for each in prints]


@lru_cache(maxsize=ASKED_AT_ONCE)
def _find(prints: int) -> str:
    """The question for so many."""
    return _FIND.format(asked=",".join(["(?)"] * prints))


def _grouped(rows: Sequence[tuple[bytes, int, bytes]]) -> Mapping[bytes, Places]:
    found: dict[bytes, dict[int, bytes]] = {}
    for print_, place, owner in rows:
        found.setdefault(print_, {})[place] = owner
    return found


def _enrol(connection: sqlite3.Connection, rows: dict[bytes, bytes]) -> int:
    taken = _places(connection, list(rows))
    new = [
        (row[0], place, covered_in(row)[place])
        for row, places in zip(rows.items(), taken, strict=True)
        if (place := place_for(row, places)) is not None
    ]
    connection.executemany("INSERT INTO prints VALUES (?, ?, ?)", sorted(new))
    return len(new)


def _set_up(path: Path) -> None:
    whole_file.set_up(path, _SCHEMA, APPLICATION_ID, VERSION)


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Raises `UnusableStoreError` for a file of another kind or release."""
    connection = whole_file.connect(
        path, read_only=read_only, wait_seconds=READ_SECONDS if read_only else WRITE_SECONDS
    )
    try:
        identity = whole_file.identity(connection)
        if not read_only:
            connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}").fetchall()
    except BaseException:
        connection.close()
        raise
    if identity != (APPLICATION_ID, VERSION):
        connection.close()
        raise UnusableStoreError(f"{path} holds no fingerprints of this release: move it away and enrol again")
    return connection
