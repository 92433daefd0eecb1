r"""A text as bytes, one for each character: what the automata read, so that their offsets are the text's.

Latin-1 as it stands. A letter beyond it is its base letter where it has one (ł, ğ, ő), else one of the letters of Latin-1 beyond
ASCII, told by its code point: many share one, so who looks for a word of another script compares the text itself. What is neither
letter nor space is `SIGN`. Half a surrogate pair raises `UnicodeEncodeError`: such a text cannot be sent, and is not looked
through.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_LETTERS = "".join(chr(point) for point in range(0xC0, 0x100) if chr(point).isalpha())
SIGN = "\x7f"
LETTERS = r"\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff"
"""For the inside of a class: every byte beyond ASCII that is a letter."""

_BASES = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "œ": "o", "Œ": "O", "ſ": "s"}
_LATIN_1 = 256
_PLANE = 0x10000
_FEW, _STRETCH = 2, 256
"""Characters: more than a few in a row are a word in another script, and what comes after it is likely one, too."""
_NO_LETTER = re.compile(r"[\W_]")
_ERRORS = "gateway.octets"


def _other(point: int) -> str:
    """What stands for a character that is no Latin letter."""
    char = chr(point)
    return _LETTERS[point % len(_LETTERS)] if char.isalnum() else " " if char.isspace() else SIGN


def _bases() -> dict[int, str]:
    """Of Latin Extended, where each letter with marks decomposes to a plain one."""
    table = {
        point: unicodedata.normalize("NFD", chr(point))[0] for point in (*range(0x100, 0x250), *range(0x1E00, 0x1F00))
    }
    return {point: base for point, base in table.items() if ord(base) < _LATIN_1}


def _table() -> str:
    """What stands for each character of the basic plane, by code point; half a surrogate pair stands for itself."""
    characters = "".join(map(chr, range(_PLANE)))
    table = list((_LETTERS * (_PLANE // len(_LETTERS) + 1))[:_PLANE])
    for found in _NO_LETTER.finditer(characters):
        table[found.start()] = _other(ord(found[0]))
    for kept in (range(_LATIN_1), range(0xD800, 0xE000)):
        table[kept.start : kept.stop] = characters[kept.start : kept.stop]
    for point, base in (_bases() | {ord(char): base for char, base in _BASES.items()}).items():
        table[point] = base
    return "".join(table)


_PLAIN = _table()


def _plain(error: UnicodeError) -> tuple[bytes, int]:
    """The bytes of a sign or two; from a word in another script on those of a stretch of the text, whatever it holds."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    if len(run) > _FEW:
        run = error.object[error.start : error.start + _STRETCH]
    try:
        return run.translate(_PLAIN).encode("latin-1"), error.start + len(run)
    except UnicodeEncodeError:
        run.encode()  # raises for a surrogate
        beyond = (_other(point) if point >= _PLANE else _PLAIN[point] for point in map(ord, run))
        return "".join(beyond).encode("latin-1"), error.start + len(run)


codecs.register_error(_ERRORS, _plain)


def octets(text: str) -> bytes:
    """As many bytes as `text` has characters."""
    return text.encode("latin-1", _ERRORS)
