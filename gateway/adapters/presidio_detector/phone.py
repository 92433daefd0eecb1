"""Telephone numbers: linear expressions for what could be one, and `phonenumbers`' numbering plans to confirm it.

Presidio's recognizer runs a matcher over the whole text for each of its regions, and parsing one number costs about 60 µs. Here a
number with a country code is judged by code and length, a North American one by its form, and any other by the plans of the
regions below, whose expressions are compiled once (about 1 µs a region).
Score as Presidio's, 0.4, and more with a "+". A run of digits without a separator, or in groups of three as amounts are, could
be anything: it needs a context word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import phonenumbers

from gateway.adapters.presidio_detector.counting import is_box, is_count, is_hours
from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.label_words import CALLS, PHONES
from gateway.adapters.presidio_detector.rule import Refine, Rule, Validate
from gateway.adapters.presidio_detector.things import is_of_a_thing, is_surely_of_a_thing
from gateway.adapters.presidio_detector.words import spellings

ENTITY = "PHONE_NUMBER"
SCORE = 0.4
INTERNATIONAL_SCORE = 0.7
ANNOUNCED_SCORE = 0.6
MIN_NAMED = 7
MAX_DIGITS = 15
MIN_WITH_COUNTRY = 10
MAX_CODE = 3
WINDOW = 72
"""Characters after a word in which a number is announced by it."""
_NUMBERS = frozenset({"number", "nummer", "numéro", "número", "numero", "numara"})
CONTEXT = PHONES | (CALLS - _NUMBERS - {"line", "signal"})


TRUNK_REGIONS = (
    "GB", "DE", "FR", "NL", "IT", "AU", "IN", "IL", "TR", "BR", "PL", "SE", "IE", "NZ", "PK", "BD", "LK", "MY", "PH", "JP", "KR",
    "CN", "VN", "TH", "ID", "AE", "SA", "EG", "MA", "NG", "GH", "KE", "ZA", "BE", "CH", "AT", "RO", "UA", "FI",
)  # fmt: skip
PLAIN_REGIONS = (
    "ES", "IT", "PT", "PL", "MX", "BR", "IN", "US", "CO", "AR", "CL", "PE", "NO", "DK", "GR", "HU", "CZ", "SG", "HK", "TR",
)  # fmt: skip

_EXTENSION = re.compile(
    r",? ?(?:x|ext\.?|extension|poste|durchwahl|nebenstelle|ramal|interno|int\.|toestel|wewn\.?|"
    r"anknytning|ankn\.?|klapka|dahili|#) ?[0-9]{1,6}\b",
    re.IGNORECASE,
)
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
_WHOSE_NUMBER = re.compile(
    r"(?<![^\W\d_])(?:p\.?o\.?|order|invoice|inv|case|ticket|part|serial|asset|tracking|quote|contract|batch|lot|item|model|ref|"
    r"reference|delivery|note|job|build|account|policy|member|customer)[ _-]\Z",
    re.IGNORECASE,
)
"""Before a word for "number": what is no telephone's."""
_NUMBER_WORDS = _NUMBERS | {"no.", "nr."}
_THING = 12
_LONG = 9
"""So many digits after a word for a telephone are one's, whatever the telephone is for."""
_JOINTS = frozenset("./-")
_EXTENDS = frozenset("xepdnritwak#")
_GLUED = frozenset("xX")
_NO_SIGNS = str.maketrans("", "", "+ ().-/")
_DIGIT = re.compile(r"[0-9]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_EXTENSION_END = re.compile(r",? ?[a-z#].*", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-3]?[0-9](?:\D.*)?"
    r"|[0-3]?[0-9][-./][0-3]?[0-9][-./](?:19|20)?[0-9]{2}(?:\D.*)?"
    r"|[1-9][0-9]?(?:\.[0-9]{1,5}){2,}"
    r"|(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])){3}"
)
_VERSION = re.compile(
    r"(?:19|20)[0-9]{2}[-/][0-9]{3,6}|[0-9]{8}\.[0-9]{1,2}|[0-9]{1,3}\.[0-9](?:\.[0-9]+)+"
    r"|(?:0|[1-9]|[1-8][0-9]|90|1[0-7][0-9]|180)\.[0-9]{4,8}"
)
"""A version, or degrees of latitude and longitude."""
_AMOUNT = re.compile(r"[0-9]{1,3}([., ])[0-9]{3}(?:\1[0-9]{3})*|[0-9]+")


class Plans:
    """The national numbers of some regions, without the trunk prefix; an expression for each length."""

    def __init__(self, regions: Iterable[str]) -> None:
        """Compile."""
        patterns: dict[int, list[str]] = {}
        for region in regions:
            plan = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
            general = plan.general_desc if plan else None
            if general and general.national_number_pattern:
                for length in general.possible_length:
                    patterns.setdefault(length, []).append(f"(?:{general.national_number_pattern})")
        self._of_length = {length: re.compile("|".join(each)) for length, each in patterns.items()}

    def fit(self, digits: str) -> bool:
        """True if the digits are a number of one of the regions, with or without a trunk prefix."""
        for each in (digits, digits[1:]) if digits.startswith("0") else (digits,):
            pattern = self._of_length.get(len(each))
            if pattern and pattern.fullmatch(each):
                return True
        return False


@cache
def _plans_of(region: str) -> Plans:
    return Plans([region])


_CODES = frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


def phones() -> list[Rule]:
    """The rules of every form of number."""
    trunk, plain = Plans(TRUNK_REGIONS), Plans(PLAIN_REGIONS)

    def national(value: str) -> bool | None:
        return False if is_box(value) else _planned(value, trunk)

    def separated(value: str) -> bool | None:
        if _AMOUNT.fullmatch(value) or is_hours(value):
            return False
        if _planned(value, plain) is None:
            return None
        code, _, rest = value.partition("-")
        return _planned(rest, plain) if len(code) <= MAX_CODE and is_country_code(code) else False

    return [
        _rule(_INTERNATIONAL, INTERNATIONAL_SCORE, _has_country),
        _rule(_NORTH_AMERICAN, SCORE, None),
        _rule(_TRUNK, SCORE, national),
        _rule(_PLAIN, SCORE, separated, _grouped, is_of_a_thing),
        _announced(PHONES, _named, _LONG),
        _announced(CALLS, lambda value: _called(value, plain), MAX_DIGITS + 1),
    ]


def _named(value: str) -> bool | None:
    return None if MIN_NAMED <= len(_digits(value)) <= MAX_DIGITS and not _DATE.fullmatch(value) else False


def _called(value: str, plans: Plans) -> bool | None:
    """Other forms than bare digits have rules of their own, and after "no." a part may stand as well."""
    if not value.isdigit() and not _AMOUNT.fullmatch(value):
        return False
    if value.startswith("0") or (len(value) >= MIN_WITH_COUNTRY and _has_country(value) is None):
        return _named(value)
    return _planned(value, plans)


def _announced(words: frozenset[str], fits: Validate, long: int) -> Rule:
    """A number that looks like nothing else's, after a word that says whose it is. One of `long` digits is seldom a thing's."""

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        # Most such words stand in a sentence without a number: telling that costs a twentieth.
        found = _ANNOUNCED.match(text, end, end + WINDOW) if _DIGIT.search(text, end, end + WINDOW) else None
        if not found or fits(found[1]) is False:
            return None
        if text[start:end].lower() in _NUMBER_WORDS and _WHOSE_NUMBER.search(text, max(0, start - _THING), start):
            return None
        is_likely = found[1].startswith(("+", "0", "(0")) or len(_digits(found[1])) >= long
        if (is_surely_of_a_thing if is_likely else is_of_a_thing)(text, found.start(1)):
            return None
        return _with_extension(text, *found.span(1))

    after = frozenset(each for word in words for each in spellings(word))
    return Rule(ENTITY, ANNOUNCED_SCORE, after=after, refine=refine, extends=True)


def _rule(
    expression: str,
    score: float,
    validate: Validate | None,
    refine: Refine | None = None,
    is_a_things: Callable[[str, int], bool] = is_surely_of_a_thing,
) -> Rule:
    form = linear(expression)
    return Rule(
        ENTITY,
        score,
        form.source,
        by_digits=True,
        lead=form.lead,
        trail=form.trail,
        refine=_unless(is_a_things, refine or _with_extension),
        extends=True,
        validate=validate,
        context=CONTEXT,
    )


def _grouped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Not for bare digits, which are most of the hits; nor for a number before another in brackets, or what counts something."""
    value = text[start:end]
    if value.isdigit() or ("(" in value[1:] and ")" not in value):
        return None
    return None if is_count(text, start, end) else _with_extension(text, start, end)


def _unless(is_a_things: Callable[[str, int], bool], refine: Refine) -> Refine:
    def refined(text: str, start: int, end: int) -> tuple[int, int] | None:
        found = refine(text, start, end)
        return None if found is None or is_a_things(text, start) else found

    return refined


def _with_extension(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number, and the extension after it, but no bracket around both; None if the number goes on with more groups."""
    beyond = text[end : end + 3]
    if beyond[:1] in _JOINTS and beyond[1:2].isdigit():
        return None
    if "(" in text[start + 1 : end]:
        opening = text.rfind("(", start, end)
        if text.rfind(")", start, end) < opening and opening - start > MIN_NAMED:
            # What the bracket begins, a time or a second number, is no part of this one.
            return start, start + len(text[start:opening].rstrip())
    first = start + (text[start] == "(" and ")" not in text[start:end])
    if beyond.lstrip(" ,")[:1].lower() not in _EXTENDS:
        return first, end
    found = _EXTENSION.match(text, end)
    if not found and beyond[:1] in _GLUED:
        return None
    return first, found.end() if found else end


def is_country_code(digits: str) -> bool:
    """True for a country's telephone code."""
    return digits in _CODES


def is_international(digits: str) -> bool:
    """True if the digits, country code first, have the form of that country's numbers."""
    for length in (1, 2, 3):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length]))
        if regions and digits[0] != "0":
            return _plans_of(regions[0]).fit(digits[length:])
    return False


def _has_country(value: str) -> bool | None:
    digits = _digits(value).removeprefix("00")
    return None if digits[:1] in _CODES or digits[:2] in _CODES or digits[:3] in _CODES else False


def _digits(value: str) -> str:
    """The number's digits, without its extension's."""
    digits = value.translate(_NO_SIGNS)
    return digits if digits.isdigit() else _NOT_DIGIT.sub("", _EXTENSION_END.sub("", value))


def _planned(value: str, plans: Plans) -> bool | None:
    number = value if value[-1].isdigit() and value.translate(_NO_SIGNS).isdigit() else _EXTENSION_END.sub("", value)
    if _DATE.fullmatch(number) or _VERSION.fullmatch(number):
        return False
    return None if plans.fit(_digits(number)) else False
