"""What is looked for in one call: each form, folded, with whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gateway.adapters.presidio_detector.known import birth_dates, number_forms, spoken_english
from gateway.adapters.presidio_detector.known.form import Ending, Form, Spelling
from gateway.adapters.presidio_detector.known.joins import Beside
from gateway.adapters.presidio_detector.known.name_forms import name_parts
from gateway.adapters.presidio_detector.known.place_forms import words_beside
from gateway.adapters.presidio_detector.known.value_forms import forms, guessed
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.source import Known

_AS_WRITTEN = frozenset(
    {Label.PERSON, Label.EMAIL_ADDRESS, Label.STREET_ADDRESS, Label.LOCATION, Label.ORGANIZATION, Label.DATE_OF_BIRTH}
)
"""Labels of values that are not numbers grouped one way or another."""


class Sought(NamedTuple):
    """What a pattern asks, and the known values that have it, by their place in the list. `dates`: the pattern is their year."""

    form: Form
    owners: frozenset[int]
    dates: frozenset[birth_dates.Date] = frozenset()


class Patterns:
    """The patterns of all known values of one call."""

    def __init__(self, known: Sequence[Known]) -> None:
        """Collect them; linear in the list."""
        self.worded: dict[str, Sought] = {}
        """What is found in the folded text."""
        self.years: dict[str, Sought] = {}
        """Years of birth dates, found there too."""
        self.solid: dict[str, Sought] = {}
        """Numbers without separators (compact.py)."""
        self.beside: dict[int, Beside] = {}
        self.initials: dict[str, frozenset[int]] = {}
        """First initial and each further one of each known person, folded, and whose they are."""
        self.first_initials: dict[str, frozenset[int]] = {}
        for owner, value in enumerate(known):
            self._value(value, frozenset({owner}), owner)

    def _value(self, known: Known, mine: frozenset[int], owner: int) -> None:
        value = known.value.strip()
        if not any(map(str.isalnum, value)):
            return
        label = known.label or guessed(value)
        self._take(forms(value, label), mine)
        if label is Label.PERSON:
            parts = [fold(word) for word in name_parts(value)]
            initials = "".join(part[:1] for part in parts)
            self.beside[owner] = Beside(initials, frozenset(parts))
            self.first_initials[initials[:1]] = self.first_initials.get(initials[:1], frozenset()) | mine
            for last in initials[1:]:
                pair = initials[0] + last
                self.initials[pair] = self.initials.get(pair, frozenset()) | mine
        elif label is Label.STREET_ADDRESS:
            self.beside[owner] = Beside(words=words_beside(value))
        elif label is Label.DATE_OF_BIRTH:
            self._dates(birth_dates.read(value), mine)
        numbers = _numbers(value, label)
        if numbers:
            _put(self.solid, numbers, [Sought(Form(label), mine)] * len(numbers))

    def _dates(self, dates: frozenset[birth_dates.Date], mine: frozenset[int]) -> None:
        form = Form(Label.DATE_OF_BIRTH)
        years, solid = list(birth_dates.anchors(dates)), list(birth_dates.solid_dates(dates))
        _put(self.years, years, [Sought(form, mine, dates)] * len(years))
        _put(self.solid, solid, [Sought(form, mine)] * len(solid))
        said = [(each, form) for date in dates for each in spoken_english.dates(*date)]
        if said:
            self._take(said, mine)

    def _take(self, found: Sequence[Spelling], mine: frozenset[int]) -> None:
        """What is looked for in words, folded all at once. What holds NUL is in no text."""
        texts, asked = zip(*found, strict=True)
        written = "\0".join(texts)
        if written.count("\0") != len(found) - 1:
            kept = [spelling for spelling in found if "\0" not in spelling[0]]
            if kept:
                self._take(kept, mine)
            return
        sought = {form: Sought(form, mine) for form in set(asked)}
        _put(self.worded, fold(written).split("\0"), [sought[form] for form in asked])


def _put(patterns: dict[str, Sought], texts: Sequence[str], sought: Sequence[Sought]) -> None:
    """Add what is sought by these texts. One after the other only where a text stands twice: of most values none does."""
    new = dict(zip(texts, sought, strict=True))
    if len(new) == len(texts) and all(map(str.strip, texts)) and patterns.keys().isdisjoint(new):
        patterns.update(new)
        return
    for text, each in zip(texts, sought, strict=True):
        if text in patterns:
            patterns[text] = _met(patterns[text], each)
        elif text.strip():
            patterns[text] = each


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
