"""Text with case and accents folded away, and the way back to the offsets of the original.

Every character folds by itself: compatibility decomposition, marks dropped, case folded, and the letters that Unicode does not
decompose (ø, ł, đ, ı) written out; Cyrillic and Greek letters as the Latin ones that names are transcribed with. Apostrophes
fold to one sign, hyphens and dashes to a space, since a double name is written either way, and what has no width folds away.
Most characters fold to one; where the others are ("ß", ligatures, combining marks) is noted, so that the way back costs
nothing elsewhere.
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
_CYRILLIC = """
а=a б=b в=v г=g ґ=g д=d е=e є=e ж=zh з=z и=i і=i ї=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh
щ=shch ъ= ы=y ь= э=e ю=yu я=ya ў=u џ=dz ђ=dj ј=j љ=lj њ=nj ћ=c ѓ=g ќ=k ѕ=dz
"""
_GREEK = "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=u φ=f χ=ch ψ=ps ω=o"
_ALPHABETS = dict(pair.split("=") for pair in f"{_CYRILLIC} {_GREEK}".split())
"""Cyrillic and Greek letters as names are usually written in Latin ones."""
_LATIN = _WRITTEN | _ALPHABETS
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
    return "".join(_LATIN.get(each, each) for each in plain if not unicodedata.combining(each))


_TABLE: Mapping[int, str] = {
    point: folded for block in _RANGES for point in block if (folded := _folded(chr(point))) != chr(point)
}
_UNSURE = frozenset(
    chr(point)
    for point, folded in _TABLE.items()
    if not folded or (any(map(str.isalnum, folded)) and not (len(folded) == 1 and chr(point).isalnum()))
)
"""What folds away, to several letters, or to one without being one."""
_VALUE_TABLE = {**{point: chr(point) for point in range(0x80)}, **_TABLE}
"""With what is plain, which a look-up that fails would cost five times as much."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII = {
    **{point: chr(point).lower() for point in range(0x80)},
    **dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f-"), " "),
    ord("`"): "'",
}
_ASCII_BYTES = bytes(range(0x80)).decode().translate(_ASCII).encode().ljust(0x100)
"""The same for bytes: a short value is folded with it in half of the time."""
_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f-"


def fold(value: str) -> str:
    """A value's folded form: `Folded.text`, without the way back."""
    if value.isascii():
        return value.encode().translate(_ASCII_BYTES).decode()
    return _lower(value.translate(_VALUE_TABLE))


class Folded:
    """One text folded. `text` is the folded form; `span` brings a range of it back.

    `has_edges`: true if no character folds away, to several letters, or to a letter without being one: then what is cut off from
    its neighbours in `text` is so in the original.
    """

    def __init__(self, original: str) -> None:
        """Fold in one pass. What is not ASCII is looked at run by run, the rest as a whole."""
        self._at: list[int] = []
        self._origin: list[int] = []
        self._size: list[int] = []
        self.has_edges = True
        if original.isascii():
            self.text = original.translate(_ASCII)
            return
        parts: list[str] = []
        done = length = 0
        for run in _NOT_ASCII.finditer(original):
            start, end = run.span()
            self.has_edges = self.has_edges and _UNSURE.isdisjoint(run[0])
            parts.append(original[done:start])
            length += start - done
            for at in range(start, end):
                char = original[at]
                folded = _TABLE.get(ord(char), char)
                if len(folded) != 1:
                    self._at.append(length)
                    self._origin.append(at)
                    self._size.append(len(folded))
                length += len(folded)
                parts.append(folded)
            done = end
        parts.append(original[done:])
        self.text = _lower("".join(parts))

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


def _lower(text: str) -> str:
    """The ASCII letters of a text in lower case, its ASCII white space and hyphens as spaces; as long as before."""
    if text.isascii():
        return text.translate(_ASCII)
    for char in _SPACES:
        text = text.replace(char, " ")
    lowered = text.replace("`", "'").lower()
    return lowered if len(lowered) == len(text) else "".join(char.lower() if char.isascii() else char for char in text)
