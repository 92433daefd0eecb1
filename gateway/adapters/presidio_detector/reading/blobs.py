"""Text inside of what looks like data: base64, base32, hexadecimal, and the numbers of characters in a row.

Only what decodes to text is read, which random data of this length practically never does. A blob is one edit: whoever masks
a part of it masks all of it.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable, Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, around, at

TOKEN_TRIGGERS = (r"[a-z0-9+/_-]{16}[a-z0-9+/_-]*[^a-z0-9+/_-]", r"[a-z0-9+/_-]{6}={1,2}[^=]")
PAIR_TRIGGERS = (r"(?:(?:0x|\\x)?[0-9a-f]{2}[ :,;_-]{1,2}){5}",)
NUMBER_TRIGGERS = (r"(?:[0-9]{2,3}[ ,;.]{1,2}){5}",)
CALL_TRIGGERS = (r"(?:chr|char|nchar|unichr|fromcharcode|fromcodepoint)\$?\([ ]?[0-9]",)
BIT_TRIGGERS = (r"(?:[01]{8}[ ,]?){5}",)

_SAYS_SO = re.compile(
    r"=\?[\w-]{1,40}\?[bB]\?$|data:[\w.+-]{0,40}(?:/[\w.+-]{1,60})?(?:;[\w.+=-]{1,40}){0,4},$", re.IGNORECASE
)
_ENDS_WORD = re.compile(r"\?=")
_MAX_SAYING = 200
"""Characters before a blob that say what it is: a data address, a word of a mail's header."""
_TOKEN_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{7,}(?:\r?\n[ \t]{0,8}[A-Za-z0-9+/]{16,})*={0,6}")
_PART = re.compile(r"[A-Za-z0-9+]{12,}={0,6}")
_PAIRS = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ :,;_-]{1,2}){5,}(?:0x|\\x)?[0-9a-fA-F]{2}(?![0-9a-zA-Z])")
_NUMBERS = re.compile(r"(?<![0-9])(?:[0-9]{2,3}[ ,;.]{1,2}){5,}[0-9]{2,3}(?![0-9])")
_BITS = re.compile(r"(?:[01]{8}[ ,]?){4,}[01]{8}")
_CALLS = re.compile(
    r"(?:\b(?:chr|n?char|unichr|(?:string\.)?from(?:char|code)[a-z]{4,5})\$?\([0-9 ,]{1,400}\)[\s.+&|,]{0,4}){1,200}",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_PREFIX = re.compile(r"0x|\\x|[^0-9a-fA-F]")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}")
_URL_SAFE = str.maketrans("-_", "+/")
_LEAD, _SLACK = 7, 3
"""Characters before a trigger that a row may begin, and after: a call's object, a number's first digits."""
_MIN_TEXT = 5
_MAX_BYTE = 255
_STRAY = frozenset({"Cc", "Cn", "Co"})
_MAX_STRAY = 0.1
"""Share of a text's characters that a text does not have: controls, and octets that are not UTF-8."""


def tokens(text: str, places: Places) -> Iterator[Edit]:
    """Each word of base64, base32 or hexadecimal, or each part of one, as the text in it."""
    done = 0
    for first, end in around(places, 0, 0, len(text)):
        start = first
        while start > done and text[start - 1] in _TOKEN_SIGNS:
            start -= 1
        for found in _TOKEN.finditer(text, max(start, done)):
            if found.start() >= end:
                break
            yield from _token(found)
            done = found.end()


def pairs(text: str, places: Places) -> Iterator[Edit]:
    """Each row of hexadecimal octets apart as the text in it."""
    return _rows(_PAIRS, text, places, lambda row: bytes.fromhex(_PREFIX.sub("", row)))


def numbers(text: str, places: Places) -> Iterator[Edit]:
    """Each row of decimal character codes as the text in it."""
    return _rows(_NUMBERS, text, places, _codes)


def calls(text: str, places: Places) -> Iterator[Edit]:
    """Each row of calls that make characters of their codes as the text that they make."""
    return _rows(_CALLS, text, places, _codes)


def bits(text: str, places: Places) -> Iterator[Edit]:
    """Each row of eight bits and eight bits as the text in it."""
    return _rows(_BITS, text, places, lambda row: bytes(int(octet, 2) for octet in re.findall("[01]{8}", row)))


def _token(found: re.Match[str]) -> Iterator[Edit]:
    read = _decoded(_SPACE.sub("", found[0]))
    if read:
        before = _SAYS_SO.search(found.string, max(0, found.start() - _MAX_SAYING), found.start())
        after = _ENDS_WORD.match(found.string, found.end()) if before else None
        yield Edit((before or found).start(), (after or found).end(), f" {read} \n")
        return
    for part in _PART.finditer(found[0]):
        read = _decoded(part[0]) if part[0] != found[0] else ""
        if read:
            yield Edit(found.start() + part.start(), found.start() + part.end(), f" {read} \n")


def _decoded(token: str) -> str:
    token = token.rstrip("=")
    if _HEX.fullmatch(token):
        read = _text(bytes.fromhex(token))
        if read:
            return read
    read = _text(_base64(token.translate(_URL_SAFE)))
    if not read and _BASE32.fullmatch(token):
        read = _text(_base32(token))
    return read


def _base64(token: str) -> bytes:
    whole = len(token) - (len(token) % 4 == 1)
    try:
        return binascii.a2b_base64(token[:whole] + "=" * (-whole % 4))
    except ValueError:
        return b""


def _base32(token: str) -> bytes:
    try:
        return base64.b32decode(token + "=" * (-len(token) % 8))
    except ValueError:
        return b""


def _codes(row: str) -> bytes:
    codes = [int(code) for code in re.findall("[0-9]+", row)]
    return bytes(codes) if max(codes, default=_MAX_BYTE + 1) <= _MAX_BYTE else b""


def _rows(pattern: re.Pattern[str], text: str, places: Places, decode: Callable[[str], bytes]) -> Iterator[Edit]:
    for found in at(pattern, text, places, _LEAD, _SLACK):
        read = _text(decode(found[0]))
        if read:
            yield Edit(found.start(), found.end(), f" {read} \n")


def _text(data: bytes) -> str:
    """The text that the octets are; "" if they are none."""
    if len(data) < _MIN_TEXT:
        return ""
    wide = not any(data[1::2])
    read = data.decode("utf-16-le" if wide else "utf-8", "replace")
    most, strays = _MAX_STRAY * len(read), read.count("\ufffd")
    if strays <= most and not read.isprintable():
        strays += sum(unicodedata.category(char) in _STRAY and char not in "\r\n\t" for char in read)
    return read.replace("\0", " ") if strays <= most else ""
