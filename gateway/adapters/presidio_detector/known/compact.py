"""A text without what separates the parts of a number, and the way back: a number is found in it however it is grouped.

One byte a character, so that cutting the separators out is one pass of C; the way back is counted only where something was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

_SEPARATORS = b"\t\n\r !#'()*+,-./:_|"
_CHUNK = 256
_GROUPED = re.compile(r"[^\W_](?:[\s#'()*+,\-./:_|]{0,4}[^\W_])*")


class Compact:
    """A folded text compacted. `data` is scanned; `span` brings a range of it back."""

    def __init__(self, folded: str) -> None:
        """Cut the separators out. A character that is not in Latin-1 stays, as one that no number holds."""
        self._folded = folded
        self._whole = folded.encode("latin-1", "replace")
        self.data = self._whole.translate(None, _SEPARATORS)
        self._counts: list[int] = []

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The folded text's range that reads as `data[start:end]`; None if it is not one number, grouped."""
        first = self._origin(start)
        last = self._after(first, end - start)
        return (first, last) if _GROUPED.fullmatch(self._folded, first, last) else None

    def _origin(self, place: int) -> int:
        """Where the byte at `place` is from: its chunk by bisection, then step by step."""
        if not self._counts:
            sizes = (
                len(self._whole[at : at + _CHUNK].translate(None, _SEPARATORS))
                for at in range(0, len(self._whole), _CHUNK)
            )
            self._counts = list(accumulate(sizes, initial=0))
        chunk = bisect_right(self._counts, place) - 1
        return self._after(chunk * _CHUNK, place - self._counts[chunk] + 1) - 1

    def _after(self, at: int, kept: int) -> int:
        """Where the so manieth byte from `at` on that is no separator ends. There are as many."""
        while kept:
            passed = self._whole[at : at + kept]
            at += kept
            kept -= len(passed.translate(None, _SEPARATORS))
        return at
