"""What is looked for in one call: each form, folded, with whose it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import compress, repeat
from operator import ne
from typing import NamedTuple

from gateway.adapters.presidio_detector.known import birth_dates, number_forms, spoken_english
from gateway.adapters.presidio_detector.known.form import EVERY_WAY, Ending, Form, Spelling
from gateway.adapters.presidio_detector.known.joins import Beside
from gateway.adapters.presidio_detector.known.place_forms import words_beside
from gateway.adapters.presidio_detector.known.value import Value
from gateway.adapters.presidio_detector.known.value_forms import forms
from gateway.core.entities import Label
from gateway.core.folding import fold

_AS_WRITTEN = frozenset(
    {Label.PERSON, Label.EMAIL_ADDRESS, Label.STREET_ADDRESS, Label.LOCATION, Label.ORGANIZATION, Label.DATE_OF_BIRTH}
)
"""Labels of values that are not numbers grouped one way or another."""


class Sought(NamedTuple):
    """What a pattern asks, and the known values that have it, by their place in the list. `dates`: the pattern is their year."""

    form: Form
    owners: frozenset[int]
    dates: frozenset[birth_dates.Date] = frozenset()


class Worded(Mapping[str, Sought]):
    """Texts with what each asks. A call makes hundreds and finds a few, so what a text asks is put together when it is asked for.

    Of texts that are alike the one that asks least counts.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[str] = []
        self._forms: list[Form] = []
        self._owners: list[int] = []
        self._sought: dict[str, Sought] = {}

    def take(self, texts: Sequence[str], forms: Iterable[Form], owner: int) -> None:
        """Take a value's; none may be taken after one was asked for."""
        self._texts += texts
        self._forms += forms
        self._owners += repeat(owner, len(texts))

    def __getitem__(self, text: str) -> Sought:
        """What it asks. `KeyError` if it was not taken, or is blank."""
        sought = self._sought.get(text)
        if sought is None:
            first, *others = (self._one(place) for place in (self._first[text], *self._others.get(text, ())))
            self._sought[text] = sought = reduce(_met, others, first)
        return sought

    def __iter__(self) -> Iterator[str]:
        """Each text once."""
        return iter(self._first)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._first)

    def _one(self, place: int) -> Sought:
        return Sought(self._forms[place], frozenset({self._owners[place]}))

    @cached_property
    def _first(self) -> Mapping[str, int]:
        """Where each text is in the list."""
        first = dict(zip(reversed(self._texts), reversed(range(len(self._texts))), strict=True))
        if not all(map(str.strip, first)):
            first = {text: place for text, place in first.items() if text.strip()}
        return first

    @cached_property
    def _others(self) -> Mapping[str, Sequence[int]]:
        """Where those are that are like one before."""
        others = defaultdict[str, list[int]](list)
        places = range(len(self._texts))
        for place in compress(places, map(ne, map(self._first.get, self._texts), places)):
            others[self._texts[place]].append(place)
        return others


class Patterns:
    """The patterns of all known values of one call."""

    def __init__(self, values: Sequence[Value], shown: Mapping[int, int] | None = None) -> None:
        """Collect them: of all, or of those at these places of the list in these ways (form.py). Linear in it."""
        self.worded = Worded()
        """What is found in the folded text."""
        self.years: dict[str, Sought] = {}
        """Years of birth dates, found there too."""
        self.solid: dict[str, Sought] = {}
        """Numbers without separators (compact.py)."""
        self.beside: dict[int, Beside] = {}
        for owner, ways in (dict.fromkeys(range(len(values)), EVERY_WAY) if shown is None else shown).items():
            self._value(values[owner], ways, owner)

    def _value(self, known: Value, ways: int, owner: int) -> None:
        value, label, words = known
        if not (value.isalnum() or any(map(str.isalnum, value))):
            return
        self._take(forms(known, ways), owner)
        if words:
            parts = list(map(fold, words))
            self.beside[owner] = Beside("".join([part[:1] for part in parts]), frozenset(parts))
        elif label is Label.STREET_ADDRESS:
            self.beside[owner] = Beside(words=words_beside(value))
        elif label is Label.DATE_OF_BIRTH:
            self._dates(birth_dates.read(value), owner)
        numbers = _numbers(value, label)
        if numbers:
            _put(self.solid, numbers, Sought(Form(label), frozenset({owner})))

    def _dates(self, dates: frozenset[birth_dates.Date], owner: int) -> None:
        form, mine = Form(Label.DATE_OF_BIRTH), frozenset({owner})
        _put(self.years, birth_dates.anchors(dates), Sought(form, mine, dates))
        _put(self.solid, birth_dates.solid_dates(dates), Sought(form, mine))
        self._take([(each, form) for date in dates for each in spoken_english.dates(*date)], owner)

    def _take(self, found: Sequence[Spelling], owner: int) -> None:
        """What is looked for in words, folded all at once. What holds NUL is in no text."""
        written = "\0".join([text for text, _ in found])
        if written.count("\0") != len(found) - 1:
            found = [spelling for spelling in found if "\0" not in spelling[0]]
            written = "\0".join([text for text, _ in found])
        if found:
            self.worded.take(fold(written).split("\0"), [form for _, form in found], owner)


def _put(patterns: dict[str, Sought], texts: Iterable[str], sought: Sought) -> None:
    for text in texts:
        if text in patterns:
            patterns[text] = _met(patterns[text], sought)
        elif text.strip():
            patterns[text] = sought


def _numbers(value: str, label: Label) -> Sequence[str]:
    if label is Label.PHONE_NUMBER:
        return number_forms.national(value)
    text = "" if label in _AS_WRITTEN else number_forms.solid(value)
    return (text,) if text else ()


def _met(before: Sought, other: Sought) -> Sought:
    """Of forms that fold alike, the one that asks least: a name that is common for one contact may be whole for another."""
    owners, dates = before.owners | other.owners, before.dates | other.dates
    least = other.form if other.form.case < before.form.case else before.form
    if Ending.NAME in {before.form.ending, other.form.ending} and least.label is Label.PERSON:
        least = least._replace(ending=Ending.NAME)
    return Sought(least, owners, dates)
