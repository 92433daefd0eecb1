"""Rules for numbers that form and check digits give away wherever they stand, without a word beside them.

One random number of the form's length in a thousand fits, or fewer. What its form alone tells is in identifiers.py.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.adapters.presidio_detector.articles import is_of_an_article
from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.identifiers import DAY, MONTH, SCORE
from gateway.adapters.presidio_detector.payment import luhn
from gateway.adapters.presidio_detector.rule import Rule, unless

_ELEVEN = 11
_TEN = 10


def _sum(digits: str, weights: str) -> int:
    """The weighted sum of the digits that have a weight; A is a weight of ten."""
    return sum(int(digit) * int(weight, 16) for digit, weight in zip(digits, weights, strict=False))


def _china(number: str) -> bool:
    """The resident's number (GB 11643): ISO 7064's MOD 11-2, X for ten."""
    return "10X98765432"[_sum(number, "79A584216379A5842") % _ELEVEN] == number[-1].upper()


def _romania(number: str) -> bool:
    """The CNP: the sum modulo 11, 1 for ten."""
    rest = _sum(number, "279146358279") % _ELEVEN
    return int(number[-1]) == (1 if rest == _TEN else rest)


def _baltic(number: str) -> bool:
    """Estonia's and Lithuania's: the sum modulo 11; for ten the second weights', and then 0."""
    for weights in ("1234567891", "3456789123"):
        rest = _sum(number, weights) % _ELEVEN
        if rest != _TEN:
            return rest == int(number[-1])
    return number[-1] == "0"


def _norway(number: str) -> bool:
    """The birth number (fødselsnummer): with both check digits the sums modulo 11 are 0."""
    return not (_sum(number, "3761894521") % _ELEVEN or _sum(number, "54327654321") % _ELEVEN)


def _yugoslavia(number: str) -> bool:
    """The number (EMŠO, JMBG) of the states that came from it: what is left to 11; ten is nobody's."""
    return -_sum(number, "765432765432") % _ELEVEN == int(number[-1])


def _switzerland(number: str) -> bool:
    """The AHV number: the check digit of an article's number (EAN-13)."""
    return not _sum(number, "1313131313131") % _TEN


def _argentina(number: str) -> bool:
    """The CBU's two check digits: of bank and branch, and of the account."""
    first, second = number[:8], number[8:]
    return not (_sum(first, "71397131") % _TEN or _sum(second, "39713971397131") % _TEN)


def _taiwan(number: str) -> bool:
    """The identity card's number, whose letter counts as two digits."""
    code = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + _TEN
    return not (code // _TEN + code % _TEN * 9 + _sum(number[1:], "876543211")) % _TEN


def _insured(number: str) -> bool:
    """A German health insurance's number: its letter as two digits, of every second one twice the digit, cross sums."""
    digits = f"{ord(number[0]) - 64:02}{number[1:9]}"
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    return sum(each // _TEN + each % _TEN for each in doubled) % _TEN == int(number[9])


_CHECKED: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("NATIONAL_ID", rf"[1-9][0-9]{{5}} ?(?:19|20)[0-9]{{2}}{MONTH}{DAY} ?[0-9]{{3}}[0-9Xx]", _china),
    ("NATIONAL_ID", rf"[1-8][0-9]{{2}}{MONTH}{DAY}(?:0[1-9]|[1-4][0-9]|5[12])[0-9]{{4}}", _romania),
    ("NATIONAL_ID", rf"[1-6][0-9]{{2}}{MONTH}{DAY}[0-9]{{4}}", _baltic),
    ("NATIONAL_ID", rf"{DAY}{MONTH}[0-9]{{2}}[ -]?[0-9]{{5}}", _norway),
    ("NATIONAL_ID", rf"{DAY}{MONTH}[09][0-9]{{8}}", _yugoslavia),
    ("NATIONAL_ID", r"756[ .]?[0-9]{4}[ .]?[0-9]{4}[ .]?[0-9]{2}", _switzerland),
    ("NATIONAL_ID", r"[A-Z][12][0-9]{8}", _taiwan),
    ("NATIONAL_ID", r"[A-Z] [0-9]{3} [0-9]{3} [0-9]{3}", _insured),
    # South Africa's identity number.
    ("NATIONAL_ID", rf"[0-9]{{2}}{MONTH}{DAY} ?[0-9]{{4}} ?[01][89][0-9]", luhn),
    ("BANK_ACCOUNT", r"[0-9]{8} ?[0-9]{14}", _argentina),
    # A SIM card's (ITU-T E.118).
    ("ACCOUNT_ID", r"89[0-9]{17,18}", luhn),
)


def checked() -> list[Rule]:
    """One rule per kind of number."""
    return [_rule(entity, expression, check) for entity, expression, check in _CHECKED]


def _rule(entity: str, expression: str, check: Callable[[str], bool]) -> Rule:
    def validate(value: str) -> bool | None:
        return None if check("".join(filter(str.isalnum, value))) else False

    source = linear(rf"\b(?:{expression})\b").source
    return Rule(
        entity, SCORE, source, caseless=False, by_digits=True, refine=unless(is_of_an_article), validate=validate
    )
