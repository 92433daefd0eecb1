"""Personal values as they are compared between tenants: one normal form for the spellings of one value.

An e-mail address in lower case; of anything else its letters and digits, so that spaces, dots, hyphens and brackets do not count.
A telephone number is its digits with the country's: `+44 (0)20 7946 0958` and `0044 20 7946 0958` are one. A number without its
country stays as it is written, for the same digits are somebody else's in the next country. A form does not depend on the label
under which a value was found: detection may take an account number for a telephone's.
"""

from __future__ import annotations

import re
import unicodedata

from gateway.core.entities import Label

COMPARED = frozenset(
    {
        Label.EMAIL_ADDRESS,
        Label.PHONE_NUMBER,
        Label.IBAN_CODE,
        Label.BANK_ACCOUNT,
        Label.CRYPTO,
        Label.NATIONAL_ID,
        Label.TAX_ID,
        Label.PASSPORT,
        Label.DRIVER_LICENSE,
        Label.LICENSE_PLATE,
        Label.ACCOUNT_ID,
        Label.USERNAME,
        Label.PERSONAL_URL,
    }
)
"""What is one person's in the world. Names, addresses and birthdays are many people's; payment numbers are kept in no form."""

MAX_CHARACTERS = 254
"""Of an e-mail address (RFC 5321); nothing longer is compared."""
MIN_IDENTIFIER = 9
MIN_DIGITS, MAX_DIGITS = 8, 15
"""Of a telephone number with its country's code (E.164)."""
MIN_NATIONAL_DIGITS = 10

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_EMAIL = re.compile(
    r"[^\x00-\x20@<>(),;:\"\[\]]{1,64}@[^\x00-\x20@<>(),;:\"\[\]]{1,190}\.[^\x00-\x20@<>(),;:\"\[\].]{2,63}"
)
_NUMBER = re.compile(r"(?P<country>\+|00)?(?P<rest>[0-9 ().\-/]+)(?:,? ?(?:x|ext\.?|extension|#) ?[0-9]{1,6})?")
_TRUNK = "(0)"
_COUNTRY = ("+", "00")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?")
_PUNCTUATION = bytes([byte for byte in range(0x80) if not chr(byte).isalnum()])


def normal_value(value: str) -> str:
    """The form in which two spellings of one value are equal; empty for what is none or too long."""
    text = _folded(value)
    if len(text) > MAX_CHARACTERS:
        return ""
    if "@" in text:
        return text.removeprefix("mailto:")
    if "x" in text or "#" in text:
        number = _NUMBER.fullmatch(text)
        text = text if number is None else (number["country"] or "") + number["rest"]
    if _TRUNK in text and text.startswith(_COUNTRY):
        text = text.replace(_TRUNK, "", 1)
    normal = _compact(text)
    if normal.isdigit():
        return normal.removeprefix("00")
    return _compact(_ADDRESS.sub("", text, count=1)) if "/" in text or text.startswith("www.") else normal


def email(value: str) -> str | None:
    """The normal form of an e-mail address; None for anything else."""
    normal = normal_value(value)
    return normal if _EMAIL.fullmatch(normal) else None


def phone(value: str) -> str | None:
    """The normal form of a telephone number that is one subscriber's; None for anything else."""
    number, normal = _NUMBER.fullmatch(_folded(value)), normal_value(value)
    if number is None:
        return None
    shortest = MIN_NATIONAL_DIGITS if number["country"] is None else MIN_DIGITS
    return normal if shortest <= len(normal) <= MAX_DIGITS else None


def identifier(value: str) -> str | None:
    """The normal form of any other identifier that is long enough to be one person's; None for anything else."""
    normal = normal_value(value)
    is_telling = any(map(str.isdigit, normal)) or "/" in value
    return normal if len(normal) >= MIN_IDENTIFIER and is_telling and "@" not in normal else None


def _compact(text: str) -> str:
    """Letters and digits."""
    if text.isascii():
        return text.encode().translate(None, _PUNCTUATION).decode()
    return "".join(filter(str.isalnum, text))


def _folded(value: str) -> str:
    if not value.isascii():
        value = _INVISIBLE.sub("", unicodedata.normalize("NFKC", value)).casefold()
    return value.strip().lower()
