"""Every word that matters beside a value, found in one pass: context words, and labels such as "ssn" or "customer id".

They are literals, so the automaton is small, compiles in milliseconds and needs no match starts. A word counts only whole: beside
it is no letter, or its case turns there as in `taxId` and `customerID`; a plural s aside.
Short words stand inside too many others ("id" in "did"), so their edges are part of the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import hyperscan

from gateway.adapters.presidio_detector.dialect import linear
from gateway.adapters.presidio_detector.octets import LETTER, octets

WordHit = tuple[int, int, int]
"""(start, end, word): bytes `start` to `end` are the word of that index."""

_SHORT = 3
_JOINTS = "_", "-", ""
"""Between the words of a phrase, besides a space: date_of_birth, date-of-birth, dateOfBirth."""

_UPPER = bytes(range(65, 91))
_LOWER = bytes(range(97, 123))
_WORDY = _UPPER + _LOWER + b"\xaa\xb5\xba" + bytes(set(range(0xC0, 0x100)) - {0xD7, 0xF7})
_PLURAL = b"sS"


def spellings(phrase: str) -> list[str]:
    """The ways to write a phrase; each is a literal of its own."""
    parts = phrase.split(" ")
    return [phrase] if len(parts) == 1 else [phrase, *(joint.join(parts) for joint in _JOINTS)]


class Words:
    """Compiled once. `names` are the words by index, lower case."""

    def __init__(self, words: Iterable[str]) -> None:
        """Compile. Words in scripts that `octets` has no letters for are left out: they would match any text of that length."""
        self.names = sorted(word for word in set(words) if LETTER not in octets(word).decode("latin-1"))
        self._sizes = [len(name) for name in self.names]
        self._lowered = [octets(name) for name in self.names]
        expressions: list[tuple[str, int, int]] = []
        for index, name in enumerate(self.names):
            expressions += [(each, index, flags) for each, flags in _expressions(name)]
        self.databases: list[hyperscan.Database] = []
        if not expressions:
            return
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self.databases.append(database)
        database.compile(
            expressions=[each.encode() for each, _, _ in expressions],
            ids=[index for _, index, _ in expressions],
            flags=[flags for _, _, flags in expressions],
        )

    def find(self, data: bytes, scratches: Sequence[hyperscan.Scratch]) -> list[WordHit]:
        """Every whole word in `data`, which begins and ends with NUL; by end. A scratch for each of `databases`."""
        seen: set[tuple[int, int]] = set()
        add = seen.add

        def matched(index: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((end, index))

        for database, scratch in zip(self.databases, scratches, strict=True):
            database.scan(data, match_event_handler=matched, scratch=scratch)
        found: list[WordHit] = []
        sizes = self._sizes
        for end, index in sorted(seen):
            size = sizes[index]
            if size <= _SHORT and data[end - size : end].lower() != self._lowered[index]:
                # Its expression may take one character more; then another of the word's may have told the place already.
                end -= 1  # noqa: PLW2901
                if (end, index) in seen:
                    continue
            start = end - size
            # What is not a letter needs no closer look.
            if data[end] in _WORDY and not _ends(data, end):
                continue
            if data[start - 1] in _WORDY and not _turns(data, start):
                continue
            found.append((start, end, index))
        return found


def _expressions(word: str) -> list[tuple[str, int]]:
    caseless: int = hyperscan.HS_FLAG_CASELESS
    literal = linear(re.escape(word).replace(r"\ ", " ")).source
    if len(word) > _SHORT:
        return [(literal, caseless)]
    if not word.isalpha():
        return [(rf"\b{literal}", caseless), (f"_{literal}", caseless)]
    beside = [(rf"\b{literal}s?\b", caseless), (f"_{literal}", caseless), (f"{literal}_", caseless)]
    turns = [(word.capitalize(), 0), (word.upper(), 0), (rf"\b{word}[A-Z]", 0)]
    return [*beside, *turns] if word.isascii() else beside


def _turns(data: bytes, start: int) -> bool:
    return data[start] in _UPPER and data[start - 1] in _LOWER


def _ends(data: bytes, end: int) -> bool:
    if data[end] in _PLURAL and data[end + 1] not in _WORDY:
        return True
    return data[end] in _UPPER and data[end - 1] in _LOWER
