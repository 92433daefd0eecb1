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
        """Every place of every value in `text`; places may overlap."""
        lowered = _lower(text)
        if len(self._by_first_word) <= _FEW and not any(first in lowered for first in self._by_first_word):
            return
        for word in _WORD.finditer(lowered):
            for (before, length), values in self._by_first_word.get(word[0], {}).items():
                start = word.start() - before
                end = start + length
                label = values.get(lowered[start:end]) if start >= 0 else None
                if label is not None and _is_whole(text, start, end) and not _is_ordinary(text[start:end]):
                    yield Span(start, end, label, 1.0, RULE)


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
