"""Every word that matters beside a value, found in one pass: context words, and labels such as "ssn" or "customer id".

They are literals, so the automaton is small, compiles in milliseconds and needs no match starts. A word counts only whole: beside
it is no letter, or its case turns there as in `taxId` and `customerID`; a plural s aside. Words of two letters stand inside
too many others ("id" in "did"), so their edges are part of the expression; for longer ones that costs more than it saves.
Scripts that set no spaces between words, or hang particles on them (Thai, Chinese, Japanese, Korean), have no whole words:
there a word counts wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import hyperscan

from gateway.adapters.presidio_detector.compiled import Part, databases
from gateway.adapters.presidio_detector.dialect import linear

WordHit = tuple[int, int, int]
"""(start, end, word): bytes `start` to `end` are the word of that index."""

_SHORT = 2
_UNSPACED = "\u0e00"
"""The first letter of scripts without spaces between words."""
_JOINTS = "_", "-", ""
"""Between the words of a phrase, besides a space: date_of_birth, date-of-birth, dateOfBirth."""

_UPPER = bytes(range(65, 91))
_LOWER = bytes(range(97, 123))
_LETTERS = {*_UPPER, *_LOWER, 0xAA, 0xB5, 0xBA, *range(0xC0, 0x100)} - {0xD7, 0xF7}
_IS_LETTER = bytes(byte in _LETTERS for byte in range(256))
_PLURAL = b"sS"
_GOES_ON = bytes(_IS_LETTER[byte] and byte not in _UPPER and byte not in _PLURAL for byte in range(256))
"""Letters before which no word ends."""


def spellings(phrase: str) -> list[str]:
    """The ways to write a phrase; each is a literal of its own."""
    parts = phrase.split(" ")
    return [phrase] if len(parts) == 1 else [phrase, *(joint.join(parts) for joint in _JOINTS)]


class Words:
    """Compiled once. `names` are the words by index, lower case."""

    def __init__(self, words: Iterable[str], kept_as: str = "") -> None:
        """Compile, or read what is `kept_as` this (compiled.py)."""
        self.names = sorted(set(words))
        self._unspaced = bisect_left(self.names, _UNSPACED)
        """From this index on words need not be whole."""
        self.databases: list[hyperscan.Database] = []
        sizes = [len(name) for name in self.names]
        expressions = [
            (each, index, flags) for index, name in enumerate(self.names) for each, flags in _expressions(name)
        ]
        # The joint after a short word is part of its expression and not of the word: an index of its own says so.
        joined = [(f"{name}_", len(sizes) + index) for index, name in enumerate(self.names) if _is_short(name)]
        expressions += [(each, index, hyperscan.HS_FLAG_CASELESS) for each, index in joined]
        self._words = [*range(len(sizes)), *range(len(sizes))]
        self._starts = [*(-size for size in sizes), *(-size - 1 for size in sizes)]
        self._ends = [0] * len(sizes) + [-1] * len(sizes)
        if not expressions:
            return
        numbers, flags = [index for _, index, _ in expressions], [each for _, _, each in expressions]
        self.databases = databases([Part([each.encode() for each, _, _ in expressions], numbers, flags)], kept_as)

    def find(self, data: bytes, scratches: Sequence[hyperscan.Scratch]) -> list[WordHit]:
        """Every whole word in `data`, which begins and ends with NUL; by end. A scratch for each of `databases`."""
        matches: list[tuple[int, int]] = []
        append = matches.append

        def matched(index: int, _start: int, last: int, _flags: int, _context: object) -> None:
            append((index, last))

        for database, scratch in zip(self.databases, scratches, strict=True):
            database.scan(data, match_event_handler=matched, scratch=scratch)
        return self._whole(data, matches)

    def _whole(self, data: bytes, matches: Sequence[tuple[int, int]]) -> list[WordHit]:
        """Those that are whole words, each once. Most others go on in small letters; what is no letter needs no closer look."""
        found: dict[WordHit, None] = {}
        words, starts, ends, goes_on, is_letter = self._words, self._starts, self._ends, _GOES_ON, _IS_LETTER
        unspaced = self._unspaced
        for index, last in matches:
            end = last + ends[index]
            after = data[end]
            if (goes_on[after] or (is_letter[after] and not _ends(data, end))) and words[index] < unspaced:
                continue
            start = last + starts[index]
            if is_letter[data[start - 1]] and not _turns(data, start) and words[index] < unspaced:
                continue
            found[start, end, words[index]] = None
        return list(found)


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT and word.isascii() and word.isalpha()


def _expressions(word: str) -> list[tuple[str, int]]:
    caseless: int = hyperscan.HS_FLAG_CASELESS
    if not _is_short(word):
        return [(linear(re.escape(word).replace(r"\ ", " ")).source, caseless)]
    return [(rf"\b{word}\b", caseless), (f"_{word}", caseless), (word.capitalize(), 0), (word.upper(), 0)]


def _turns(data: bytes, start: int) -> bool:
    return data[start] in _UPPER and data[start - 1] in _LOWER


def _ends(data: bytes, end: int) -> bool:
    if data[end] in _PLURAL and not _IS_LETTER[data[end + 1]]:
        return True
    return data[end] in _UPPER and data[end - 1] in _LOWER
