"""All forms of a known value, whatever kind of value it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from gateway.adapters.presidio_detector.known import company_forms, handle_forms, name_forms, place_forms
from gateway.adapters.presidio_detector.known.form import DISGUISED, EVERY_WAY, NAMED, Case, Ending, Form, Spelling
from gateway.adapters.presidio_detector.known.value import Value
from gateway.adapters.presidio_detector.reading.ciphers import disguised
from gateway.core.entities import Label

MIN_LETTERS = 2


def forms(known: Value, ways: int = EVERY_WAY) -> list[Spelling]:
    """The spellings of a known value, written in these ways (form.py)."""
    value, label, words = known
    if len(value) < MIN_LETTERS or (not value[:MIN_LETTERS].isalnum() and sum(map(str.isalnum, value)) < MIN_LETTERS):
        return [(value, Form(label, Case.INITIALS if value.endswith(".") else Case.SIGNATURE))]
    whole = Form(label)
    found: list[Spelling] = []
    if label is Label.PERSON:
        if ways & NAMED:
            found.append((value, Form(label, _case_of_whole(value, words), Ending.NAME)))
        found += name_forms.person(words, ways)
    elif ways & NAMED:
        found += ((value, whole), *_FURTHER.get(label, _none)(value))
    if ways & DISGUISED:
        found += [(each, whole) for each in disguised(value)]
    return found


def _case_of_whole(value: str, words: Sequence[str]) -> Case:
    """A value that is one word with a capital asks what that word asks; in lower case the CRM itself says that it is a name."""
    if len(words) != 1 or not value[0].isupper() or words[0] != value:
        return Case.ANY
    return name_forms.case_of(value)


def _none(_value: str) -> Iterable[Spelling]:
    return ()


_FURTHER: Mapping[Label, Callable[[str], Iterable[Spelling]]] = {
    Label.EMAIL_ADDRESS: handle_forms.address,
    Label.USERNAME: handle_forms.user_name,
    Label.PERSONAL_URL: handle_forms.profile,
    Label.STREET_ADDRESS: place_forms.address,
    Label.ORGANIZATION: company_forms.company,
}
SPELT = frozenset({Label.PERSON, Label.DATE_OF_BIRTH, *_FURTHER})
"""Labels whose values have spellings of their own kind. Others are numbers and identifiers."""
