"""How common a word is that is nobody's name: it decides how sure the model must be to call it a person.

Two lists. `weights/ordinary.txt` holds words by hand and of our templates; in memory they are checksums, too, of which a word
that is not among them has one once in 196,000. `weights/common.bin` holds two hundred thousand of the commonest words of
nineteen languages without whatever is a name in some list, as four bytes each: 31 bits of the word's CRC-32 and one for how
common it is. So a word that is in neither list is taken for a common one once in 9,000.
Words are given as `words.fold` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from mmap import mmap
from zlib import crc32

from gateway.adapters.presidio_detector.ner.entries import Entries, joined

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
    """Both lists, the first as checksums of 32 bits. Safe for several threads; a word that is asked for is not kept."""

    __slots__ = ("_common", "_ours")

    def __init__(self, ours: Iterable[str] = (), common: bytes | mmap = b"") -> None:
        """`common`: as `packed` writes them. Raises `ValueError` if it is cut off."""
        self._ours = Entries(joined(map(_checksum, ours)))
        self._common = Entries(common)

    def usage(self, word: str) -> Usage:
        """How common the word is."""
        checksum = _checksum(word)
        if self._ours.at(checksum) == checksum:
            return Usage.OURS
        key = checksum & _KEY
        entry = self._common.at(key)
        if entry is None or entry & _KEY != key:
            return Usage.UNLISTED
        return Usage.COMMON if entry & _COMMON else Usage.FAIR

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.usage(word) is not Usage.UNLISTED


def packed(words: Iterable[tuple[str, Usage]]) -> bytes:
    """Words, `FAIR` or `COMMON`, as `Lexicon` reads them. Of two words with one key the commoner counts."""
    entries: dict[int, int] = {}
    for word, usage in words:
        key = _checksum(word) & _KEY
        entries[key] = entries.get(key, 0) | (_COMMON if usage is Usage.COMMON else 0)
    return joined(key | common for key, common in entries.items())


def _checksum(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))
