"""The master key's file: made on first run, readable by its owner alone, never overwritten.

Both the file and the variable hold 64 hexadecimal digits, so that one can be copied into the other.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gateway.core.deployment import MASTER_KEY_BYTES
from gateway.ports.clock import Clock

_OWNER_ONLY = 0o600
_OWNER_DIRECTORY = 0o700
_OTHERS = 0o077


def decode_master_key(text: str) -> bytes:
    """The key that 64 hexadecimal digits say; `ValueError` (without the text) for anything else."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise ValueError("the master key is 64 hexadecimal digits: put the right one where secrets.master_key says")
    return key


def ensure_master_key(path: Path, clock: Clock) -> bytes:
    """The key in `path`, made now (with its directory, mode 0700) when there is no such file.

    Raises `ValueError` when others may read the file or it holds no key. Two processes starting at once
    agree: the file appears whole, under its name, or not at all, and whoever comes second reads the first
    one's.
    """
    if not path.exists():
        path.parent.mkdir(mode=_OWNER_DIRECTORY, parents=True, exist_ok=True)
        _publish(path, clock)
    if path.stat().st_mode & _OTHERS:
        raise ValueError(f"others may read {path}: chmod 600 it, and change the key if it was seen")
    return decode_master_key(path.read_text("ascii", "replace"))


def _publish(path: Path, clock: Clock) -> None:
    draft = path.with_name(f".{path.name}.{clock.random_bytes(8).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as file:
        file.write(clock.random_bytes(MASTER_KEY_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
