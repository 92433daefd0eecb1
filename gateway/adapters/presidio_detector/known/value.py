"""A known value as it is looked for: what the CRM says of it, and what its own form says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gateway.adapters.presidio_detector.known import birth_dates
from gateway.adapters.presidio_detector.known.name_forms import name_parts
from gateway.core.entities import Label
from gateway.core.source import Known

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


class Value(NamedTuple):
    """One known value. Its place in the list of all is what it is called by."""

    text: str
    label: Label
    words: Sequence[str] = ()
    """The parts of a person's name (`name_parts`), of which signs, initials and spellings are made. No other value has any."""


def values(known: Iterable[Known]) -> list[Value]:
    """The call's known values, in their order."""
    return [_value(each.value.strip(), each.label) for each in known]


def _value(text: str, label: Label | None) -> Value:
    label = label or guessed(text)
    return Value(text, label, name_parts(text) if label is Label.PERSON else ())


def guessed(value: str) -> Label:
    """The label of a value whose CRM field does not say: by its form."""
    if value.replace(" ", "").isalpha():
        return Label.PERSON
    if "@" in value.lstrip("@"):
        return Label.EMAIL_ADDRESS
    if _WEB.match(value):
        return Label.PERSONAL_URL
    if value[:1] == "@" or _is_login(value):
        return Label.USERNAME
    return _guessed_by_digits(value) if any(map(str.isdigit, value)) else Label.PERSON


def _guessed_by_digits(value: str) -> Label:
    solid = "".join(filter(str.isalnum, value))
    digits = sum(map(str.isdigit, solid))
    if digits <= _MOST_IN_DATE and birth_dates.read(value):
        return Label.DATE_OF_BIRTH
    if _IBAN.fullmatch(solid):
        return Label.IBAN_CODE
    if digits > _MOSTLY * len(solid):
        return Label.PHONE_NUMBER if digits <= _MOST_IN_PHONE and _PHONE.fullmatch(value) else Label.ACCOUNT_ID
    if _STREET.search(value) and " " in value:
        return Label.STREET_ADDRESS
    return Label.PERSON if " " in value else Label.ACCOUNT_ID


def _is_login(value: str) -> bool:
    return value.isascii() and value.islower() and " " not in value and _JOINED.search(value) is not None
