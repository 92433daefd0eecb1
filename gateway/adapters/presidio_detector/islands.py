"""The surroundings of a text's digits, as one short text.

Nine rules of ten cannot match far from a digit, and most of a letter is far from one. Those rules scan the islands only: each
run of digits with `MARGIN` bytes on either side, joined by NUL. No such rule has more than `MARGIN` - 1 bytes before its first
digit, between two or after its last, so no match is lost and none reaches an island's edge.
"""

from __future__ import annotations

import re
from bisect import bisect_right

MARGIN = 24

_CLUSTER = re.compile(rb"[0-9](?:[^0-9]{0,%d}[0-9])*" % (2 * MARGIN))


class Islands:
    """The islands of `data`, which begins and ends with NUL."""

    def __init__(self, data: bytes) -> None:
        """Cut them out, in one pass."""
        self._origins: list[int] = []
        self._places: list[int] = []
        parts: list[bytes] = []
        place = 1
        for found in _CLUSTER.finditer(data):
            origin = max(0, found.start() - MARGIN)
            part = data[origin : found.end() + MARGIN]
            self._origins.append(origin)
            self._places.append(place)
            parts.append(part)
            place += len(part) + 1
        self.data = b"\0" + b"\0".join(parts) + b"\0" if parts else b""

    def shift(self, place: int) -> int:
        """What to add to an offset within `self.data` to have it in the whole."""
        index = bisect_right(self._places, place) - 1
        return self._origins[index] - self._places[index] if index >= 0 else self._origins[0] - self._places[0]
