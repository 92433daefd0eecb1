"""Rules for numbers that their form and check digits give away wherever they stand, without a word beside them.

Where a form is common its dates and check digits decide; one random number of its length in a thousand fits, or fewer.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.reading.groups import passes_luhn
from gateway.adapters.presidio_detector.rule import Rule, Validate

SCORE = 0.7

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_MBI = "[AC-HJ-KM-NP-RT-Y]"
_ELEVEN = 11
_TEN = 10


def _sum(digits: str, weights: str) -> int:
    return sum(int(digit) * int(weight) for digit, weight in zip(digits, weights, strict=False))


def _china(number: str) -> bool:
    """GB 11643: ISO 7064's MOD 11-2, X for ten."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % _ELEVEN] == number[-1].upper()


def _romania(number: str) -> bool:
    """The sum modulo 11, 1 for ten."""
    return (_sum(number, "279146358279") % _ELEVEN) % _TEN + (_sum(number, "279146358279") % _ELEVEN) // _TEN == int(
        number[-1]
    )


def _baltic(number: str) -> bool:
    """Estonia's and Lithuania's: the sum modulo 11; for ten the second weights', and then 0."""
    for weights in ("1234567891", "3456789123"):
        rest = _sum(number, weights) % _ELEVEN
        if rest != _TEN:
            return rest == int(number[-1])
    return number[-1] == "0"


def _norway(number: str) -> bool:
    """Both check digits make a weighted sum of nothing modulo 11."""
    return not (_sum(number, "3761894521") % _ELEVEN or _sum(number, "54327654321") % _ELEVEN)


def _yugoslavia(number: str) -> bool:
    """The number (EMŠO, JMBG) of the states that came from it."""
    rest = -_sum(number, "765432765432") % _ELEVEN
    return rest % _TEN == int(number[-1]) and rest != _TEN


def _switzerland(number: str) -> bool:
    """The AHV's: that of an article number."""
    return not _sum(number, "1313131313131") % _TEN


def _argentina(number: str) -> bool:
    """The CBU's two check digits: of bank and branch, and of the account."""
    first, second = number[:8], number[8:]
    return not (_sum(first, "71397131") % _TEN or _sum(second, "39713971397131"[: len(second)]) % _TEN)


def _taiwan(number: str) -> bool:
    """The letter counts as two digits."""
    code = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + _TEN
    return not (code // _TEN + code % _TEN * 9 + _sum(number[1:], "876543211")) % _TEN


def _insured(number: str) -> bool:
    """A German health insurance's: its letter as two digits, every second one twice, cross sums."""
    digits = f"{ord(number[0]) - 64:02}{number[1:9]}"
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    return sum(each // _TEN + each % _TEN for each in doubled) % _TEN == int(number[9])


_CHECKED: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("NATIONAL_ID", rf"[1-9][0-9]{{5}} ?(?:19|20)[0-9]{{2}}{_MONTH}{_DAY} ?[0-9]{{3}}[0-9Xx]", _china),
    ("NATIONAL_ID", rf"[1-8][0-9]{{2}}{_MONTH}{_DAY}(?:0[1-9]|[1-4][0-9]|5[12])[0-9]{{4}}", _romania),
    ("NATIONAL_ID", rf"[1-6][0-9]{{2}}{_MONTH}{_DAY}[0-9]{{4}}", _baltic),
    ("NATIONAL_ID", rf"{_DAY}{_MONTH}[0-9]{{2}}[ -]?[0-9]{{5}}", _norway),
    ("NATIONAL_ID", rf"{_DAY}{_MONTH}[09][0-9]{{8}}", _yugoslavia),
    ("NATIONAL_ID", r"756[ .]?[0-9]{4}[ .]?[0-9]{4}[ .]?[0-9]{2}", _switzerland),
    ("NATIONAL_ID", r"[A-Z][12][0-9]{8}", _taiwan),
    ("NATIONAL_ID", r"[A-Z] [0-9]{3} [0-9]{3} [0-9]{3}", _insured),
    ("NATIONAL_ID", rf"[0-9]{{2}}{_MONTH}{_DAY} ?[0-9]{{4}} ?[01][89][0-9]", passes_luhn),
    ("BANK_ACCOUNT", r"[0-9]{8} ?[0-9]{14}", _argentina),
    ("ACCOUNT_ID", r"89[0-9]{17,18}", passes_luhn),
)
_FORMS = (
    # Germany's pension number with spaces, Spain's social security number, the USA's Medicare number with spaces, Italy's tax
    # code with spaces.
    ("NATIONAL_ID", rf"[0-9]{{2}} {_DAY}{_MONTH}[0-9]{{2}} [A-Z] [0-9]{{3}}"),
    ("NATIONAL_ID", r"[0-9]{2}/[0-9]{8}/[0-9]{2}"),
    ("NATIONAL_ID", rf"[1-9]{_MBI}(?:{_MBI}|[0-9])[0-9] {_MBI}(?:{_MBI}|[0-9])[0-9] {_MBI}{{2}}[0-9]{{2}}"),
    ("NATIONAL_ID", r"(?:[A-Z]{6}|[A-Z]{3} [A-Z]{3}) [0-9]{2}[A-EHLMPRST][0-9]{2} [A-Z][0-9]{3}[A-Z]"),
    # Mexico's RFC with hyphens, Brazil's PIS, Indonesia's NPWP, Switzerland's UID, Venezuela's RIF, VAT numbers in groups.
    ("TAX_ID", rf"[A-Z]{{3,4}}-[0-9]{{2}}{_MONTH}{_DAY}-[0-9A-Z]{{3}}"),
    ("NATIONAL_ID", r"[0-9]{3}\.[0-9]{5}\.[0-9]{2}-[0-9]"),
    ("TAX_ID", r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}"),
    ("TAX_ID", r"CHE-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}(?: (?:MWST|TVA|IVA|TPV))?"),
    ("TAX_ID", r"[VEJPG]-?[0-9]{8}-[0-9]"),
    ("TAX_ID", r"FR[ .]?[0-9A-Z]{2}[ .][0-9]{3}[ .][0-9]{3}[ .][0-9]{3}"),
    ("TAX_ID", r"BE[ .]?[01][0-9]{3}[ .][0-9]{3}[ .][0-9]{3}"),
    ("TAX_ID", r"AT ?U ?[0-9]{8}"),
    # France's bank account (RIB).
    ("BANK_ACCOUNT", r"[0-9]{5} [0-9]{5} [0-9A-Z]{11} [0-9]{2}"),
)


def checked() -> list[Rule]:
    """One rule per kind of number."""
    rules = [_rule(entity, expression) for entity, expression in _FORMS]
    return rules + [_rule(entity, expression, _validation(check)) for entity, expression, check in _CHECKED]


def _rule(entity: str, expression: str, validate: Validate | None = None) -> Rule:
    source = linear(rf"\b(?:{expression})\b").source
    return Rule(entity, SCORE, source, caseless=False, by_digits=True, validate=validate)


def _validation(check: Callable[[str], bool]) -> Validate:
    def validate(value: str) -> bool | None:
        return None if check("".join(filter(str.isalnum, value))) else False

    return validate
