"""A known birth date in any of its spellings: found by its year, then read.

Day and month may stand in either order where both could be months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gateway.core.folding import fold

_MONTH_NAMES = """
january february march april may june july august september october november december
januar februar marz april mai juni juli august september oktober november dezember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince
januar februar marts april maj juni juli august september oktober november december
jan feb mar apr may jun jul aug sep oct nov dec
jan feb mrz apr mai jun jul aug sept okt nov dez
janv fevr mars avr mai juin juil aout sept oct nov dec
ene feb mar abr may jun jul ago sept oct nov dic
gen feb mar apr mag giu lug ago set ott nov dic
jan fev mar abr mai jun jul ago set out nov dez
"""
_MONTHS: Mapping[str, frozenset[int]] = {
    name: frozenset(
        number
        for line in _MONTH_NAMES.strip().splitlines()
        for number, each in enumerate(line.split(), 1)
        if each == name
    )
    for name in _MONTH_NAMES.split()
}
_ISO = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_WORDY = re.compile(r"[0-9]+|[^\W\d_]+")
_SEPARATOR = r"[ ./\-]{1,3}"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th|er|\xba|\.)?"
_BEFORE_YEAR = re.compile(
    rf"(?:(?<![0-9./])([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}'?"
    rf"|(?<![0-9]){_DAY} {{0,2}}(?:of |de |di |d')?([^\W\d_]{{3,12}})\.?,?(?:{_SEPARATOR}|, )(?:de |del |of )?'?"
    rf"|(?<![^\W\d_])([^\W\d_]{{3,12}})\.? (?:the )?{_DAY},? {{1,2}}'?)$"
)
_AFTER_YEAR = re.compile(rf"{_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})(?![0-9])")
_MAX_BEFORE = 32
_MONTHS_IN_YEAR, _DAYS_IN_MONTH, _TWO_DIGITS = 12, 31, 100

Date = tuple[int, int, int]
"""Year, month, day."""


def read(value: str) -> frozenset[Date]:
    """What a CRM's birth date may mean; nothing if it is none."""
    value = fold(value).strip()
    found = _ISO.match(value) or _COMPACT.fullmatch(value)
    if found:
        return _valid({(int(found[1]), int(found[2]), int(found[3]))})
    found = _NUMERIC.match(value)
    if found:
        first, second, year = map(int, found.groups())
        years = {year} if year >= _TWO_DIGITS else {1900 + year, 2000 + year}
        return _valid({(each, *pair) for each in years for pair in ((first, second), (second, first))})
    return _in_words(value)


def _in_words(value: str) -> frozenset[Date]:
    words = _WORDY.findall(value)
    months = {month for word in words for month in _MONTHS.get(word, ())}
    numbers = [int(word) for word in words if word.isdecimal()]
    return _valid({
        (year, month, day) for year in numbers for day in numbers for month in months if year >= _TWO_DIGITS > day
    })  # fmt: skip


def _valid(dates: set[Date]) -> frozenset[Date]:
    return frozenset(date for date in dates if 1 <= date[1] <= _MONTHS_IN_YEAR and 1 <= date[2] <= _DAYS_IN_MONTH)


def anchors(dates: frozenset[Date]) -> Iterator[str]:
    """What is looked for: the year, in four digits and in two."""
    for year in sorted({date[0] for date in dates}):
        yield str(year)
        yield f"{year % _TWO_DIGITS:02d}"


def solid_dates(dates: frozenset[Date]) -> Iterator[str]:
    """A date as digits only (compact.py)."""
    for year, month, day in sorted(dates):
        yield f"{year:04d}{month:02d}{day:02d}"
        yield f"{day:02d}{month:02d}{year:04d}"
        yield f"{month:02d}{day:02d}{year:04d}"


def around(folded: str, start: int, end: int, dates: frozenset[Date]) -> tuple[int, int] | None:
    """The date that has its year at `folded[start:end]`, if it is one of `dates`."""
    wanted = {(month, day) for year, month, day in dates if str(year).endswith(folded[start:end])}
    before = _BEFORE_YEAR.search(folded, max(0, start - _MAX_BEFORE), start)
    if before:
        first, second, day, month, other_month, other_day = before.groups()
        if first:
            pairs = {(int(first), int(second)), (int(second), int(first))}
        else:
            pairs = {(each, int(day or other_day)) for each in _MONTHS.get(month or other_month, ())}
        if pairs & wanted:
            return before.start(), end
    after = _AFTER_YEAR.match(folded, end)
    if after and (int(after[1]), int(after[2])) in wanted:
        return start, after.end()
    return None
