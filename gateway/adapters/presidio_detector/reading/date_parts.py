"""A date of birth in parts that are named: "birth_day": 23, "birth_month": 10, "birth_year": 1971; born day 23, month 10 ...

The names say what it is, or the words around do. They stay, and only the parts are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

_DAY, _MONTH, _YEAR = (
    "day|tag|jour|d[ií]a|giorno|dia|dag",
    "month|monat|mois|mes|mese|m[eê]s|maand",
    "year|jahr|ann[ée]e|año|anno|ano|jaar",
)
_IS = r"[\"']?(?: (?:is|was|ist|war|est|es|è|é) |[ \t]{0,2}[:=][ \t]{0,4}| )[\"']?"
_NEXT = r"[\"']?[ \t]?[,;&]?\s{0,12}[\"']?"
_NAME = r"(?:[a-z]{1,12}[_ -](?:of[_ -])?)?(?:[a-z]{1,12}?[_ -]?(?:of[_ -])?)?"
"""A sign stands between the first word and the next, so that there is one way to part them."""
_NUMBER = r"[0-9]{1,2}(?![0-9])"
TRIGGERS = (r"[0-9][\"']?[ ,;&\r\n]{1,8}[\"']?[a-z_]{0,14}(?:month|monat|mois|mes|mês|maand)",)
"""A day or a year, and the month's name."""
_PARTED = re.compile(
    rf"(?<![^\W_])(?P<name>{_NAME}(?:{_DAY}){_IS})(?P<day>{_NUMBER}){_NEXT}{_NAME}(?:{_MONTH}){_IS}(?P<month>[^\W\d_]{{3,10}}|{_NUMBER})"
    rf"{_NEXT}{_NAME}(?:{_YEAR}){_IS}(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"|(?<![^\W_])(?P<name_>{_NAME}(?:{_YEAR}){_IS})(?P<year_>(?:19|20)[0-9]{{2}}){_NEXT}{_NAME}(?:{_MONTH}){_IS}(?P<month_>{_NUMBER})"
    rf"{_NEXT}{_NAME}(?:{_DAY}){_IS}(?P<day_>{_NUMBER})",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"birth|(?<![^\W_])(?:born|dob|geb|geboren|geburt|naissance|nacid|nacimiento|nato|nata|nascita|nasc)", re.IGNORECASE
)
_NEAR = 60
_REACH = 100


def together(text: str, places: Places) -> Iterator[Edit]:
    """What is before and between the parts as what a date of birth has there."""
    for found in near(_PARTED, text, places, _REACH, _REACH):
        if _BORN.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR):
            turned = "_" if found["year_"] else ""
            first, second, third = ("year_", "month_", "day_") if turned else ("day", "month", "year")
            sign = "-" if turned else "/" if found["month"].isdigit() else " "
            yield Edit(found.start(), found.start(first), "date of birth: ")
            yield Edit(found.end(first), found.start(second), sign)
            yield Edit(found.end(second), found.start(third), sign)
