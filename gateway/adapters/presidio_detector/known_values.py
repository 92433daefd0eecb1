"""Finding what the CRM knows: every form of every known value in one pass over all texts, whatever its case and accents.

The automaton (Aho-Corasick) is built for one call and dropped with it. It reports overlapping matches, since a longer form that
fails at a word's edge must not hide a shorter one; how many can end at one place is bounded by `MAX_NESTED`, so that a
hostile list costs no more than linear time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from gateway.adapters.presidio_detector.folding import Folded, fold
from gateway.adapters.presidio_detector.name_forms import Form, forms
from gateway.core.entities import Label
from gateway.core.source import Known

MAX_NESTED = 32
"""Forms of which each ends with the one before; a real contact's name has at most five."""

_GLUED = "\u0e00", "\u0eff", "\u2e80", "\uffef"


class TooNestedError(Exception):
    """The known values could make one place of a text match more than `MAX_NESTED` times."""


class KnownValues:
    """The known values of one call, ready to be looked for."""

    def __init__(self, known: Sequence[Known]) -> None:
        """Build the automaton. Raises `TooNestedError`."""
        by_text: dict[str, list[Form]] = {}
        for value in known:
            for form in forms(value):
                folded = fold(form.text)
                if "\0" not in folded and folded.strip():
                    by_text.setdefault(folded, []).append(form)
        if len(by_text) > MAX_NESTED:
            _refuse_nested(by_text)
        self._forms = [_weakest(each) if len(each) > 1 else each[0] for each in by_text.values()]
        self._automaton = AhoCorasick(by_text, implementation=Implementation.NoncontiguousNFA) if by_text else None

    def find(self, text: str) -> Iterator[tuple[int, int, Label]]:
        """Ranges of `text` that are a known value's form and end where words end, with its label."""
        if self._automaton is None:
            return
        folded = Folded(text)
        for index, first, last in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            form = self._forms[index]
            start, end = folded.span(first, last)
            if form.capital and not text[start].isupper():
                continue
            if _inside_word(text, start - 1, start):
                continue
            if not _inside_word(text, end, end - 1) or (form.plural and _plural(text, start, end)):
                yield start, end, form.label


def _weakest(same: Sequence[Form]) -> Form:
    """Of forms that fold alike, the one that asks least: a name that is common for one contact may be whole for another."""
    first = min(same, key=lambda form: form.capital)
    return Form(first.text, first.label, first.capital, any(form.plural for form in same))


def _inside_word(text: str, beside: int, edge: int) -> bool:
    """True if the characters on both sides of a form's edge belong to one word. Scripts without spaces have no such edge."""
    if not 0 <= beside < len(text) or not text[beside].isalnum() or not text[edge].isalnum():
        return False
    thai, lao_end, cjk, wide_end = _GLUED
    return not (thai <= text[edge] <= lao_end or cjk <= text[edge] <= wide_end)


def _plural(text: str, start: int, end: int) -> bool:
    return text[start].isupper() and text[end] in "sS" and not (end + 1 < len(text) and text[end + 1].isalnum())


def _refuse_nested(texts: dict[str, list[Form]]) -> None:
    """Count how deep forms nest as each other's ends."""
    chain: list[str] = []
    for backwards in sorted(text[::-1] for text in texts):
        while chain and not backwards.startswith(chain[-1]):
            chain.pop()
        chain.append(backwards)
        if len(chain) > MAX_NESTED:
            raise TooNestedError
