"""Marks: words that nobody can guess, that say whose they are, and that are known again wherever they turn up.

`mkp` + tenant (2) + user + attempt (5) + 8 letters of chance, all consonants, so that no detector takes one for anything. Plain
ones may reach the provider under their tenant's credential; hidden ones are known values and may reach no provider; stamps
are the provider's own, given back to the tenant whose credential it got. A stamp of an answer made of numbers is one: `figure`.
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
    rf"mk([phs])([{LETTERS}]{{2}})([{LETTERS}])([{LETTERS}]{{{_NUMBER_LETTERS}}})[{LETTERS}]{{{_CHANCE_LETTERS}}}"
)
_FIGURE_BASE = 73_100_000
FIGURE_SCALE = 100_000_000
"""Divided by it, a figure is a fraction with the same digits."""
_FIGURE = re.compile(rb'(?:"input_tokens": ?|\[ ?0\.)731(\d{0,5})(?!\d)')
_ENCODED = re.compile(rb"[A-Za-z0-9+/_-]{60,}")
_PIECE = re.compile(rb'"(?:content|text)":"((?:[^"\\]|\\.)*)"')
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as found: its kind, and the letters of tenant (2) and user, and the attempt that planted it."""

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


def figure(tenant: str) -> int:
    """A stamp of the tenant as a number of eight digits."""
    first, second = (LETTERS.index(letter) for letter in tenant)
    return _FIGURE_BASE + first * len(LETTERS) + second


def found(data: bytes) -> set[Mark]:
    """Every mark in `data`: as it stands, in any case, across the pieces of a stream, and within base64 at any offset."""
    marks = _read(data)
    pieces = _PIECE.findall(data)
    if len(pieces) > 1:
        marks |= _read(b"".join(pieces))
    for run in _ENCODED.findall(data):
        for offset in range(4):
            marks |= _read(_decoded(run[offset:]))
    return marks | {_figured(int(digits.ljust(5, b"0"))) for digits in _FIGURE.findall(data)}


def _figured(number: int) -> Mark:
    first, second = divmod(number, len(LETTERS))
    return Mark(STAMP, LETTERS[first % len(LETTERS)] + LETTERS[second], LETTERS[-1], 0)


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
