r"""A text as bytes, one for each character: what the automata read, so that their offsets are the text's.

Latin-1 as it stands. A letter beyond it is its base letter where it has one (ł, ğ, ő), else one of the letters of Latin-1 beyond
ASCII, told by its code point: many share one, so who looks for a word of another script compares the text itself. What is neither
letter nor space is `SIGN`. Half a surrogate pair raises `UnicodeEncodeError`: such a text cannot be sent, and is not looked
through.
"""

from __future__ import annotations

import codecs
import unicodedata

_LETTERS = "".join(chr(point) for point in range(0xC0, 0x100) if chr(point).isalpha())
SIGN = "\x7f"
LETTERS = r"\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff"
"""For the inside of a class: every byte beyond ASCII that is a letter."""

_BASES = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "œ": "o", "Œ": "O", "ſ": "s"}
_LATIN_1 = 256
_ERRORS = "gateway.octets"


class _Plain(dict[int, str]):
    """What stands for a character beyond Latin-1; found out once for the letters that have a base, never kept for others."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isalnum():
            return _LETTERS[point % len(_LETTERS)]
        return " " if char.isspace() else SIGN


def _bases() -> dict[int, str]:
    """Of Latin Extended, where each letter with marks decomposes to a plain one."""
    table = {
        point: unicodedata.normalize("NFD", chr(point))[0] for point in (*range(0x100, 0x250), *range(0x1E00, 0x1F00))
    }
    return {point: base for point, base in table.items() if ord(base) < _LATIN_1}


_PLAIN = _Plain(_bases() | {ord(char): base for char, base in _BASES.items()})


def _plain(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    run.encode()  # raises for a surrogate
    return run.translate(_PLAIN).encode("latin-1"), error.end


codecs.register_error(_ERRORS, _plain)


def octets(text: str) -> bytes:
    """As many bytes as `text` has characters."""
    return text.encode("latin-1", _ERRORS)
