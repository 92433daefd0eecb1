"""Which processes use the store, and which one moves it: each holds a lock on a file beside the store, as long as it lives.

The kernel lets go of the lock however the process ends (`kill -9` too), so no heartbeat has to be written.
The files are empty; their names are `<store>-writer-<process>` and `<store>-moving`.

Who uses the store makes itself known and then looks whether it is being moved; who moves it does it the other way round. So
at least one of them sees the other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from gateway.ports.store import UnusableStoreError

FILE_MODE = 0o600
_WRITER = "-writer-"


class Presence:
    """One process's lock; held until `close`."""

    def __init__(self, store: Path, process: str) -> None:
        """Take the lock. Raises `OSError` when the directory cannot be written."""
        self._path = _path(store, process)
        self._file = _locked(self._path, fcntl.LOCK_EX)

    def close(self) -> None:
        """Let go of the lock and remove the file."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def is_alive(store: Path, process: str) -> bool:
    """Whether the process still holds its lock; the file of one that is gone is removed."""
    return _is_locked(_path(store, process))


def users(store: Path) -> int:
    """How many living processes made themselves known."""
    names = [each.name.partition(_WRITER)[2] for each in store.parent.glob(f"{escape(store.name)}{_WRITER}*")]
    return sum(is_alive(store, process) for process in names)


def is_moving(store: Path) -> bool:
    """Whether somebody holds the store in `moving`."""
    return _is_locked(_moving(store))


@contextmanager
def moving(store: Path) -> Iterator[None]:
    """Hold the store: nobody begins to use it meanwhile. `UnusableStoreError` while others do, or move it, too."""
    try:
        file = _locked(_moving(store), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UnusableStoreError(f"{store} is being moved by another process") from None
    try:
        if count := users(store):
            others = f"{count} process{'' if count == 1 else 'es'}"
            raise UnusableStoreError(f"{store} is in use by {others}: stop the gateway")
        yield
    finally:
        _moving(store).unlink(missing_ok=True)
        os.close(file)


def _locked(path: Path, lock: int) -> int:
    """The file there, made if need be, under this lock. `BlockingIOError` where others have it.

    Between making and locking a file somebody may take it for a dead process's and remove it, and a lock on a file that nobody
    finds tells nothing: so it is made again.
    """
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, FILE_MODE)
        try:
            fcntl.flock(file, lock)
        except BaseException:
            os.close(file)
            raise
        if _is_there(file, path):
            return file
        os.close(file)


def _is_there(file: int, path: Path) -> bool:
    """Whether the path leads to this very file."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _is_locked(path: Path) -> bool:
    """Whether somebody has a lock on the file there; one that nobody locks is removed."""
    while True:
        try:
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if _is_there(file, path):  # or it was made again meanwhile, and is looked at again
                path.unlink(missing_ok=True)
                return False
        except BlockingIOError:
            return True
        finally:
            os.close(file)


def _path(store: Path, process: str) -> Path:
    return store.with_name(f"{store.name}{_WRITER}{process}")


def _moving(store: Path) -> Path:
    return store.with_name(f"{store.name}-moving")
