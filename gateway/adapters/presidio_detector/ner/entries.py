"""Sorted entries of four bytes, which stay in their file: only pages that are asked for are read, and processes share them."""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

_SIZE = 4


class Entries:
    """Numbers of 32 bits, in order. Safe for several threads."""

    __slots__ = ("_entries",)

    def __init__(self, data: bytes | mmap.mmap = b"") -> None:
        """`data`: little-endian. Raises `ValueError` if they are cut off."""
        if len(data) % _SIZE:
            msg = "the size is no multiple of an entry's"
            raise ValueError(msg)
        self._entries: Sequence[int] = memoryview(data).cast("I")
        if sys.byteorder == "big":
            swapped = array("I", self._entries)
            swapped.byteswap()
            self._entries = swapped

    def at(self, key: int) -> int | None:
        """The first entry that is `key` or more; None if there is none."""
        place = bisect_left(self._entries, key)
        return self._entries[place] if place < len(self._entries) else None


def joined(entries: Iterable[int]) -> bytes:
    """Numbers below 2**32, in any order, as `Entries` reads them."""
    return b"".join(entry.to_bytes(_SIZE, "little") for entry in sorted(entries))


def mapped(file: Path) -> mmap.mmap:
    """The file's bytes, read as they are asked for. Raises `FileNotFoundError`, and `ValueError` if it is empty."""
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
