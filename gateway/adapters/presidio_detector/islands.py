"""The surroundings of a text's digits, as one short text.

Nine rules of ten cannot match far from a digit, and most of a letter is far from one. Those rules scan the islands only: each
run of digits with `MARGIN` bytes on either side, joined by NUL. No such rule has more than `MARGIN` - 1 bytes before its first
digit, between two or after its last, so no match is lost and none reaches an island's edge.

Rules that count with a word of context only (judgement.py) see less still: the digits shortly after such a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

MARGIN = 24

_CLUSTER = re.compile(rb"00*+(?:[^0]{1,%d}+0++)*+" % (2 * MARGIN))
_ONE_DIGIT = bytes.maketrans(b"0123456789", b"0000000000")
"""Every digit as the same one: a first byte that must be this one is looked for six times as fast as one of a class."""


def marked(data: bytes) -> bytes:
    """The data with every digit as 0."""
    return data.translate(_ONE_DIGIT)


class Islands:
    """The islands of `data`, which begins and ends with NUL."""

    def __init__(self, data: bytes, marked: bytes, regions: Iterable[tuple[int, int]] | None = None) -> None:
        """Cut them out, in one pass; with `regions`, in order, only those that have a digit there."""
        ranges = _clusters(marked) if regions is None else _near(marked, regions)
        self._origins = [origin for origin, _ in ranges]
        self._places: list[int] = []
        place = 1
        for origin, end in ranges:
            self._places.append(place)
            place += end - origin + 1
        self.data = b"\0" + b"\0".join([data[origin:end] for origin, end in ranges]) + b"\0" if ranges else b""

    def shift(self, place: int) -> int:
        """What to add to an offset within `self.data` to have it in the whole."""
        index = max(0, bisect_right(self._places, place) - 1)
        return self._origins[index] - self._places[index]


def _clusters(data: bytes) -> list[tuple[int, int]]:
    size = len(data)
    return [(max(0, found.start() - MARGIN), min(size, found.end() + MARGIN)) for found in _CLUSTER.finditer(data)]


def _near(data: bytes, regions: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Islands of the regions' digits, those that overlap as one."""
    size = len(data)
    ranges: list[tuple[int, int]] = []
    done, place = 0, -1
    for first, last in regions:
        done = max(done, first)
        if place < done and (place := data.find(b"0", done)) < 0:
            break
        while done <= place < last:
            found = _CLUSTER.match(data, place, last)
            done = found.end() if found else place + 1
            origin, end = max(0, place - MARGIN), min(size, done + MARGIN)
            if ranges and origin <= ranges[-1][1]:
                ranges[-1] = ranges[-1][0], max(end, ranges[-1][1])
            else:
                ranges.append((origin, end))
            place = data.find(b"0", done)
        done = max(done, last)
    return ranges
