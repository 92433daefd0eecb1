r"""A text as its reader sees it, and the way back to the characters that it is written with.

Text that is itself JSON has its signs written as escapes (RFC 8259, section 7). Scanned as they stand, the letter of `\n` would
be part of the word after it, and a name written `Jos\u00e9` nobody's. Here each escape reads as its character, however many
backslashes (one for each time the text was written as JSON) are before it, and half a surrogate pair as U+FFFD.
Typographic spaces, dashes, digits and full-width forms read as their plain ones, each as one character.
Text that is ASCII and holds no backslash is taken as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

_ESCAPE = re.compile(
    r"(?<!\\)\\++(?:u([dD][89abAB][0-9a-fA-F]{2})\\++u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\"/bfnrt]))"
)
_CHARACTERS: Mapping[str, str] = {'"': '"', "/": "/", "b": " ", "f": " ", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = range(0xD800, 0xE000)

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT = 0xFEE0
_BASIC_PLANE = range(0x80, 0x10000)
"""A class of characters beyond it would be looked through one by one: sixty times as slow."""


def _plain_forms() -> dict[int, str]:
    table = {point: chr(point - _FULL_WIDTH_SHIFT) for point in _FULL_WIDTH}
    for point in _BASIC_PLANE:
        char = chr(point)
        if char in DASHES:
            table[point] = "-"
        elif char.isdecimal():
            table[point] = str(unicodedata.decimal(char))
        elif unicodedata.category(char) == "Zs":
            table[point] = " "
    return table


_PLAIN: Mapping[int, str] = _plain_forms()
_TYPOGRAPHIC = re.compile("[" + "".join(map(chr, sorted(_PLAIN))) + "]")


class Reading:
    """One text read. `text` is what it reads; `span` and `read` bring ranges back and forth."""

    def __init__(self, original: str) -> None:
        """Read in one pass."""
        self._at: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        text = self._unescaped(original) if "\\" in original else original
        self.text = text if text.isascii() or not _TYPOGRAPHIC.search(text) else text.translate(_PLAIN)

    @property
    def escapes(self) -> bool:
        """True if offsets of `text` are not the original's."""
        return bool(self._at)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's range that reads as `text[start:end]`, escapes whole. Needs start < end."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def read(self, start: int, end: int) -> tuple[int, int]:
        """The range of `text` that the original's range is read as, with all of an escape that it cuts. Needs start < end."""
        return self.place(start), self.place(end - 1) + 1

    def place(self, original: int) -> int:
        """Where the original's character at this offset is in `text`; one inside an escape is where the escape is."""
        index = bisect_right(self._starts, original) - 1
        if index < 0:
            return original
        return self._at[index] + max(0, original - self._ends[index] + 1)

    def _origin(self, place: int) -> tuple[int, int]:
        index = bisect_left(self._at, place + 1) - 1
        if index < 0:
            return place, place + 1
        beyond = place - self._at[index]
        if not beyond:
            return self._starts[index], self._ends[index]
        return self._ends[index] + beyond - 1, self._ends[index] + beyond

    def _unescaped(self, original: str) -> str:
        parts: list[str] = []
        done = length = 0
        for found in _ESCAPE.finditer(original):
            start, end = found.span()
            length += start - done
            self._at.append(length)
            self._starts.append(start)
            self._ends.append(end)
            parts += (original[done:start], _character(found))
            length += 1
            done = end
        parts.append(original[done:])
        return "".join(parts)


def _character(escape: re.Match[str]) -> str:
    high, low, single, letter = escape.groups()
    if letter:
        return _CHARACTERS[letter]
    if high:
        return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
    point = int(single, 16)
    if point in _SURROGATES:
        return "\ufffd"
    # NUL separates texts.
    return chr(point) if point else " "
