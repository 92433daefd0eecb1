"""Characters read as the plain ones that they look like or stand for, one for one.

Typographic spaces and dashes, digits of every script, full-width, mathematical, enclosed and small-capital letters, and those of
Braille. Raised and lowered digits are left out: after a number they are the mark of a footnote (carriers.py reads them in a
window of its own).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2796\ufe58\ufe63\u058a\u2e3a\u2e3b\u301c\u02d7"
_SAME: Mapping[str, str] = {
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2800": " ",
    "\u2044": "/",
    "\u2215": "/",
    "\u29f8": "/",
    "\ua789": ":",
    "\u2236": ":",
    "\u3002": ".",
    "\uff61": ".",
    "\u066b": ".",
    "\u2795": "+",
    "\u2217": "*",
    "\u204e": "*",
}
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢꞯ", "abcdefghijklmnoprstuvwyzq"
_BRAILLE = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz"
_ORDINAL_SIGNS = "ªº"
"""Not letters: "n.º" is a number's word in Spanish and Portuguese."""
_RAISED = ("<super>", "<sub>")
_LETTERS_IN_A_ROW = (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""In brackets, squared, negative circled and negative squared letters, and those of flags: A to Z each."""
_RANGES = (
    range(0x80, 0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x10000),
    range(0x10000, 0x1FC00),
)
"""Without the ideographs and syllables, which stand for themselves, and half surrogate pairs."""


def _plain(char: str) -> str:
    """What a character reads as; itself for most."""
    if char in _SAME:
        return _SAME[char]
    if char in DASHES:
        return "-"
    kind = unicodedata.category(char)
    if kind == "Zs":
        return " "
    if kind in {"Cn", "Co"} or char in _ORDINAL_SIGNS:
        return char
    raised = unicodedata.decomposition(char).startswith(_RAISED)
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return char if raised and not char.isdecimal() else str(digit)
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() and plain.isprintable() else char


def _table() -> Iterator[tuple[int, str]]:
    for part in _RANGES:
        for point in part:
            char = chr(point)
            plain = _plain(char)
            if plain != char:
                yield point, plain
    for signs, letters in (_SMALL_CAPITALS, _BRAILLE):
        yield from zip(map(ord, signs), letters, strict=True)
    for first in _LETTERS_IN_A_ROW:
        yield from ((first + place, chr(ord("A") + place)) for place in range(26))


PLAIN: Mapping[int, str] = dict(_table())
"""Code point → the one plain character that it reads as."""

_HAN_DIGITS = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_HAN = str.maketrans(_HAN_DIGITS, "00123456789123456789")
_HAN_ROW = re.compile(f"[{_HAN_DIGITS}]{{7}}")
_HAN_NUMBER = re.compile(f"[{_HAN_DIGITS}](?:[ -]?[{_HAN_DIGITS}]){{6,}}")
"""Chinese digits are words; so many in a row are a number."""

# A class that lists characters beyond the basic plane looks through them one by one, sixty times as slow; a range does not.
_PLANE = 0x10000
_SIGNS = re.compile("[" + "".join(chr(point) for point in sorted(PLAIN) if point < _PLANE) + "\U00010000-\U0001fbff]")


_FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
_FLAG_LETTER = re.compile(f"[{_FLAG_LETTERS}]")
_FLAG = re.compile(f"(?<![{_FLAG_LETTERS}])[{_FLAG_LETTERS}]{{2}}(?![{_FLAG_LETTERS}])")
"""Two of these letters by themselves are a country's flag; in a longer row they spell."""
_FEW = 6


def plain(text: str, beyond: str) -> str:
    """The text with every such character read; as long as it was. `beyond`: its characters beyond ASCII, or more."""
    signs = set(_SIGNS.findall(beyond))
    read = text
    if len(signs) > _FEW:
        read = text.translate(PLAIN)
    else:
        for sign in signs:
            read = read.replace(sign, PLAIN.get(ord(sign), sign))
    if _HAN_ROW.search(beyond):
        read = _HAN_NUMBER.sub(lambda found: found[0].translate(_HAN), read)
    return _with_flags(text, read) if any(map(_FLAG_LETTER.match, signs)) else read


def _with_flags(text: str, read: str) -> str:
    parts: list[str] = []
    at = 0
    for found in _FLAG.finditer(text):
        parts += read[at : found.start()], found[0]
        at = found.end()
    return "".join([*parts, read[at:]])
