"""What the model may call by a label that has a form: a number holds digits, a network address is a pattern's to find.

The model knows these labels by what stands around them, so it also names what merely stands in such a place: a word, a lone
digit, a blob of code. What has a form is found by patterns with their validators; the model's word counts for what they cannot
know, a door code in a sentence or a number that is spoken, and only where it looks like one.
"""

from __future__ import annotations

import re
from base64 import b64decode

from gateway.adapters.presidio_detector.logins import BROADCASTS, OF_CODE
from gateway.adapters.presidio_detector.things import is_of_a_paper, is_of_a_thing
from gateway.core.entities import Label

_NUMBERS = frozenset(
    {
        Label.PHONE_NUMBER,
        Label.CREDIT_CARD,
        Label.IBAN_CODE,
        Label.BANK_ACCOUNT,
        Label.CRYPTO,
        Label.NATIONAL_ID,
        Label.TAX_ID,
        Label.PASSPORT,
        Label.DRIVER_LICENSE,
        Label.LICENSE_PLATE,
        Label.ACCOUNT_ID,
    }
)
_MIN_DIGITS, _MIN_DIALLED = 2, 3
"""The second of a telephone's: an extension has as many."""
_MIN_SPOKEN = 3
"""So many words may be a spoken number; fewer are words of the sentence."""
_LEET = re.compile(r"[a-z]{1,2}[0-9]{1,2}[a-z]{1,2}")
"""A short word in lower case with a digit or two for letters, as in "d34ls"."""
_WRITTEN_IN_FULL = frozenset({Label.IP_ADDRESS, Label.PERSONAL_URL})
"""No part of one says anything, and patterns find the whole."""
_MIN_HANDLE = 4
_WORD = re.compile(r"[^\W\d_]+")
_SOLID = re.compile(r"[^\W_]+")
_CODE_DIGITS = 3
_KEYS = range(8, 17)
"""Letters and digits of a word that one digit makes a password. "d34l" is none; a longer word with few is encoded data."""
_SIGNS = frozenset("!$%^&#?~")
_BEFORE = 32
_AMOUNT = re.compile(r"[0-9]{1,3}(?:[.,'][0-9]{3}){0,3}[.,][0-9]{2}")
_OFFSET = re.compile(r"[+-]?[01][0-9]:?[0-5][0-9]")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? ?[+-]?\Z")
"""Before the offset of a time from universal time: "16:41:07 +0100"."""
_DAY = re.compile(r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
"""A day of this century, as files and folders are named by."""
_HASH = re.compile(r"(?=[0-9a-f]{0,39}[a-f])(?=[a-f]{0,39}[0-9])[0-9a-f]{32,128}")
"""A hash of a file or a commit: no part of it is a number of somebody's."""
_SIDE = 128
_OF_A_HASH = re.compile(
    r"(?<![^\W\d_])(?:sha-?[0-9]{0,3}|md5|blake2?[bs]?|hash(?:es)?|checksum|digest|fingerprint|commit(?:ted)?|git|head|revision|rev|"
    r"etag|fp|thumbprint|crc32|tree|parent|merged?|branch|image|layer|build|cache|ids?|uuid|guid)(?![^\W\d_])",
    re.IGNORECASE,
)
"""Before a hash, or another number of a machine's."""
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*")
_CENTS = re.compile(r"(?:\.[0-9]{3})*,[0-9]{2}(?![0-9])")
_DEGREES = re.compile(r"(?:[0-9]|[1-8][0-9]|90|1[0-7][0-9]|180)\.[0-9]{4,8}")
"""A place's latitude or longitude."""
_HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]{1,16}")
_SHORTEST_SETTINGS = 16
_SCOPE = re.compile(r"@[\w.-]{1,30}/$")
"""A package's, as in "@acme/charts": neither name is anybody's handle."""


def has_form(label: Label, text: str, start: int, end: int) -> bool:
    """True if what the model alone calls `label` looks like one; of a label without a form, always."""
    if label in _NUMBERS:
        return _is_number(text, start, end, _MIN_DIALLED if label is Label.PHONE_NUMBER else _MIN_DIGITS)
    if label is Label.SECRET:
        return _is_secret(text, start, end)
    if label is Label.USERNAME:
        return _is_handle(text, start, end)
    return label not in _WRITTEN_IN_FULL


def _is_number(text: str, start: int, end: int, least: int) -> bool:
    """True for at least so many digits, or a number in words, that is no date, amount or offset, and no thing's."""
    value = text[start:end]
    digits = sum(map(str.isdigit, value))
    if digits < least and (digits or len(_WORD.findall(value)) < _MIN_SPOKEN):
        return False
    if any(form.fullmatch(value) for form in (_DAY, _AMOUNT, _DEGREES)):
        return False
    if _OFFSET.fullmatch(value) and _TIME.search(text, max(0, start - _BEFORE), start):
        return False
    if _THOUSANDS.fullmatch(value) and _CENTS.match(text, end):
        return False
    return not (is_of_a_paper(text, start) or is_of_a_thing(text, start))


def _is_secret(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    if text.endswith(";base64,", 0, start) or _is_settings(value) or is_of_a_thing(text, start):
        return False
    return any(map(_is_code, _SOLID.findall(value))) or not _SIGNS.isdisjoint(value)


def _is_handle(text: str, start: int, end: int) -> bool:
    value, sign = text[start:end], text[max(0, start - 1) : start]
    if len(value) < _MIN_HANDLE and "_" not in (sign, text[end : end + 1]):
        return False
    if _SCOPE.search(text, max(0, start - _BEFORE), start) or _SCOPE.search(sign + text[start : end + 1]):
        return False
    return sign != "@" or not (OF_CODE.match(text, end) or BROADCASTS.fullmatch(value))


def is_leet(text: str, start: int, end: int) -> bool:
    """True for a word with digits for letters, or a program's number, or a part of one: nobody's number and no password."""
    first, last = _whole(text, start, end)
    return bool(_LEET.fullmatch(text, first, last) or _HEXADECIMAL.fullmatch(text, first, last))


def is_in_hash(text: str, start: int, end: int) -> bool:
    """True for a part of a hash, or all of it, with what says so before it: "sha256:"."""
    first, last = _whole(text, start, end)
    return _HASH.fullmatch(text[first:last].rpartition(":")[2]) is not None


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The letters and digits around a range, some way to both sides."""
    first, last = start, end
    while first > max(0, start - _SIDE) and text[first - 1].isalnum():
        first -= 1
    while last < min(len(text), end + _SIDE) and text[last].isalnum():
        last += 1
    return first, last


def is_key(label: Label, text: str, start: int, end: int) -> bool:
    """True for a secret that looks like a whole hash, but nothing before it says that it is one: many keys do."""
    if label is not Label.SECRET or text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum():
        return False
    return _OF_A_HASH.search(text, max(0, start - _BEFORE), start) is None


def _is_code(word: str) -> bool:
    digits = sum(map(str.isdigit, word))
    return digits >= _CODE_DIGITS or (digits > 0 and len(word) in _KEYS)


def _is_settings(value: str) -> bool:
    """True for base64 of JSON: what it holds is read by itself (reading/blobs.py)."""
    if len(value) < _SHORTEST_SETTINGS:
        return False
    try:
        read = b64decode(value + "=" * (-len(value) % 4), validate=True).decode()
    except ValueError:  # no base64, no UTF-8, or a letter beyond ASCII
        return False
    return read.isprintable() and read[:1] in {"{", "["}
