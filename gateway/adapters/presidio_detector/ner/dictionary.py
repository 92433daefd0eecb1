"""Which words are ordinary ones of some language, rare ones too: what spelling dictionaries have in lower case.

`weights/dictionary.bin` holds half a million words of twelve languages as four bytes each: 29 bits of the word's CRC-32, and
three for its kind. So a word that is not in it is taken for one once in 1,000. It knows far more words than lexicon.py, and
with less care: what it says counts where nothing else speaks for a name. Words are given as `words.fold` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from mmap import mmap
from zlib import crc32

from gateway.adapters.presidio_detector.ner.entries import Entries, joined

_KEY, _KIND = 0xFFFF_FFF8, 0x7
_SHORTEST_COMPOUND, _LONGEST_COMPOUND, _SHORTEST_PART = 12, 40, 4
"""Family names that are two words are seldom longer than the first; each letter costs a look."""


class Kind(IntEnum):
    """The higher, the less is a word a name."""

    UNKNOWN = 0
    NAME_TOO = 1
    """A word, and in some list of names: "rose", "faith"."""
    WORD = 2


class Dictionary:
    """The words. Safe for several threads; a word that is asked for is not kept."""

    __slots__ = ("_entries",)

    def __init__(self, entries: bytes | mmap = b"") -> None:
        """`entries`: as `packed` writes them. Raises `ValueError` if they are cut off."""
        self._entries = Entries(entries)

    def kind(self, word: str) -> Kind:
        """What the word is."""
        key = _key(word)
        entry = self._entries.at(key)
        return Kind.UNKNOWN if entry is None or entry & _KEY != key else Kind(entry & _KIND)

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


def packed(words: Iterable[tuple[str, Kind]]) -> bytes:
    """Words, none `UNKNOWN`, as `Dictionary` reads them. Of two words with one key the one that is a name, too, counts."""
    entries: dict[int, int] = {}
    for word, kind in words:
        key = _key(word)
        entries[key] = min(entries.get(key, kind), kind)
    return joined(key | kind for key, kind in entries.items())


def _key(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & _KEY
