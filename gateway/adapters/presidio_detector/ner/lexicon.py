"""How common a word is that is nobody's name: it decides how sure the model must be to call it a person.

Two lists. `weights/ordinary.txt` holds words by hand and of our templates. `weights/common.bin` holds a hundred thousand of the
commonest words of twelve languages without whatever is a name in some list, as four bytes each: 31 bits of the word's CRC-32 and
one for how common it is. So a word that is in neither list is taken for a common one once in 18,000.
Words are given as `words.fold` writes them.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from enum import IntEnum
from zlib import crc32

_COMMON = 1
_KEY = 0xFFFF_FFFE


class Usage(IntEnum):
    """The more it is, the surer must be who takes a word for a name."""

    UNLISTED = 0
    FAIR = 1
    """In some language once in 316,000 words or more, in none so often as the next."""
    COMMON = 2
    """In some language once in 100,000 words or more."""
    OURS = 3
    """Put down as ordinary by hand."""


class Lexicon:
    """Both lists. Safe for several threads; a word that is asked for is not kept."""

    __slots__ = ("_entries", "_ours")

    def __init__(self, ours: Iterable[str] = (), common: bytes = b"") -> None:
        """`common`: sorted entries of four bytes, little-endian. Raises `ValueError` if it is cut off."""
        self._ours = frozenset(ours)
        self._entries = array("I")
        self._entries.frombytes(common)
        if sys.byteorder == "big":
            self._entries.byteswap()

    def usage(self, word: str) -> Usage:
        """How common the word is."""
        if word in self._ours:
            return Usage.OURS
        key = crc32(word.encode("utf-8", "surrogatepass")) & _KEY
        place = bisect_left(self._entries, key)
        if place == len(self._entries) or self._entries[place] & _KEY != key:
            return Usage.UNLISTED
        return Usage.COMMON if self._entries[place] & _COMMON else Usage.FAIR

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.usage(word) is not Usage.UNLISTED


def packed(words: Iterable[tuple[str, Usage]]) -> bytes:
    """Words, `FAIR` or `COMMON`, as `Lexicon` reads them. Of two words with one key the commoner counts."""
    entries: dict[int, int] = {}
    for word, usage in words:
        key = crc32(word.encode()) & _KEY
        entries[key] = entries.get(key, 0) | (_COMMON if usage is Usage.COMMON else 0)
    return b"".join((key | common).to_bytes(4, "little") for key, common in sorted(entries.items()))
