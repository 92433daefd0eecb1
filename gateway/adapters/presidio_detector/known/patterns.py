"""What is looked for in one call: each form, folded, with whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gateway.adapters.presidio_detector.known import birth_dates, number_forms, spoken_english
from gateway.adapters.presidio_detector.known.form import EVERY_WAY, Ending, Form, Spelling
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

    def __init__(self, known: Sequence[Known], shown: Mapping[int, int] | None = None) -> None:
        """Collect them: of all, or of those at these places of the list in these ways (form.py). Linear in it."""
        self.worded: dict[str, Sought] = {}
        """What is found in the folded text."""
        self.years: dict[str, Sought] = {}
        """Years of birth dates, found there too."""
        self.solid: dict[str, Sought] = {}
        """Numbers without separators (compact.py)."""
        self.beside: dict[int, Beside] = {}
        for owner, ways in (dict.fromkeys(range(len(known)), EVERY_WAY) if shown is None else shown).items():
            self._value(known[owner], ways, owner)

    def _value(self, known: Known, ways: int, owner: int) -> None:
        value, mine = known.value.strip(), frozenset({owner})
        if not any(map(str.isalnum, value)):
            return
        label = known.label or guessed(value)
        self._take(forms(value, label, ways), mine)
        if label is Label.PERSON:
            parts = [fold(word) for word in name_parts(value)]
            self.beside[owner] = Beside("".join(part[:1] for part in parts), frozenset(parts))
        elif label is Label.STREET_ADDRESS:
            self.beside[owner] = Beside(words=words_beside(value))
        elif label is Label.DATE_OF_BIRTH:
            self._dates(birth_dates.read(value), mine)
        numbers = _numbers(value, label)
        if numbers:
            _put(self.solid, numbers, Sought(Form(label), mine))

    def _dates(self, dates: frozenset[birth_dates.Date], mine: frozenset[int]) -> None:
        form = Form(Label.DATE_OF_BIRTH)
        _put(self.years, birth_dates.anchors(dates), Sought(form, mine, dates))
        _put(self.solid, birth_dates.solid_dates(dates), Sought(form, mine))
        self._take([(each, form) for date in dates for each in spoken_english.dates(*date)], mine)

    def _take(self, found: Sequence[Spelling], mine: frozenset[int]) -> None:
        """What is looked for in words, folded all at once. What holds NUL is in no text."""
        written = "\0".join([text for text, _ in found])
        if written.count("\0") != len(found) - 1:
            found = [spelling for spelling in found if "\0" not in spelling[0]]
            written = "\0".join([text for text, _ in found])
        worded = self.worded
        sought: Sought | None = None
        for text, (_, form) in zip(fold(written).split("\0") if found else (), found, strict=True):
            if sought is None or sought.form is not form:
                sought = Sought(form, mine)
            if text in worded:
                worded[text] = _met(worded[text], sought)
            elif text.strip():
                worded[text] = sought


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
