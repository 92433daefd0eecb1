"""Numbers, days and years as they are said in English: how a transcript writes a known birth date or house number."""

from __future__ import annotations

from collections.abc import Iterator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_MONTHS = _words("january february march april may june july august september october november december")
_HUNDRED, _THOUSAND, _TWENTY, _TEN = 100, 1000, 20, 10
MAX_SAID = 9_999
DIGITS = frozenset((*_ONES[:10], "oh", "double"))


def said(number: int) -> str:
    """A number up to `MAX_SAID`: "two hundred and nine"."""
    if number < _TWENTY:
        return _ONES[number]
    if number < _HUNDRED:
        tens, rest = divmod(number, _TEN)
        return _TENS[tens] + (f" {_ONES[rest]}" if rest else "")
    if number < _THOUSAND:
        hundreds, rest = divmod(number, _HUNDRED)
        return f"{_ONES[hundreds]} hundred" + (f" and {said(rest)}" if rest else "")
    thousands, rest = divmod(number, _THOUSAND)
    return f"{said(thousands)} thousand" + (f" {said(rest)}" if rest else "")


def dates(year: int, month: int, day: int) -> Iterator[str]:
    """A date as it is said: "the twelfth of march nineteen eighty four", "march twelfth nineteen eighty four"."""
    name, ordinal = _MONTHS[month - 1], _ordinal(said(day))
    for told in _years(year):
        for text in (f"{name} {ordinal} {told}", f"{ordinal} of {name} {told}", f"{ordinal} {name} {told}"):
            yield text
            yield f"the {text}"
        yield f"{name} the {ordinal} {told}"


def _ordinal(number: str) -> str:
    first, space, last = number.rpartition(" ")
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{first}{space}{_ORDINALS.get(last, regular)}"


def _years(year: int) -> Iterator[str]:
    century, rest = divmod(year, _HUNDRED)
    if century % _TEN:
        tail = "hundred" if not rest else f"oh {said(rest)}" if rest < _TEN else said(rest)
        yield f"{said(century)} {tail}"
    else:
        yield said(year)
        if rest:
            yield f"{said(year - rest)} and {said(rest)}"
            yield f"{said(century)} {f'oh {said(rest)}' if rest < _TEN else said(rest)}"
