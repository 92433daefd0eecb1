"""One find masks all: exact further places of values that were found once, and the guard's search for them.

Looked for are values that are told apart from ordinary words: of a direct label, with at least four letters
or digits, and six where there are digits only (shorter numbers are counts, years and limits too). Case does
not matter and edges are token boundaries, but a value that is one word of letters is looked for with more care,
since one wrong find would take a word out of the whole call. In lower case it counts only if it was found in
lower case and has at least five letters. If it is a common word too (`Will`, `Grace`), it counts only with a
capital that no sentence explains by beginning there, and the name of a month or a day never counts again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gateway.core.common_words import MONTHS_AND_DAYS, WORDS
from gateway.core.entities import DIRECT, Label
from gateway.core.spans import Span

_WORD = re.compile(r"[^\W_]+")
_MIN_CHARACTERS = 4
_MIN_DIGITS = 6
_MIN_LOWER_CASE = 5
_SENTENCE_ENDS = frozenset(".!?:\n\0\u2026>|*\u2022")
_OPENING = frozenset(" \t\"'([{\u201c\u2018\u00bf\u00a1_-")
_FEW = 64
"""So many searches for a first word cost less than looking at every word."""
RULE = "repeat"

_Shapes = dict[tuple[int, int], dict[str, tuple[Label, bool]]]
"""Of the values with one first word: (characters before that word, length) → value in lower case → label, and whether it was
found in lower case."""


class Repeats:
    """A set of values, made ready to be looked for. One pass over a text, whatever the number of values."""

    __slots__ = ("_by_first_word",)

    def __init__(self, values: Iterable[tuple[str, Label]] = ()) -> None:
        self._by_first_word: dict[str, _Shapes] = {}
        for value, label in values:
            self.add(value, label)

    def add(self, value: str, label: Label) -> None:
        """Look for this value too, if it is one that is looked for. A value has the label it came with first."""
        if label not in DIRECT or not _is_telling(value):
            return
        lowered = _lower(value)
        first = _WORD.search(lowered)
        if first is not None:
            shapes = self._by_first_word.setdefault(first[0], {})
            values = shapes.setdefault((first.start(), len(lowered)), {})
            known, was_lower = values.get(lowered, (label, False))
            values[lowered] = known, was_lower or value.islower()

    def find(self, text: str) -> list[Span]:
        """Every place of every value in `text`, in no order; places may overlap."""
        found: list[Span] = []
        if not self._by_first_word:
            return found
        lowered = _lower(text)
        if len(self._by_first_word) > _FEW:
            for match in _WORD.finditer(lowered):
                shapes = self._by_first_word.get(match[0])
                if shapes is not None:
                    _collect(shapes, text, lowered, match.start(), found)
            return found
        for word, shapes in self._by_first_word.items():
            at = lowered.find(word)
            while at >= 0:
                if _is_word(lowered, at, at + len(word)):
                    _collect(shapes, text, lowered, at, found)
                at = lowered.find(word, at + 1)
        return found


def _collect(shapes: _Shapes, text: str, lowered: str, at: int, found: list[Span]) -> None:
    """Add to `found` the values of one first word that stand where that word stands, `at`."""
    for (before, length), values in shapes.items():
        start = at - before
        end = start + length
        value = values.get(lowered[start:end]) if start >= 0 else None
        if value is None or not _is_whole(text, start, end):
            continue
        label, was_lower = value
        if not lowered[start:end].isalpha() or _is_name(text, start, lowered[start:end], was_lower=was_lower):
            found.append(Span(start, end, label, 1.0, RULE))


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
    telling = "".join(filter(str.isalnum, value))
    return len(telling) >= (_MIN_DIGITS if telling.isdigit() else _MIN_CHARACTERS)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True when neither edge cuts a run of letters and digits."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _is_name(text: str, start: int, word: str, *, was_lower: bool) -> bool:
    """False where the one word that begins at `start`, in lower case `word`, may be no name."""
    if word in MONTHS_AND_DAYS:
        return False
    if word in WORDS:
        return text[start].isupper() and not _begins_sentence(text, start)
    return not text[start].islower() or (was_lower and len(word) >= _MIN_LOWER_CASE)


def _begins_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in _OPENING:
        at -= 1
    return at < 0 or text[at] in _SENTENCE_ENDS
