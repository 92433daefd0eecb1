"""Line breaks inside of a value: a number, an address or a key that goes on in the next line, behind indentation or quote signs.

Ordinary text breaks between words everywhere, so only breaks beside what could be such a value are closed; those between two
small letters are closed where known values are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (r"\n[ \t>]{0,12}[a-z0-9@._+/(-]",)
_BREAK = re.compile(r"(?<=[^\s\0])[ \t]{0,2}?(\\?\r?\n([ \t>]{0,12}))(?=[^\s\0>])")
_REACH = 28
"""Characters on either side in which a digit, or a sign of an address or a key, makes a break one of a value."""
_VALUE = re.compile(r"[0-9@]|[A-Z]{3}|[a-z][A-Z]")
_WORD_BEFORE = re.compile(r"[\w@.+/()-]+$")
_WORD_AFTER = re.compile(r"[\w@.+/()]+")
_SIGNS = frozenset("@._+/()-")
_NAMED = re.compile(r"[A-Za-z_]\w{0,30}[ \t]?[=:]|[A-Z][a-z]")
"""What begins a line of its own: a field's name, a sentence."""


def closed(text: str, places: Places) -> Iterator[Edit]:
    """Each break that could be inside of a value as nothing."""
    for found in near(_BREAK, text, places, 3, 1):
        start, end = found.span(1)
        if _could_be_inside(text, start, end):
            yield Edit(start, end, " " if found[2] == " " else "")


def closed_in_words(text: str, places: Places) -> Iterator[Edit]:
    """Each break between two letters, of which the second is small, as nothing."""
    for found in near(_BREAK, text, places, 3, 1):
        if text[found.start() - 1].isalpha() and text[found.end()].islower():
            yield Edit(found.start(1), found.end(), "")


def _could_be_inside(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _REACH) : start].rstrip(" \t")
    left, right = before[-1:], text[end]
    if not (_is_of_value(left) and _is_of_value(right)) or _NAMED.match(text, end):
        return False
    if right == "-" and not text[end + 1 : end + 2].isdigit():
        return False
    if left.isdigit() and right.isalpha():
        # A number, and the next line's first word.
        return _is_mixed(_WORD_BEFORE.search(before)) and _is_mixed(_WORD_AFTER.match(text, end, end + _REACH))
    return bool(_VALUE.search(before) or _VALUE.search(text, end, end + _REACH))


def _is_of_value(sign: str) -> bool:
    return sign.isalnum() or sign in _SIGNS


def _is_mixed(word: re.Match[str] | None) -> bool:
    return word is not None and any(map(str.isalpha, word[0])) and any(map(str.isdigit, word[0]))
