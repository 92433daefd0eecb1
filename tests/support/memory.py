"""The memory of a running process, as its owner's machine can read it."""

from __future__ import annotations

import os
from pathlib import Path


def memory_of(pid: int) -> bytes:
    """Every readable and writable private page of the process."""
    parts: list[bytes] = []
    memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    try:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            bounds, permissions, *_ = line.split()
            if permissions.startswith("rw") and not line.endswith("[vvar]"):
                start, end = (int(bound, 16) for bound in bounds.split("-"))
                parts.append(_read(memory, start, end))
    finally:
        os.close(memory)
    return b"".join(parts)


def _read(memory: int, start: int, end: int) -> bytes:
    try:
        return os.pread(memory, end - start, start)
    except OSError:
        return b""  # a page that went away meanwhile
