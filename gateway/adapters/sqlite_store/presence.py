"""Which writing processes are alive: each holds a lock on a file beside the store, as long as it lives.

The kernel lets go of the lock however the process ends (`kill -9` too), so no heartbeat has to be written.
The file is empty; its name is `<store>-writer-<process>`.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

FILE_MODE = 0o600


class Presence:
    """One process's lock; held until `close`."""

    def __init__(self, store: Path, process: str) -> None:
        """Take the lock. Raises `OSError` when the directory cannot be written."""
        self._path = _path(store, process)
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, FILE_MODE)
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def close(self) -> None:
        """Let go of the lock and remove the file."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def is_alive(store: Path, process: str) -> bool:
    """Whether the process still holds its lock; the file of one that is gone is removed."""
    path = _path(store, process)
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(file)


def _path(store: Path, process: str) -> Path:
    return store.with_name(f"{store.name}-writer-{process}")
