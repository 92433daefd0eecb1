"""What is looked for in one call: each form, folded, with whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from gateway.adapters.presidio_detector.known import birth_dates, number_forms, spoken_english
from gateway.adapters.presidio_detector.known.form import Ending, Form
from gateway.adapters.presidio_detector.known.joins import Beside
from gateway.adapters.presidio_detector.known.name_forms import name_parts
from gateway.adapters.presidio_detector.known.place_forms import words_beside
from gateway.adapters.presidio_detector.known.value_forms import forms, guessed
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.source import Known

_TEXT = attrgetter("text")
_AS_WRITTEN = frozenset(
    {Label.PERSON, Label.EMAIL_ADDRESS, Label.STREET_ADDRESS, Label.LOCATION, Label.ORGANIZATION, Label.DATE_OF_BIRTH}
)
"""Labels of values that are not numbers grouped one way or another."""


@dataclass(slots=True)
class Sought:
    """One pattern's form, and the known values that have it, by their place in the list. `dates`: the pattern is their year."""

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
        for text in _numbers(value, label):
            _add(self.solid, text, Form(text, label), mine)

    def _dates(self, dates: frozenset[birth_dates.Date], mine: frozenset[int]) -> None:
        for year in birth_dates.anchors(dates):
            _add(self.years, year, Form(year, Label.DATE_OF_BIRTH), mine)
            self.years[year].dates |= dates
        for text in birth_dates.solid_dates(dates):
            _add(self.solid, text, Form(text, Label.DATE_OF_BIRTH), mine)
        self._take([Form(each, Label.DATE_OF_BIRTH) for date in dates for each in spoken_english.dates(*date)], mine)

    def _take(self, found: Sequence[Form], mine: frozenset[int]) -> None:
        """What is looked for in words, folded all at once. What holds NUL is in no text."""
        written = "\0".join(map(_TEXT, found))
        if written.count("\0") != len(found) - 1:
            found = [form for form in found if "\0" not in form.text]
            written = "\0".join(map(_TEXT, found))
        worded = self.worded
        for text, form in zip(fold(written).split("\0") if found else (), found, strict=True):
            if text in worded:
                _meet(worded[text], form, mine)
            elif text.strip():
                worded[text] = Sought(form, mine)


def _numbers(value: str, label: Label) -> Iterable[str]:
    if label is Label.PHONE_NUMBER:
        return number_forms.national(value)
    text = "" if label in _AS_WRITTEN else number_forms.solid(value)
    return (text,) if text else ()


def _add(sought: dict[str, Sought], text: str, form: Form, owners: frozenset[int]) -> None:
    if text in sought:
        _meet(sought[text], form, owners)
    elif text.strip():
        sought[text] = Sought(form, owners)


def _meet(before: Sought, form: Form, owners: frozenset[int]) -> None:
    """Of forms that fold alike, the one that asks least: a name that is common for one contact may be whole for another."""
    before.owners |= owners
    ending = Ending.NAME if Ending.NAME in {form.ending, before.form.ending} else None
    least = form if form.case < before.form.case else before.form
    before.form = least if ending is None or least.label is not Label.PERSON else least._replace(ending=ending)
