"""From byte offsets of UTF-8 back to code points, in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable

_CONTINUATION = bytes(range(0x80, 0xC0))


class Offsets:
    """Code-point offsets of chosen byte offsets. An offset inside a character counts as the end of that character."""

    def __init__(self, data: bytes, wanted: Iterable[int], *, ascii_only: bool) -> None:
        """Count once, from one wanted offset to the next; plain ASCII needs no counting."""
        self._table: dict[int, int] | None = None
        if not ascii_only:
            self._table = {}
            before = points = 0
            for offset in sorted(set(wanted)):
                points += len(data[before:offset].translate(None, _CONTINUATION))
                self._table[offset] = points
                before = offset

    def __getitem__(self, offset: int) -> int:
        """The code-point offset of a wanted byte offset."""
        return offset if self._table is None else self._table[offset]
