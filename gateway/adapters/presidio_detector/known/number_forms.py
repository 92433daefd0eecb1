"""Telephone numbers and identifiers as the letters and digits that all their spellings share (compact.py).

A telephone number is looked for by its national digits; what may stand before them is its country's code or a trunk zero.
Calling codes are ITU-T's E.164 list: one or two digits as below, else three.
"""

from __future__ import annotations

import re

from gateway.core.common_words import word_set
from gateway.core.folding import fold

MIN_DIGITS = 6
"""Fewer digits are found as they are written only."""
MIN_SOLID = 5
_NORTH_AMERICA = 11
_MIN_WITHOUT_CODE = 8
_CODES = word_set(
    "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91"
    " 92 93 94 95 98"
)
_THREE = 3
_KEEPS_ZERO = "39"
"""Italy's zero belongs to the number."""
_EXTENSION = re.compile(
    r"[\s,;/]{0,3}(?:x|ext\.?|extn\.?|extension|ext:|durchwahl|dw|poste|anexo|ramal|interno|toestel|wew\.?|#)[\s.:]{0,2}[0-9]{1,6}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:\+|00|011)[ (]{0,2}[0-9]{1,3}[) .\-/]{0,3}|(?<![0-9.,])[0-9]{1,3}[ .\-/]{1,2})?(?:\(?0\)?[ .\-/]{0,2})?\(?$"
)
_AFTER = re.compile(
    r"[\s,;]{0,3}(?:x|ext\.?|extn\.?|extension|ext:|durchwahl|dw|poste|anexo|ramal|interno|toestel|#)[ .:]{0,2}[0-9]{1,6}"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_MAX_BEFORE = 14
_GLUED = re.compile(r"(?:00|011)?([0-9]{1,3})?0?$")


def solid(value: str) -> str:
    """An identifier's letters and digits; "" if it is found as it is written only."""
    plain = "".join(filter(str.isalnum, fold(value)))
    digits = sum(map(str.isdigit, plain))
    return plain if len(plain) >= MIN_SOLID and digits else ""


def national(value: str) -> list[str]:
    """The digits that all spellings of a telephone number end in; several where its country is not said."""
    value = _EXTENSION.sub("", value.strip())
    has_code = value.startswith(("+", "00"))
    digits = "".join(char for char in value.replace("(0)", "") if char.isdecimal())
    if has_code:
        digits = digits[2:] if value.startswith("00") else digits
        code = _code(digits)
        digits = digits[len(code) :]
        found = [digits if code == _KEEPS_ZERO else digits.lstrip("0")]
    else:
        found = [digits.lstrip("0")]
        code = _code(digits)
        if len(digits) - len(code) >= (_NORTH_AMERICA - 1 if code == "1" else _MIN_WITHOUT_CODE) and digits[0] != "0":
            found.append(digits[len(code) :].lstrip("0"))
    return [each for each in found if len(each) >= MIN_DIGITS]


def whole(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A telephone number with prefix and extension, by where its national digits stand; None if they are part of another."""
    glued = start
    while glued and text[glued - 1].isdigit():
        glued -= 1
    if glued < start:
        if not _GLUED.fullmatch(text, glued, start):
            return None
        start = glued
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    floor = max(0, start - _MAX_BEFORE)
    before = _BEFORE.search(text, floor, start)
    if before and not (before.start() and text[before.start() - 1].isalnum()):
        start = before.start()
    if start and text[start - 1] == "+":
        start -= 1
    after = _AFTER.match(text, end)
    if after:
        return start, after.end()
    return None if end < len(text) and text[end].isalnum() else (start, end)


def _code(digits: str) -> str:
    for length in (1, 2):
        if digits[:length] in _CODES:
            return digits[:length]
    return digits[:_THREE]
