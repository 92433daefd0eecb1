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
_BREAK = re.compile(r"(?<=[^\s\0])[ \t]{0,2}?(\r?\n([ \t>]{0,12}))(?=[^\s\0>])")
_REACH = 28
"""Characters on either side in which a digit, or a sign of an address or a key, makes a break one of a value."""
_VALUE = re.compile(r"[0-9@]|[A-Z]{3}|[a-z][A-Z]")
_BEFORE = re.compile(r"([\w@.+/()-]+)[ \t]?$")
_AFTER = re.compile(r"-?[\w@.+/()]+")
_NAMED = re.compile(r"[A-Za-z_]\w{0,30}[ \t]?[=:]|[A-Z][a-z]")
"""What begins a line of its own: a field's name, a sentence."""


def closed(text: str, places: Places) -> Iterator[Edit]:
    """Each break that could be inside of a value as nothing."""
    for found in near(_BREAK, text, places, 3, 1):
        before = text[max(0, found.start(1) - _REACH) : found.start(1)]
        after = text[found.end() : found.end() + _REACH]
        if _could_be_inside(before, after):
            yield Edit(found.start(1), found.end(), " " if found[2] == " " else "")


def closed_in_words(text: str, places: Places) -> Iterator[Edit]:
    """Each break between two letters, of which the second is small, as nothing."""
    for found in near(_BREAK, text, places, 3, 1):
        if text[found.start() - 1].isalpha() and text[found.end()].islower():
            yield Edit(found.start(1), found.end(), "")


def _could_be_inside(before: str, after: str) -> bool:
    if not (_VALUE.search(before) or _VALUE.search(after)):
        return False
    left, right = _BEFORE.search(before), _AFTER.match(after)
    if not left or not right or _NAMED.match(after) or (right[0].startswith("-") and not right[0][1:2].isdigit()):
        return False
    if left[1][-1].isdigit() and right[0][0].isalpha():
        # A number, and the next line's first word.
        return any(map(str.isalpha, left[1])) and any(map(str.isdigit, right[0]))
    return True
