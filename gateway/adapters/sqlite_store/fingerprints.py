"""`SqliteFingerprints`: the fingerprints' port on a SQLite file of its own, beside the store's (`<store>-fingerprints`).

Its own file, so that enrolling millions of rows never holds up a call's commit. It appears with the first enrolment; where there
is none, nothing is enrolled, but one that goes away under a running gateway is a refusal. Reading runs on the event loop's
thread: a look-up of one print costs microseconds.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from asyncio import Future
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import Places, Row, covered_in, place_for
from gateway.ports.store import UnusableStoreError

VERSION = 1
APPLICATION_ID = 0x69736666  # "isff"
FILE_MODE = 0o600
READ_SECONDS, WRITE_SECONDS = 0.05, 5.0
"""How long a reader waits for a log's recovery, and one who enrols for another."""
CACHE_KIB = 65_536
"""Of the writer: prints are random, so every row is on another page."""
ASKED_AT_ONCE = 500
PAGE_ROWS = 5_000
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


class SqliteFingerprints:
    """Prints in one file. Made for a store's path; opens nothing before it is asked."""

    def __init__(self, store: Path) -> None:
        """The file beside this store."""
        self._path = store.with_name(f"{store.name}-fingerprints")
        self._name = os.fspath(self._path)
        self._reader: sqlite3.Connection | None = None
        self._writer: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def is_idle(self) -> bool:
        """See the port. Known at once."""
        return self._identity is None and not os.path.exists(self._name)  # noqa: PTH110 - as above

    def places(self, prints: Sequence[bytes]) -> Future[list[Places]]:
        """See the port. Answered when it returns."""
        future: Future[list[Places]] = asyncio.get_running_loop().create_future()
        try:
            with self._reading() as connection:
                future.set_result(_places(connection, prints) if connection else [_NOWHERE] * len(prints))
        except Refusal as refusal:
            future.set_exception(refusal)
        return future

    async def enrol(self, rows: Sequence[Row]) -> int:
        """See the port."""
        with self._writing() as connection:
            return _enrol(connection, dict(rows))

    async def remove(self, rows: Sequence[Row]) -> int:
        """See the port."""
        if not self._path.exists():
            return 0
        wanted = [(row[0], place, owner) for row in rows for place, owner in enumerate(covered_in(row))]
        with self._writing() as connection:
            query = "DELETE FROM prints WHERE print = ? AND place = ? AND owner = ?"
            return connection.executemany(query, wanted).rowcount

    async def every(self) -> AsyncIterator[list[tuple[bytes, Places]]]:
        """See the port."""
        last: tuple[bytes, int] = (b"", 0)
        query = "SELECT print, place, owner FROM prints WHERE (print, place) > (?, ?) ORDER BY print, place LIMIT ?"
        while True:
            with self._reading() as connection:
                page = connection.execute(query, (*last, PAGE_ROWS)).fetchall() if connection else []
            if not page:
                return
            last = page[-1][:2]
            yield list(_grouped(page).items())

    async def close(self) -> None:
        """See the port. What was removed is in no log then, either."""
        if self._writer is not None:
            with suppress(sqlite3.Error):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._drop()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The file, if there is one; the very one that was there before."""
        try:
            yield self._opened_reader()
        except (sqlite3.Error, OSError, UnusableStoreError):
            self._drop()
            raise Refusal(Code.STORE_UNAVAILABLE, retry_after_seconds=RETRY_AFTER_SECONDS) from None

    def _opened_reader(self) -> sqlite3.Connection | None:
        try:
            found = os.stat(self._name)  # noqa: PTH116 - on every call, and half the time of a path's
        except FileNotFoundError:
            if self._identity is None:
                return None
            raise
        if self._reader is None or self._identity != (found.st_dev, found.st_ino):
            self._drop()
            self._reader = _connect(self._path, "ro", READ_SECONDS)
            self._identity = (found.st_dev, found.st_ino)
        return self._reader

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable when it is left."""
        try:
            if self._writer is None:
                self._writer = _opened_writer(self._path)
            self._writer.execute("BEGIN IMMEDIATE")
            yield self._writer
            self._writer.execute("COMMIT")
        except (sqlite3.Error, OSError):
            self._drop()
            raise Refusal(Code.STORE_UNAVAILABLE, retry_after_seconds=RETRY_AFTER_SECONDS) from None
        except BaseException:  # interrupted: what was begun is undone
            self._drop()
            raise

    def _drop(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None


def _places(connection: sqlite3.Connection, prints: Sequence[bytes]) -> list[Places]:
    found: dict[bytes, Places] = {}
    for at in range(0, len(prints), ASKED_AT_ONCE):
        some = prints[at : at + ASKED_AT_ONCE]
        rows = connection.execute(_FIND.format(asked=",".join(["(?)"] * len(some))), some)
        found |= _grouped(rows.fetchall())
    return [found.get(each, _NOWHERE) for each in prints]


def _grouped(rows: Sequence[tuple[bytes, int, bytes]]) -> dict[bytes, Places]:
    found: dict[bytes, dict[int, bytes]] = {}
    for print_, place, owner in rows:
        found.setdefault(print_, {})[place] = owner
    return dict(found)


def _enrol(connection: sqlite3.Connection, rows: dict[bytes, bytes]) -> int:
    taken = _places(connection, list(rows))
    new = [
        (row[0], place, covered_in(row)[place])
        for row, places in zip(rows.items(), taken, strict=True)
        if (place := place_for(row, places)) is not None
    ]
    connection.executemany("INSERT INTO prints VALUES (?, ?, ?)", sorted(new))
    return len(new)


def _opened_writer(path: Path) -> sqlite3.Connection:
    if not path.exists():
        _create(path)
    connection = _connect(path, "rw", WRITE_SECONDS)
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}").fetchall()
    return connection


def _create(path: Path) -> None:
    """The file appears under its name when it is complete: nobody reads half of it."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".isogate-") as nursery:
        made = Path(nursery) / path.name
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
        with closing(_plain(made, "rw", WRITE_SECONDS)) as connection:
            for statement in ("PRAGMA journal_mode=WAL", _SCHEMA, f"PRAGMA application_id={APPLICATION_ID}"):
                connection.execute(statement).fetchall()
            connection.execute(f"PRAGMA user_version={VERSION}")
        with suppress(FileExistsError):  # another process was first
            path.hardlink_to(made)


def _connect(path: Path, mode: str, wait_seconds: float) -> sqlite3.Connection:
    """Raises `UnusableStoreError` for a file of another kind or release."""
    connection = _plain(path, mode, wait_seconds)
    identity = [connection.execute(f"PRAGMA {each}").fetchall()[0][0] for each in ("application_id", "user_version")]
    if identity != [APPLICATION_ID, VERSION]:
        connection.close()
        raise UnusableStoreError(f"{path} holds no fingerprints of this release: move it away and enrol again")
    return connection


def _plain(path: Path, mode: str, wait_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait_seconds, isolation_level=None
    )
    for pragma in ("trusted_schema=OFF", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
