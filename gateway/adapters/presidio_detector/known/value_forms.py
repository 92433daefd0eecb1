"""All forms of a known value, whatever kind of value it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from gateway.adapters.presidio_detector.known import birth_dates, company_forms, handle_forms, name_forms, place_forms
from gateway.adapters.presidio_detector.known.form import DISGUISED, EVERY_WAY, NAMED, Case, Ending, Form, Spelling
from gateway.adapters.presidio_detector.reading.ciphers import disguised
from gateway.core.entities import Label

MIN_LETTERS = 2
_MOSTLY = 0.6
_MOST_IN_DATE = 8
_MOST_IN_PHONE = 15
"""Digits of the longest number that E.164 allows."""
_IBAN = re.compile(r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}")
_PHONE = re.compile(r"[-+0-9\s().,/]*(?:(?:x|ext\.?|#)\s*[0-9]{1,6})?", re.IGNORECASE)
_JOINED = re.compile(r"[a-z0-9][._][a-z0-9]")
_WEB = re.compile(r"https?://|www\.|[\w-]+\.[a-z]{2,}/", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|boulevard|blvd|place|square|hwy|rue|calle|via|rua"
    r"|ulica|ul|jalan|jl|plaza|piazza|av|avenida|flat|apt|suite|unit)\b|(?:stra(?:ß|ss)e|str|straat|laan|weg|platz|gatan|gade"
    r"|vej|plein|gasse|allee)\b|,",
    re.IGNORECASE,
)


def forms(value: str, label: Label, ways: int = EVERY_WAY) -> list[Spelling]:
    """The spellings of a known value of this label, written in these ways (form.py)."""
    if len(value) < MIN_LETTERS or (not value[:MIN_LETTERS].isalnum() and sum(map(str.isalnum, value)) < MIN_LETTERS):
        return [(value, Form(label, Case.INITIALS if value.endswith(".") else Case.SIGNATURE))]
    whole = Form(label)
    found: list[Spelling] = []
    if label is Label.PERSON:
        words = name_forms.name_parts(value)
        if ways & NAMED:
            found.append((value, Form(label, _case_of_whole(value, words), Ending.NAME)))
        found += name_forms.person(words, ways)
    elif ways & NAMED:
        found += ((value, whole), *_FURTHER.get(label, _none)(value))
    if ways & DISGUISED:
        found += [(each, whole) for each in disguised(value)]
    return found


def guessed(value: str) -> Label:
    """The label of a value whose CRM field does not say: by its form."""
    if "@" in value.lstrip("@"):
        return Label.EMAIL_ADDRESS
    if _WEB.match(value):
        return Label.PERSONAL_URL
    if value[:1] == "@" or _is_login(value):
        return Label.USERNAME
    return _guessed_by_digits(value) if any(map(str.isdigit, value)) else Label.PERSON


def _guessed_by_digits(value: str) -> Label:
    solid = [char for char in value if char.isalnum()]
    digits = sum(map(str.isdigit, solid))
    if digits <= _MOST_IN_DATE and birth_dates.read(value):
        return Label.DATE_OF_BIRTH
    if _IBAN.fullmatch("".join(solid)):
        return Label.IBAN_CODE
    if digits > _MOSTLY * len(solid):
        return Label.PHONE_NUMBER if digits <= _MOST_IN_PHONE and _PHONE.fullmatch(value) else Label.ACCOUNT_ID
    if _STREET.search(value) and " " in value:
        return Label.STREET_ADDRESS
    return Label.PERSON if " " in value else Label.ACCOUNT_ID


def _is_login(value: str) -> bool:
    return value.isascii() and value.islower() and " " not in value and _JOINED.search(value) is not None


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
