"""Which words are ordinary ones of some language, rare ones too, and which are somebody's name in general lists of names.

`weights/dictionary.bin` holds half a million words of twelve languages that spelling dictionaries have in lower case, and names
that are no such words, as four bytes each: 29 bits of the word's CRC-32, and three for its band. So a word that is not in it is
taken for one once in 900. It knows far more words than lexicon.py, and with less care. The network reads the band of each word;
the kind counts where nothing else speaks for a name. Words are given as `words.fold` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from mmap import mmap
from zlib import crc32

import numpy as np

from gateway.adapters.presidio_detector.ner.entries import Entries, joined

_KEY, _BAND = 0xFFFF_FFF8, 0x7
_SHORTEST_COMPOUND, _LONGEST_COMPOUND, _SHORTEST_PART = 12, 40, 4
"""Family names that are two words are seldom longer than the first; each letter costs a look."""


class Band(IntEnum):
    """How common a word is as an ordinary word of some language, in which dictionaries write it in lower case."""

    UNKNOWN = 0
    RARE_NAME = 1
    """A word that is a name, too: "rose", "faith"."""
    COMMON_NAME = 2
    """The same, once in 100,000 words or more."""
    RARE = 3
    FAIR = 4
    """Once in a million words or more."""
    COMMON = 5
    """Once in 100,000 words or more."""
    NAME = 6
    """A name and no word: "michael"."""


BANDS = len(Band)


class Kind(IntEnum):
    """The higher, the less is a word a name."""

    UNKNOWN = 0
    NAME_TOO = 1
    WORD = 2


_KINDS = {
    Band.RARE_NAME: Kind.NAME_TOO,
    Band.COMMON_NAME: Kind.NAME_TOO,
    Band.RARE: Kind.WORD,
    Band.FAIR: Kind.WORD,
    Band.COMMON: Kind.WORD,
}


class Dictionary:
    """The words. Safe for several threads; a word that is asked for is not kept."""

    __slots__ = ("_entries", "_table")

    def __init__(self, entries: bytes | mmap = b"") -> None:
        """`entries`: as `packed` writes them. Raises `ValueError` if they are cut off."""
        self._entries = Entries(entries)
        self._table = np.frombuffer(entries, "<u4") if len(entries) else np.array([_KEY], "<u4")

    def kind(self, word: str) -> Kind:
        """What the word is."""
        key = _key(word)
        entry = self._entries.at(key)
        band = Band.UNKNOWN if entry is None or entry & _KEY != key else Band(entry & _BAND)
        return _KINDS.get(band, Kind.UNKNOWN)

    def bands(self, words: Sequence[str]) -> Sequence[int]:
        """Each word's band, a number below `BANDS`; all at once, since one by one costs three times as much."""
        keys = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint32) & _KEY
        found = self._table[np.minimum(np.searchsorted(self._table, keys), len(self._table) - 1)]
        bands: list[int] = np.where(found & _KEY == keys, found & _BAND, Band.UNKNOWN).tolist()
        return bands

    def is_compound(self, word: str) -> bool:
        """True for a long word that is two others, with an "s" between them or none, as German and Danish write them."""
        if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND:
            return False
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        return any(
            self.kind(word[cut:]) is Kind.WORD
            and Kind.WORD in (self.kind(word[:cut]), self.kind(word[:cut].removesuffix("s")))
            for cut in cuts
        )


def packed(words: Iterable[tuple[str, Band]]) -> bytes:
    """Words, none `UNKNOWN`, as `Dictionary` reads them. Of two words with one key the lower band counts."""
    entries: dict[int, int] = {}
    for word, band in words:
        key = _key(word)
        entries[key] = min(entries.get(key, band), band)
    return joined(key | band for key, band in entries.items())


def _key(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & _KEY
