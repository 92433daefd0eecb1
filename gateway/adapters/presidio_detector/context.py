"""The words before a find, which make it surer.

Presidio's rule (LemmaContextAwareEnhancer): a context word among the five content words before a find adds 0.35, and the result
is at least 0.4. Presidio needs a language model for the words, and takes a context word inside a longer one ("ip" in
"shipping"); here those that a scan found (words.py) within `WINDOW` before the find count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from gateway.adapters.presidio_detector.engine import WINDOW
from gateway.adapters.presidio_detector.words import WordHit

SIMILARITY = 0.35
MIN_SCORE = 0.4


class Context:
    """The context words of one text."""

    def __init__(self, words: Sequence[WordHit], names: Sequence[str]) -> None:
        """As they were found; `names`: the words by index. Most texts have no find that asks for them."""
        self._found = words
        self._names = names

    @cached_property
    def _words(self) -> Sequence[WordHit]:
        """By their ends."""
        return sorted(self._found, key=itemgetter(1))

    @cached_property
    def _ends(self) -> Sequence[int]:
        return list(map(itemgetter(1), self._words))

    def before(self, start: int, floor: int) -> frozenset[str]:
        """The context words that end before `start`, none from before `floor`."""
        floor = max(floor, start - WINDOW)
        near = self._words[bisect_left(self._ends, floor) : bisect_right(self._ends, start)]
        return frozenset([self._names[word] for first, _, word in near if first >= floor])


def enhanced(score: float) -> float:
    """A score after a context word was found."""
    return min(1.0, max(score + SIMILARITY, MIN_SCORE))
