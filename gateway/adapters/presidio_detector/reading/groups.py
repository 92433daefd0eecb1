"""Numbers whose groups are cut elsewhere than usual, or by other signs than usual.

A number is put together and written in the form that its rule knows, if it can be that kind of number: a card by its check
digit, an account by its own, a telephone number by its country's plan, and an identity number of nine digits where the signs
between its groups are none that dates, times, amounts and versions have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

from gateway.adapters.presidio_detector.counting import is_count
from gateway.adapters.presidio_detector.payment import has_check_digits, luhn
from gateway.adapters.presidio_detector.phone import is_country_code, is_international
from gateway.adapters.presidio_detector.presidio import regex_per_country
from gateway.adapters.presidio_detector.reading.guess import counts
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, at, near
from gateway.core.entities import Label

_BYTES = r"[^a-z0-9\x00\n]*"
NUMBER_TRIGGERS = (rf"[0-9](?:{_BYTES}[0-9]){{8,}}{_BYTES}[a-z\x00\n]",)
ACCOUNT_TRIGGERS = (rf"[a-z]{_BYTES}[a-z]{_BYTES}[0-9]{_BYTES}[0-9](?:{_BYTES}[a-z0-9]){{4}}(?:{_BYTES}[0-9]){{6}}",)
"""Two letters, two digits, a bank's four signs, and more digits."""
_SIGNS = 14
_LONGEST = 14 + 13 * 3
"""With gaps as an account's may be."""

ALIKE_TRIGGERS = (r"[0-9][oilsbz|]{1,3}[0-9 -][0-9oilsbz|]",)

_GAP = r"(?:[^\w\n\t\0]|_){0,3}"
_NUMBER = re.compile(rf"(?<![\w.,])\+?\(?[0-9](?:{_GAP}[0-9]){{8,22}}(?![\w])")
_BETWEEN = re.compile(r"[^A-Za-z0-9]+")
_MIN_ODD = 3
_SEPARATOR = re.compile(r"[^0-9]+")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}(?![0-9])|(?<![0-9])[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
)
_TIMES = re.compile(r"[0-2]?[0-9](?::[0-5][0-9]){1,2}\b")
_AMOUNT = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_USUAL = frozenset({" ", "-", ".", "/", ") ", "(", ", ", ","})
_PLAIN = frozenset({" ", "-"})
_COUNTING = frozenset({",", ", ", "; ", ";"})
_ACCOUNT = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{_GAP}[A-Za-z]{_GAP}[0-9]{_GAP}[0-9](?:{_GAP}[A-Za-z0-9]){{11,30}}")
_ALIKE = re.compile(r"(?<![A-Za-z0-9])\+?[0-9OoIlSBZ|](?:[ -]?[0-9OoIlSBZ|]){8,22}(?![A-Za-z0-9])")
_LETTER = re.compile(r"[OoIlSBZ|]")
_DIGIT = str.maketrans("OoIlSBZ|", "00115821")
_ALIKE_REACH = 24
_MOSTLY = 0.5
_SOLID = re.compile(r"[A-Za-z0-9]")
_MIN_GAPS = 2
_MAX_KINDS = 2
_CARD_BEGINS = "23456"
_CARD_DIGITS = range(13, 20)
_PHONE_DIGITS = range(10, 15)
_IDENTITY_DIGITS = 9


def numbers(text: str, places: Places) -> Iterator[Edit]:
    """Each such number in its usual form."""
    for found in at(_NUMBER, text, places, 2, 0):
        written = found[0]
        usual = _usual(written)
        is_list = usual.startswith("+") and is_count(text, *found.span())
        if usual and usual != written and not is_list:
            yield Edit(found.start(), found.end(), usual)
        elif _is_pictured(written):
            yield Edit(found.start(), found.end(), written, Label.PHONE_NUMBER)


def alike(text: str, places: Places) -> Iterator[Edit]:
    """Each letter in a number as the digit that it looks like."""
    for number in near(_ALIKE, text, places, _ALIKE_REACH, _ALIKE_REACH):
        written = number[0]
        if sum(map(str.isdigit, written)) >= _MOSTLY * sum(map(str.isalnum, written)):
            for found in _LETTER.finditer(text, number.start(), number.end()):
                yield Edit(found.start(), found.end(), found[0].translate(_DIGIT))


