"""Telephone numbers: linear expressions for what could be one, and `phonenumbers`' numbering plans to confirm it.

Presidio's recognizer runs a matcher over the whole text for each of its regions, and parsing one number costs about 60 µs. Here a
number with a country code is judged by code and length, a North American one by its form, and any other by the plans of the
regions below, whose expressions are compiled once (about 1 µs a region).
Score as Presidio's, 0.4, and more with a "+". A run of digits without a separator, or in groups of three as amounts are, could
be anything: it needs a context word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.label_words import CALLS, PHONES
from gateway.adapters.presidio_detector.rule import Rule, Validate
from gateway.adapters.presidio_detector.words import spellings

ENTITY = "PHONE_NUMBER"
SCORE = 0.4
INTERNATIONAL_SCORE = 0.7
ANNOUNCED_SCORE = 0.5
MIN_NAMED = 7
MAX_DIGITS = 15
MIN_WITH_COUNTRY = 10
MAX_CODE = 3
WINDOW = 72
"""Characters after a word in which a number is announced by it."""
CONTEXT = PHONES | (CALLS - {"number", "nummer", "numéro", "número", "numero", "numara", "line", "signal"})


TRUNK_REGIONS = (
    "GB", "DE", "FR", "NL", "IT", "AU", "IN", "IL", "TR", "BR", "PL", "SE", "IE", "NZ", "PK", "BD", "LK", "MY", "PH", "JP", "KR",
    "CN", "VN", "TH", "ID", "AE", "SA", "EG", "MA", "NG", "GH", "KE", "ZA", "BE", "CH", "AT", "RO", "UA", "FI",
)  # fmt: skip
PLAIN_REGIONS = (
    "ES", "IT", "PT", "PL", "MX", "BR", "IN", "US", "CO", "AR", "CL", "PE", "NO", "DK", "GR", "HU", "CZ", "SG", "HK", "TR",
)  # fmt: skip

_EXTENSION = re.compile(r" ?(?:x|ext\.?|extension|poste|durchwahl|#) ?[0-9]{1,6}\b", re.IGNORECASE)
_EDGE = r"(?<![\w.+/-])"
_MORE = r"(?:[ ().\-/]{0,3}[0-9])"
_INTERNATIONAL = rf"(?<![\w+])(?:\+|00)[1-9]{_MORE}{{6,14}}(?![\w])"
_END = r"(?![0-9A-WYZa-wyz_])"
"""An extension may follow at once, "x12"."""
_NORTH_AMERICAN = (
    rf"{_EDGE}(?:1[-. ]?)?(?:\([2-9][0-9]{{2}}\)[-. ]?|[2-9][0-9]{{2}}[-. ])[2-9][0-9]{{2}}[-. ][0-9]{{4}}{_END}"
)
_TRUNK = rf"{_EDGE}\(?0{_MORE}{{8,11}}(?![\w])"
_PLAIN = rf"{_EDGE}\(?[1-9]{_MORE}{{7,12}}(?![\w])"

_ANNOUNCED = re.compile(
    r"[^0-9\n\x00]{0,48}(?:\n[^0-9\n\x00:]{0,20}: ?[^0-9\n\x00]{0,12})?"
    r"(?<![\w.+/$€£-])(\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,14})(?![\w%])"
)
"""In the same sentence, or in the answer of the next speaker."""
_GOES_ON = re.compile(r"[./-][0-9]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_EXTENSION_END = re.compile(r" ?(?:x|e|p|d|#).*", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-3]?[0-9](?:\D.*)?"
    r"|[0-3]?[0-9][-./][0-3]?[0-9][-./](?:19|20)?[0-9]{2}(?:\D.*)?"
    r"|[1-9][0-9]?(?:\.[0-9]{1,5}){2,}"
    r"|(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])){3}"
)
_VERSION = re.compile(r"[0-9]{1,3}\.[0-9]\.[0-9]+")
_AMOUNT = re.compile(r"[0-9]{1,3}([., ])[0-9]{3}(?:\1[0-9]{3})*|[0-9]+")


def phones() -> list[Rule]:
    """The rules of every form of number."""
    trunk, plain = _plans(TRUNK_REGIONS), _plans(PLAIN_REGIONS)

    def national(value: str) -> bool | None:
        return _planned(value, trunk)

    def separated(value: str) -> bool | None:
        if _AMOUNT.fullmatch(value):
            return False
        code, _, rest = value.partition("-")
        with_code = code.isdigit() and len(code) <= MAX_CODE and int(code) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
        return None if with_code and _planned(rest, plain) is None else _planned(value, plain)

    def named(value: str) -> bool | None:
        digits = sum(map(str.isdigit, value))
        return None if MIN_NAMED <= digits <= MAX_DIGITS and not _DATE.fullmatch(value) else False

    def called(value: str) -> bool | None:
        if value.startswith("0") or (
            value.isdigit() and len(value) >= MIN_WITH_COUNTRY and _has_country(value) is None
        ):
            return named(value)
        return _planned(value, plain)

    return [
        _rule(_INTERNATIONAL, INTERNATIONAL_SCORE, _has_country),
        _rule(_NORTH_AMERICAN, SCORE, None),
        _rule(_TRUNK, SCORE, national),
        _rule(_PLAIN, SCORE, separated),
        _announced(PHONES, named),
        _announced(CALLS, called),
    ]


def _announced(words: frozenset[str], fits: Validate) -> Rule:
    """A number that looks like nothing else's, after a word that says whose it is."""

    def refine(text: str, _start: int, end: int) -> tuple[int, int] | None:
        found = _ANNOUNCED.match(text, end, end + WINDOW)
        if not found or fits(found[1]) is False:
            return None
        return _with_extension(text, *found.span(1))

    after = frozenset(each for word in words for each in spellings(word))
    return Rule(ENTITY, ANNOUNCED_SCORE, after=after, refine=refine, extends=True)


