"""Marks: words that nobody can guess, that say whose they are, and that are known again wherever they turn up.

`mkp` + tenant + user + attempt + 8 letters of chance, all consonants, so that no detector takes one for anything. Plain ones
may reach the provider under their tenant's credential; hidden ones are known values and may reach no provider; stamps are
the provider's own, given back to the tenant whose credential it got.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from random import Random

LETTERS = "bcdfghjklmnpqrstvwxz"
PLAIN, HIDDEN, STAMP = "p", "h", "s"
_NUMBER_LETTERS = 5
_CHANCE_LETTERS = 8
MAX_ATTEMPTS = len(LETTERS) ** _NUMBER_LETTERS
_MARK = re.compile(
    rf"mk([phs])([{LETTERS}])([{LETTERS}])([{LETTERS}]{{{_NUMBER_LETTERS}}})[{LETTERS}]{{{_CHANCE_LETTERS}}}"
)
_ENCODED = re.compile(rb"[A-Za-z0-9+/_-]{60,}")
_PIECE = re.compile(rb'"(?:content|text)":"((?:[^"\\]|\\.)*)"')
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as found: its kind, and the letters of tenant and user, and the attempt that planted it."""

    kind: str
    tenant: str
    user: str
    attempt: int


def made(kind: str, tenant: str, user: str, attempt: int, chance: Random) -> str:
    """A new mark of these letters."""
    digits = ""
    for _ in range(_NUMBER_LETTERS):
        attempt, digit = divmod(attempt, len(LETTERS))
        digits = LETTERS[digit] + digits
    return f"mk{kind}{tenant}{user}{digits}" + "".join(chance.choices(LETTERS, k=_CHANCE_LETTERS))


def found(data: bytes) -> set[Mark]:
    """Every mark in `data`: as it stands, in any case, across the pieces of a stream, and within base64 at any offset."""
    marks = _read(data)
    pieces = _PIECE.findall(data)
    if len(pieces) > 1:
        marks |= _read(b"".join(pieces))
    for run in _ENCODED.findall(data):
        for offset in range(4):
            marks |= _read(_decoded(run[offset:]))
    return marks


def _read(data: bytes) -> set[Mark]:
    text = data.decode("latin-1").lower()
    return {Mark(kind, tenant, user, _number(digits)) for kind, tenant, user, digits in _MARK.findall(text)}


def _number(digits: str) -> int:
    number = 0
    for letter in digits:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def _decoded(run: bytes) -> bytes:
    whole = run[: len(run) // 4 * 4].translate(_URL_SAFE)
    try:
        return base64.b64decode(whole)
    except (ValueError, binascii.Error):
        return b""
