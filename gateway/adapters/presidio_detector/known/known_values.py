"""Finding what the CRM knows: every form of every known value in one pass over all texts, whatever its case and accents.

People and addresses are spelt out in those ways only of which a text shows a sign (signs.py). What they are looked for with
is built for one call and dropped with it: for what is written in words (value_forms.py, strings.py), and for numbers however they
are grouped (number_forms.py). Both report overlapping matches, since a longer form that fails at a word's edge must
not hide a shorter one; how many can end at one place is bounded by `MAX_NESTED`, so that a hostile list costs no more than
linear time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation

from gateway.adapters.presidio_detector.known import birth_dates, number_forms
from gateway.adapters.presidio_detector.known.compact import Compact
from gateway.adapters.presidio_detector.known.form import Ending
from gateway.adapters.presidio_detector.known.joins import Found, joined
from gateway.adapters.presidio_detector.known.patterns import Patterns, Sought
from gateway.adapters.presidio_detector.known.signatures import Initials, signatures, single_initials
from gateway.adapters.presidio_detector.known.signs import Signs
from gateway.adapters.presidio_detector.known.strings import Strings
from gateway.adapters.presidio_detector.known.value import Value, values
from gateway.adapters.presidio_detector.known.words import found_at, is_cut, solid
from gateway.core.entities import Label
from gateway.core.folding import Folded
from gateway.core.source import Known

MAX_NESTED = 32
"""Forms of which each ends with the one before; a real contact's have at most eight."""
_WHOLE, _SLIP = Ending.NOTHING, Ending.SLIP
FEW = 4
"""Numbers that are looked for one by one: sooner than an automaton of them is built."""
_IMPLEMENTATION = Implementation.NoncontiguousNFA
"""The one that is built fastest."""


class TooNestedError(Exception):
    """The known values could make one place of a text match more than `MAX_NESTED` times."""


class KnownValues:
    """The known values of one call, ready to be looked for."""

    def __init__(self, known: Sequence[Known]) -> None:
        """Look at them, as far as it takes to know which ones a text may hold."""
        self._values = values(known)
        self._signs, self._initials = Signs(self._values), Initials(self._values)
        self._made: dict[int, int] = {}
        self._spelt = _NONE

    def find(self, text: str) -> Iterator[tuple[int, int, Label]]:
        """Ranges of `text` that are a known value's form, with its label, in order; they may overlap where labels differ.

        Raises `TooNestedError`.
        """
        folded = Folded(text)
        signed = [*signatures(text, self._initials), *single_initials(text, self._initials)]
        shown = self._signs.shown_in(folded.text, has_edges=folded.has_edges)
        self._make({**dict.fromkeys((owner for _, _, theirs in signed for owner in theirs), 0), **shown})
        found = [
            *self._spelt.find(text, folded),
            *(Found(start, end, Label.PERSON, theirs) for start, end, theirs in signed),
        ]
        for each in joined(text, found, self._spelt.beside):
            yield each.start, each.end, each.label

    def _make(self, shown: Mapping[int, int]) -> None:
        """Spell out what no text before has shown."""
        made = {owner: ways | self._made.get(owner, 0) for owner, ways in shown.items()}
        if not made.items() <= self._made.items():
            self._made |= made
            self._spelt = Spelt(self._values, dict(sorted(self._made.items())))


class Spelt:
    """Some of the values, in some of their spellings."""

    def __init__(self, known: Sequence[Value], shown: Mapping[int, int]) -> None:
        """Spell out the values at these places of the list, in these ways. Raises `TooNestedError`."""
        patterns = Patterns(known, shown)
        self.beside = patterns.beside
        self._patterns = patterns
        self._first_year = len(patterns.worded)
        self._solid = list(patterns.solid.values())
        self._worded = [*patterns.worded, *patterns.years]
        _refuse_nested(self._worded)
        _refuse_nested(patterns.solid)
        self._words = Strings(self._worded)
        self._numbers = [text.encode("latin-1", "replace") for text in patterns.solid]
        self._many = (
            BytesAhoCorasick(self._numbers, implementation=_IMPLEMENTATION) if len(self._numbers) > FEW else None
        )

    def find(self, text: str, folded: Folded) -> Iterator[Found]:
        """Where one stands."""
        yield from self._in_words(text, folded)
        yield from self._in_numbers(text, folded)

    def _in_words(self, text: str, folded: Folded) -> Iterator[Found]:
        edges = solid(folded.text) if folded.has_edges else b""
        as_written = edges if text.isascii() else b""
        for sought, first, last in self._hopeful(folded.text, edges):
            if sought.dates:
                dated = birth_dates.around(folded.text, first, last, sought.dates)
                if dated:
                    yield Found(*folded.span(*dated), Label.DATE_OF_BIRTH, sought.owners)
                continue
            found = found_at(text, *folded.span(first, last), sought, self.beside, as_written)
            if found:
                yield found

    def _hopeful(self, written: str, edges: bytes) -> Iterator[tuple[Sought, int, int]]:
        """The matches without most of those that are never a find: initials, and halves of names, inside of other words."""
        worded, years, texts, first_year = self._patterns.worded, self._patterns.years, self._worded, self._first_year
        for index, first, last in self._words.places(written):
            sought = (worded if index < first_year else years)[texts[index]]
            ending = sought.form.ending
            if ending is _WHOLE and edges and index < first_year:
                if (edges[first - 1] and edges[first]) or (edges[last] and edges[last - 1]):
                    continue
            elif ending is _SLIP and written[first - 1 : first].isalnum() and written[last : last + 1].isalnum():
                continue
            yield sought, first, last

    def _in_numbers(self, text: str, folded: Folded) -> Iterator[Found]:
        if not self._numbers:
            return
        compact = Compact(folded.text)
        for index, first, last in self._number_places(compact.data):
            sought = self._solid[index]
            grouped = compact.span(first, last)
            if grouped is None:
                continue
            start, end = folded.span(*grouped)
            if sought.form.label is Label.PHONE_NUMBER:
                whole = number_forms.whole(text, start, end)
                if whole:
                    yield Found(*whole, Label.PHONE_NUMBER, sought.owners)
            elif not is_cut(text, start - 1, start) and not is_cut(text, end, end - 1):
                yield Found(start, end, sought.form.label, sought.owners)

    def _number_places(self, data: bytes) -> Iterable[tuple[int, int, int]]:
        if self._many is not None:
            return self._many.find_matches_as_indexes(data, overlapping=True)
        return [
            (index, first, first + len(number))
            for index, number in enumerate(self._numbers)
            for first in _places(number, data)
        ]


def _places(number: bytes, data: bytes) -> Iterator[int]:
    first = data.find(number)
    while first >= 0:
        yield first
        first = data.find(number, first + 1)


def _refuse_nested(texts: Collection[str]) -> None:
    """Count how deep forms nest as each other's ends."""
    if len(texts) <= MAX_NESTED or max(Counter(map(itemgetter(-1), texts)).values(), default=0) <= MAX_NESTED:
        return  # forms that end each other end in the same character
    chain: list[str] = []
    for backwards in sorted({text[::-1] for text in texts}):
        while chain and not backwards.startswith(chain[-1]):
            chain.pop()
        chain.append(backwards)
        if len(chain) > MAX_NESTED:
            raise TooNestedError


_NONE = Spelt((), {})
