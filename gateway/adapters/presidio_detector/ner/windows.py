"""A long text as windows that overlap, and which window speaks for which word.

Windows begin at fixed places counted from the text's start: what is added at the end of a conversation changes no earlier window.
A word seen by two windows is judged by the one in which it stands further from the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SIZE = 128
"""Words in a window: what the model was trained on. Attention costs grow with it, context beyond a hundred words says little."""
STRIDE = 120


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` are read; it speaks for `first` to `last`. Ends are exclusive."""

    start: int
    end: int
    first: int
    last: int


def windows(words: int) -> Iterator[Window]:
    """Windows over so many words; none for no words. What they speak for tiles the words in order."""
    margin = (SIZE - STRIDE) // 2
    start = 0
    while start < words:
        end = min(start + SIZE, words)
        is_last = end == words
        yield Window(start, end, start + margin if start else 0, words if is_last else end - margin)
        if is_last:
            return
        start += STRIDE
