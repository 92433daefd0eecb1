"""What makes a number a card's or an account's: Luhn's digit (ISO/IEC 7812), and the check digits of an IBAN (ISO 13616).

Instead of Presidio's validators: these read lower-case IBANs, and ask of a card what its issuer's numbers have, so that the bar
code of a product (13 digits, one in ten with a fitting last digit) is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_uppercase
from types import MappingProxyType

_DOUBLED = tuple(2 * digit - (9 if digit > 4 else 0) for digit in range(10))  # noqa: PLR2004 - a doubled digit's cross sum
_SIGNS = str.maketrans("", "", " -_\r\n")
_SHORT_CARD = 13
_MASTERCARD_2 = range(2221, 2721)
_BEGINS: Mapping[int, str] = MappingProxyType({13: "4", 14: "3", 15: "3", 16: "23456", 17: "6", 18: "6", 19: "456"})
"""Length of a card's number → its first digit."""
_MODULUS = 97
_NUMBERS = {ord(letter): str(number) for number, letter in enumerate(ascii_uppercase, 10)}
_LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        each[:2]: int(each[2:])
        for each in re.findall(
            r"[A-Z]{2}[0-9]{2}",
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 "
            "FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 "
            "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 "
            "RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
        )
    }
)
"""Country → length of its IBANs (SWIFT's registry, release 97)."""


def card(value: str) -> bool:
    """True if the number can be a card's."""
    digits = value.translate(_SIGNS)
    if len(digits) == _SHORT_CARD and digits[0] != "4":
        return False
    return (digits[0] != "2" or int(digits[:4]) in _MASTERCARD_2) and luhn(digits)


def is_of_an_issuer(digits: str) -> bool:
    """True if a card's issuer begins numbers of that length so, and the check digit is right."""
    return digits[:1] in tuple(_BEGINS.get(len(digits), "")) and luhn(digits)


def luhn(digits: str) -> bool:
    """True if the last digit is Luhn's."""
    numbers = [int(digit) for digit in reversed(digits)]
    return (sum(numbers[::2]) + sum(_DOUBLED[number] for number in numbers[1::2])) % 10 == 0


def iban(value: str) -> bool:
    """True if country, length and check digits are an IBAN's."""
    plain = value.translate(_SIGNS).upper()
    if len(plain) != _LENGTHS.get(plain[:2]):
        return False
    return has_check_digits(plain)


def has_check_digits(account: str) -> bool:
    """True if an account number in capitals has the check digits of an IBAN."""
    return int((account[4:] + account[:4]).translate(_NUMBERS)) % _MODULUS == 1