def _rule(expression: str, score: float, validate: Validate | None) -> Rule:
    form = linear(expression)
    return Rule(
        ENTITY,
        score,
        form.source,
        by_digits=True,
        lead=form.lead,
        trail=form.trail,
        refine=_with_extension,
        extends=True,
        validate=validate,
        context=CONTEXT,
    )


def _with_extension(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number, and the extension after it, but no bracket around both; None if the number goes on with more groups."""
    if _GOES_ON.match(text, end):
        return None
    if "(" in text[start + 1 : end] and text.rfind(")", start, end) < (opening := text.rfind("(", start, end)):
        end = len(text[start:opening].rstrip()) + start if opening - start > MIN_NAMED else end
    found = _EXTENSION.match(text, end)
    if not found and text[end : end + 1] in {"x", "X"}:
        return None
    return start + (text[start] == "(" and ")" not in text[start:end]), found.end() if found else end


def _plans(regions: Iterable[str]) -> re.Pattern[str]:
    """One expression for the national numbers of all the regions, without the trunk prefix."""
    plans = [phonenumbers.PhoneMetadata.metadata_for_region(region, None) for region in regions]
    general = [plan.general_desc for plan in plans if plan]
    return re.compile("|".join(f"(?:{each.national_number_pattern})" for each in general if each))


def is_country_code(digits: str) -> bool:
    """True for a country's telephone code."""
    return digits.isdigit() and int(digits) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def is_international(digits: str) -> bool:
    """True if the digits, country code first, have the form of that country's numbers."""
    for length in (1, 2, 3):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length]))
        if regions and digits[0] != "0":
            return bool(_plans(regions[:1]).fullmatch(digits[length:]))
    return False


def _has_country(value: str) -> bool | None:
    digits = _NOT_DIGIT.sub("", _EXTENSION_END.sub("", value)).removeprefix("00")
    known = any(int(digits[:length]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE for length in (1, 2, 3))
    return None if known else False


def _planned(value: str, plans: re.Pattern[str]) -> bool | None:
    number = _EXTENSION_END.sub("", value)
    if _DATE.fullmatch(number) or _VERSION.fullmatch(number):
        return False
    digits = _NOT_DIGIT.sub("", number)
    return None if plans.fullmatch(digits) or plans.fullmatch(digits.removeprefix("0")) else False
