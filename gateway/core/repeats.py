"""One find masks all: exact further places of values that were found once, and the guard's search for them.

Looked for are values that are told apart from ordinary words: of a direct label, with at least four letters
or digits, and six where there are digits only (shorter numbers are counts, years and limits too). Case does
not matter, edges are token boundaries, and a value that is one word of letters counts only where it is
written with a capital: `Will` and `Mark` are words as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gateway.core.entities import DIRECT, Label
from gateway.core.spans import Span

_WORD = re.compile(r"[^\W_]+")
_MIN_CHARACTERS = 4
_MIN_DIGITS = 6
_FEW = 64
"""So many searches for a first word cost less than looking at every word."""
RULE = "repeat"


class Repeats:
    """A set of values, made ready to be looked for. One pass over a text, whatever the number of values."""

    def __init__(self, values: Iterable[tuple[str, Label]]) -> None:
        self._by_first_word: dict[str, dict[tuple[int, int], dict[str, Label]]] = {}
        for value, label in values:
            if label in DIRECT and _is_telling(value):
                lowered = _lower(value)
                first = _WORD.search(lowered)
                if first is not None:
                    shapes = self._by_first_word.setdefault(first[0], {})
                    shapes.setdefault((first.start(), len(lowered)), {}).setdefault(lowered, label)

    def find(self, text: str) -> Iterator[Span]:
        """Every place of every value in `text`, in no order; places may overlap."""
        lowered = _lower(text)
        for word, at in self._beginnings(lowered):
            for (before, length), values in self._by_first_word[word].items():
                start = at - before
                end = start + length
                label = values.get(lowered[start:end]) if start >= 0 else None
                if label is not None and _is_whole(text, start, end) and not _is_ordinary(text[start:end]):
                    yield Span(start, end, label, 1.0, RULE)

    def _beginnings(self, lowered: str) -> Iterator[tuple[str, int]]:
        """Where a value may begin: its first word, and the place of that word."""
        if len(self._by_first_word) > _FEW:
            for match in _WORD.finditer(lowered):
                if match[0] in self._by_first_word:
                    yield match[0], match.start()
            return
        for word in self._by_first_word:
            at = lowered.find(word)
            while at >= 0:
                if _is_word(lowered, at, at + len(word)):
                    yield word, at
                at = lowered.find(word, at + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    """True when `text[start:end]` is a run of letters and digits, whole."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _lower(text: str) -> str:
    """Lower case, character by character: places stay the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _is_telling(value: str) -> bool:
    count, digits = sum(map(str.isalnum, value)), sum(map(str.isdigit, value))
    return count >= (_MIN_DIGITS if digits == count else _MIN_CHARACTERS)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True when neither edge cuts a run of letters and digits."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _is_ordinary(found: str) -> bool:
    return found.isalpha() and found[0].islower()
