"""Rows of numbers that count, rate or time something, and so are no number of anybody's: lists in order, marks, hours, sizes.

Each is told by its own form or by what stands right beside it. A word that announces a number is stronger, and asks elsewhere.
"""

from __future__ import annotations

import re
from itertools import pairwise

from gateway.adapters.presidio_detector.payment import is_of_an_issuer

UNITS = (
    "units?|pieces|pcs|items|seats|licen[cs]es|users|eur|usd|gbp|euros?|dollars|lines|rows|records|words|tokens|stück|uds|times|"
    "requests|unités|unidades|pezzi|stuks|sztuk"
)
"""What is counted: none is what somebody says after a number of their own."""
_COUNTED = re.compile(rf" (?:{UNITS})\b", re.IGNORECASE)
_CALLED = re.compile(
    r"(?<!\w)(?:call|ring|dial|ask|reach|text|phone|tel|mobile|cell|whatsapp|number|nummer|anruf|ruf|llama|llame|appelle|"
    r"appelez|chiama|chiami|liga|ligue|bel)(?: (?:me|us|him|her|them|back|mich|uns|an))?"
    r"(?: (?:at|on|auf|unter|al|au|op|no|para))?[ :(]{1,3}\Z",
    re.IGNORECASE,
)
"""Before a number that is somebody's, whatever it looks like."""
_CALL_REACH = 28
_PERIODS = re.compile(
    r" ?(?:days?|hours|weeks|months|years|minutes|seats|users|tage|stunden|wochen|monate|jours|mois|días|giorni)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:(?: / | )[0-9]{1,4}(?![0-9])){0,12}")
"""No further: each number of a list looks at what follows it."""
_SLASHES = re.compile(r"[0-9]{1,4}(?: / [0-9]{1,4})+")
_NUMBER = re.compile(r"[0-9]+")
_LONG_LIST, _SHORT_LIST = 5, 3
_LOGGED = re.compile(r"HTTP/[0-9.]{1,3}[\"'] \Z")
_STATUS_AND_SIZE = re.compile(r"[1-5][0-9]{2} [0-9]{1,10}")
_QUARTER = "(?:[01][0-9]|2[0-4])(?:00|15|30|45)"
HOURS = re.compile(rf"(?<![\w.+-])({_QUARTER}) ?[-\u2013] ?({_QUARTER})(?![\w-])")
_BOX = re.compile(r"0 0 [0-9]{2,5} [0-9]{2,5}")
"""Of a drawing: where it begins, and its size."""
_MARK = "12345 "
_MARKS = re.compile(r"(?<![\w.,+-])[1-5](?: [1-5]){0,130}(?![\w]|[ -][0-9])")
_MANY_MARKS = 12
_MAX_ROW = 130
_BEFORE = 12


def is_count(text: str, start: int, end: int) -> bool:
    """True for numbers in order of size, before a unit, in a web server's log, or on a scale."""
    if _CALLED.search(text, max(0, start - _CALL_REACH), start):
        return False
    if _COUNTED.match(text, end) or is_scale(text, start, end):
        return True
    if _LOGGED.search(text, max(0, start - _BEFORE), start) and _STATUS_AND_SIZE.match(text, start):
        return True
    goes_on = _GOES_ON.match(text, end)
    return _ascends(text, start, goes_on.end() if goes_on else end)


def is_scale(text: str, start: int, end: int) -> bool:
    """True within a dozen marks or more, of one to five, that are no card's number."""
    if text[start:end].strip(_MARK):
        return False
    before = text[max(0, start - _MAX_ROW) : start]
    begin = start - len(before) + len(before.rstrip(_MARK))
    row = _MARKS.match(text, begin + (text[begin : begin + 1] == " "))
    return row is not None and row.end() >= end and is_marks(row[0].replace(" ", ""))


def is_marks(digits: str) -> bool:
    """True for so many digits, none above five and no zero."""
    return len(digits) >= _MANY_MARKS and set(digits) <= set("12345") and not is_of_an_issuer(digits)


def is_hours(value: str) -> bool:
    """True for "0800-1700"."""
    found = HOURS.fullmatch(value)
    return found is not None and found[1] < found[2]


def is_box(value: str) -> bool:
    """True for "0 0 1024 768"."""
    return _BOX.fullmatch(value) is not None


def _ascends(text: str, start: int, end: int) -> bool:
    """True for a list of numbers, each greater than the one before: sizes, years, pages; of few, if they are periods."""
    numbers = [int(each) for each in _NUMBER.findall(text, start, end)]
    is_few = _SLASHES.fullmatch(text, start, end) and _PERIODS.match(text, end)
    least = _SHORT_LIST if is_few else _LONG_LIST
    return len(numbers) >= least and all(first < second for first, second in pairwise(numbers))
