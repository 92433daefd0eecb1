"""A SQLite file that appears whole, and how every connection to one is opened: with each setting that a promise rests on.

WAL with `synchronous=FULL`: a commit survives power loss. `secure_delete=ON`: what is deleted is overwritten
(with it off or `fast`, 1,000 of 1,000 deleted rows were still found in the file). `trusted_schema=OFF`: a
tampered schema runs no functions. Every connection is opened read-write-never-create, so that a file which
was deleted under a running gateway is a refusal, never a new empty one; `create` alone makes a file.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from gateway.ports.store import UnusableStoreError

FILE_MODE = 0o600
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}
_PRAGMAS = ("trusted_schema=OFF", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")


def create(path: Path, set_up: Callable[[Path], None]) -> None:
    """Make the file by `set_up`, if there is none, and its directory (0700); leave what exists as it is.

    The file appears under its name when it is complete, so that processes which start together find one. Raises
    `UnusableStoreError`.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            return
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".isogate-") as nursery:
            made = Path(nursery) / path.name
            set_up(made)
            with suppress(FileExistsError):  # another process was first
                publish(made, path)
    except OSError as error:
        raise UnusableStoreError(
            f"{path} cannot be created ({error.strerror}): name a file in store.url that the user that runs isogate can make"
        ) from None
    except sqlite3.Error as error:
        raise UnusableStoreError(what_is_wrong(path, error)) from None


def set_up(path: Path, tables: str, application_id: int, version: int) -> None:
    """Make a new file, mode 0600, with these tables and this name of its kind. Raises `OSError` and `sqlite3.Error`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
    with closing(connect(path, read_only=False, wait_seconds=0)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(tables)
        connection.execute(f"PRAGMA application_id={application_id}")
        connection.execute(f"PRAGMA user_version={version}")


def publish(made: Path, path: Path) -> None:
    """Give a complete file its name, which survives power loss too. `FileExistsError` when there is one of that name."""
    path.hardlink_to(made)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def connect(path: Path, *, read_only: bool, wait_seconds: float) -> sqlite3.Connection:
    """A connection to an existing file of any kind, which waits so long for others. From any thread, by one at a time."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def identity(connection: sqlite3.Connection) -> tuple[int, int]:
    """The name of the file's kind, and its version."""
    ((application_id,),) = connection.execute("PRAGMA application_id").fetchall()
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    return application_id, version


def what_is_wrong(path: Path, error: sqlite3.Error) -> str:
    """What keeps a file from being used, with the remedy. For one that is damaged itself see `is_damaged`."""
    code, name = primary_code(error), getattr(error, "sqlite_errorname", type(error).__name__)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is in use by another program ({name}): wait for it, then start again"
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return f"{path} cannot be written ({name}): make room on its disk, and look whether the disk is well"
    return f"{path} cannot be opened ({name}): let the user that runs isogate read and write it and its folder"


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether it is the file that is wrong, or is no such file: no permission and no waiting mends it."""
    return primary_code(error) in _DAMAGED


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's code without its details: the low byte; 0 for an error of the module's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Whether waiting may help."""
    return primary_code(error) == sqlite3.SQLITE_BUSY