def accounts(text: str, places: Places) -> Iterator[Edit]:
    """Each international account number in one piece and in capitals."""
    begins = [(begin, end) for _, end in places if (begin := _begin(text, end)) >= 0]
    for found in at(_ACCOUNT, text, begins, 0, 0):
        if found[0].isalnum() and found[0].isupper():
            continue  # as it would be written
        solid = "".join(_SOLID.findall(found[0])).upper()
        size = _account_size(solid)
        end = _end_of(text, found, size) if size else 0
        if end and not (end < len(text) and text[end].isalnum()):
            account, written = solid[:size], text[found.start() : end]
            is_odd = _is_odd(written)
            if written != account and (is_odd or has_check_digits(account)):
                yield Edit(found.start(), end, account, Label.IBAN_CODE if is_odd else None)


def _usual(written: str) -> str:
    """The number as its rule knows it; "" if it can be none of them."""
    digits = "".join(filter(str.isdigit, written))
    gaps = _SEPARATOR.findall(written.strip("+()"))
    kinds = set(gaps)
    if kinds & _COUNTING or len(gaps) < _MIN_GAPS or len(kinds) > _MAX_KINDS:
        return ""
    if len(digits) in _CARD_DIGITS and digits[0] in _CARD_BEGINS and luhn(digits):
        return digits
    if _DATE.search(written) or _TIMES.match(written):
        return ""
    if len(digits) in _PHONE_DIGITS:
        return _phone(written, digits, gaps)
    if len(digits) == _IDENTITY_DIGITS and len(kinds) == 1 and not kinds & _USUAL - {"/"}:
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return ""


def _phone(written: str, digits: str, gaps: list[str]) -> str:
    odd = len(set(gaps)) == 1 and gaps[0] not in _USUAL
    if written.startswith("+"):
        return f"+{digits}" if odd else ""
    after_code = set(gaps) <= _PLAIN and _is_code(written)
    return f"+{digits}" if (odd or after_code) and is_international(digits) else ""


def _is_code(written: str) -> bool:
    """True if the first group is a country's code, and the groups are not those of an amount."""
    return is_country_code(_SEPARATOR.split(written, maxsplit=1)[0]) and not _AMOUNT.fullmatch(written)


def _begin(text: str, end: int) -> int:
    """Where a trigger of accounts begins that ends there; -1 if its gaps are too wide."""
    signs = [found.start() for found in _SOLID.finditer(text, max(0, end - _LONGEST), end)]
    return signs[-_SIGNS] if len(signs) >= _SIGNS else -1


def _account_size(solid: str) -> int:
    """How many of the signs have the form of an account of the country that they begin with; 0 for none."""
    form = _form(solid[:2]) if solid[:2] in regex_per_country else None
    found = form.match(solid) if form else None
    return len(found[0]) if found else 0


def _is_odd(written: str) -> bool:
    """True if the same sign is between all groups, and none that codes have: an account, even if its check digits are wrong."""
    gaps = _BETWEEN.findall(written)
    return len(gaps) >= _MIN_ODD and len(set(gaps)) == 1 and not gaps[0].isascii()


def _is_pictured(written: str) -> bool:
    """True for a telephone number of a country with the same picture between its groups."""
    gaps = set(_SEPARATOR.findall(written))
    digits = "".join(filter(str.isdecimal, written))
    picture = gaps.pop().strip(" \ufe0f") if len(gaps) == 1 else ""
    is_picture = len(picture) == 1 and unicodedata.category(picture) == "So"
    return is_picture and written[0] == "0" and len(digits) in _PHONE_DIGITS and not counts(digits)


def _end_of(text: str, found: re.Match[str], size: int) -> int:
    """Where the match's first so many letters and digits end; it has them."""
    signs = _SOLID.finditer(text, found.start(), found.end())
    return next(islice(signs, size - 1, None)).end()


@cache
def _form(country: str) -> re.Pattern[str]:
    return re.compile(regex_per_country[country])
