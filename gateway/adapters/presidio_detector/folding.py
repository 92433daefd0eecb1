"""Text with case and accents folded away, and the way back to the offsets of the original.

Every character folds by itself: compatibility decomposition, marks dropped, case folded, and the letters that Unicode does not
decompose (ø, ł, đ, ı) written out. Apostrophes fold to one sign, hyphens and dashes to a space, since a double name is written
either way, and what has no width folds away. Most characters fold to one; the others ("ß", ligatures, combining marks) are found
by one expression, so that the way back costs nothing elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

_WRITTEN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ŧ": "t",
    "ə": "e",
}
_APOSTROPHES = "'`\u00b4\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_WIDTHLESS = "Cf"
_RANGES = (
    range(0x2000),
    range(0x2000, 0x3000),
    range(0xFB00, 0xFB07),
    range(0xFE50, 0xFE70),
    range(0xFEFF, 0xFFF0),
    range(0x1D400, 0x1D800),
)


def _folded(char: str) -> str:
    if char.isspace() or char in _DASHES:
        return " "
    if char in _APOSTROPHES:
        return "'"
    if unicodedata.category(char) == _WIDTHLESS:
        return ""
    plain = unicodedata.normalize("NFKD", char)
    plain = "".join(each for each in plain.casefold() if not unicodedata.combining(each))
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(_WRITTEN.get(each, each) for each in plain if not unicodedata.combining(each))


_TABLE: Mapping[int, str] = {
    point: folded for block in _RANGES for point in block if (folded := _folded(chr(point))) != chr(point)
}
_LONGER_OR_GONE = re.compile(
    "[" + "".join(re.escape(chr(point)) for point, folded in _TABLE.items() if len(folded) != 1) + "]"
)


_ASCII = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f-", " ") | {"`": "'"})


def fold(value: str) -> str:
    """A value's folded form."""
    return value.lower().translate(_ASCII) if value.isascii() else value.translate(_TABLE)


class Folded:
    """One text folded. `text` is the folded form; `span` brings a range of it back."""

    def __init__(self, original: str) -> None:
        """Fold in one pass."""
        self._at: list[int] = []
        self._origin: list[int] = []
        self._size: list[int] = []
        self.text = fold(original)
        if original.isascii():
            return
        shift = 0
        for found in _LONGER_OR_GONE.finditer(original):
            size = len(_TABLE[ord(found[0])])
            self._at.append(found.start() + shift)
            self._origin.append(found.start())
            self._size.append(size)
            shift += size - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's range that folds to `text[start:end]`, with what folds away right after it. Needs start < end."""
        if not self._at:
            return start, end
        after = self._place(end - 1) + 1
        index = bisect_left(self._origin, after)
        while index < len(self._origin) and self._origin[index] == after and not self._size[index]:
            after += 1
            index += 1
        return self._place(start), after

    def _place(self, folded: int) -> int:
        """The original's character that the folded one at this position comes from."""
        index = bisect_right(self._at, folded) - 1
        if index < 0:
            return folded
        beyond = folded - self._at[index] - self._size[index]
        return self._origin[index] if beyond < 0 else self._origin[index] + 1 + beyond
