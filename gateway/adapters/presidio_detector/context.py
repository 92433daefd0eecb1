"""The words before a find, which make it surer.

Presidio's rule (LemmaContextAwareEnhancer): a context word among the five content words before a find adds 0.35, and the result
is at least 0.4. Presidio needs a language model for the words, and takes a context word inside a longer one ("ip" in
"shipping"); here all rules' context words are looked for in the `WINDOW` characters before a find, in one pass, and count as
whole words: a plural s aside, a word also ends where its case turns, as in passportNumber.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

WINDOW = 56
"""Characters; nine words of average length, of which five carry content."""
SIMILARITY = 0.35
MIN_SCORE = 0.4


class ContextWords:
    """Every rule's context words, compiled once."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words and phrases, lower case."""
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words)

    def before(self, text: str, start: int, floor: int) -> frozenset[str]:
        """The context words that end before `start`, none from before `floor`."""
        window = text[max(floor, start - WINDOW) : start]
        lowered = window.lower()
        if len(lowered) != len(window):
            window = lowered
        return frozenset(
            self._words[index]
            for index, first, last in self._automaton.find_matches_as_indexes(lowered, overlapping=True)
            if _begins(window, first) and _ends(window, last)
        )


def enhanced(score: float) -> float:
    """A score after a context word was found."""
    return min(1.0, max(score + SIMILARITY, MIN_SCORE))


def _begins(window: str, place: int) -> bool:
    if place == 0 or not window[place].isalnum():
        return True
    before = window[place - 1]
    return not before.isalnum() or (window[place].isupper() and before.islower())


def _ends(window: str, place: int) -> bool:
    if place == len(window) or not window[place].isalnum() or not window[place - 1].isalnum():
        return True
    if window[place] in "sS" and (place + 1 == len(window) or not window[place + 1].isalnum()):
        return True
    return window[place].isupper() and window[place - 1].islower()
