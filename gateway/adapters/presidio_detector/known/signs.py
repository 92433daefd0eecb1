"""What gives a known person or e-mail address away: short strings of which each of its spellings holds one.

A call knows many values and a text tells of few. So a text is looked through for signs first, a dozen short strings a value, and
only values that show one are spelt out (patterns.py): the others have no find there. A value's signs cost a quarter of its
spellings. Values of other kinds have few spellings and are always spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ahocorasick_rs import AhoCorasick, Implementation

from gateway.adapters.presidio_detector.known.name_forms import (
    HYPHEN,
    MAX_WORDS,
    MIN_LETTERS,
    MIN_LONG,
    MIN_SPELLED,
    PARTICLES,
    SHORT,
    STEM_VOWELS,
    halves,
    initials,
    name_parts,
)
from gateway.adapters.presidio_detector.known.spellings import WRITTEN_OTHERWISE, spellings
from gateway.adapters.presidio_detector.known.words import is_misspelt, solid, word_around
from gateway.adapters.presidio_detector.reading.ciphers import moved, turned
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.nicknames import NICKNAMES
from gateway.core.source import Known

MAX_SLIPS = 8
"""Names that share half of their letters; where more do, no closer look is taken."""
_HEAD = 4
"""Letters with which all begins that a long name is bent to."""
_DISGUISED, _RUN = 5, 6
_RUNS = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Signs:
    """The signs of one value, by where they count; everywhere in a text that is not plain ASCII, which has no sure edges."""

    anywhere: list[str] = field(default_factory=list)
    beginning: list[str] = field(default_factory=list)
    """Where no word goes on into it."""
    whole: list[str] = field(default_factory=list)
    """Where no word goes on into it or out of it."""
    slips: list[str] = field(default_factory=list)
    """Where the word that it begins or ends is one of the person's names with one slip of the hand."""


_ANYWHERE, _BEGINNING, _WHOLE, _SLIP = 1, 2, 4, 8


class Signs:
    """The signs of one call's known values, of which each has its label. Built for the call and dropped with it."""

    def __init__(self, known: Sequence[Known]) -> None:
        """Linear in the list."""
        self._known = known
        self._always: set[int] = set()
        self._owners: tuple[dict[str, list[int]], ...] = ({}, {}, {}, {})
        for owner, (value, label, _) in enumerate(known):
            signs = _signs(value, label)
            if signs is None or not self._add(owner, signs):
                self._always.add(owner)
        waiting: dict[str, int] = {}
        for place, each in enumerate(self._owners):
            for text in each:
                waiting[text] = waiting.get(text, 0) | 1 << place
        self._texts, self._waiting = list(waiting), bytes(waiting.values())
        self._sought = AhoCorasick(self._texts, implementation=Implementation.NoncontiguousNFA) if waiting else None

    def _add(self, owner: int, signs: _Signs) -> bool:
        """False if one is nothing once it is folded, or holds NUL: then they tell nothing."""
        found = signs.anywhere, signs.beginning, signs.whole, signs.slips
        all_texts = [text for texts in found for text in texts]
        folded = fold("\0".join(all_texts)).split("\0")
        if len(folded) != len(all_texts) or not all(folded):
            return False
        texts = iter(folded)
        for owners, each in zip(self._owners, found, strict=True):
            for text in islice(texts, len(each)):
                if text in owners:
                    owners[text].append(owner)
                else:
                    owners[text] = [owner]
        return True

    def shown_in(self, folded: str, *, is_ascii: bool) -> set[int]:
        """The values, by their place in the list, that may have a find; `is_ascii`: if the text was, before it was folded."""
        if self._sought is None:
            return self._always.copy()
        matches = self._sought.find_matches_as_indexes(folded, overlapping=True)
        if is_ascii:
            return self._always.union(*self._at_their_places(folded, matches))
        texts = {self._texts[index] for index, _, _ in matches}
        return self._always.union(*(owners.get(text, ()) for owners in self._owners for text in texts))

    def _at_their_places(self, folded: str, matches: Sequence[tuple[int, int, int]]) -> Iterator[Sequence[int]]:
        """Each sign's owners once. Where many have a sign in common, that keeps the work linear in the text."""
        waiting, edges = bytearray(self._waiting), solid(folded)
        for index, first, last in matches:
            awaited = waiting[index]
            if not awaited:
                continue
            counts = _ANYWHERE
            if not (edges[first - 1] and edges[first]):
                counts = _ANYWHERE | _BEGINNING | _SLIP
                if not (edges[last] and edges[last - 1]):
                    counts |= _WHOLE
            elif not (edges[last] and edges[last - 1]):
                counts = _ANYWHERE | _SLIP
            counts &= awaited
            if not counts:
                continue
            text = self._texts[index]
            waiting[index] = awaited & (~counts | _SLIP)
            yield from (self._owners[place][text] for place in range(3) if counts & 1 << place)
            if counts & _SLIP:
                yield self._misspelt(folded, first, last, self._owners[3][text])

    def _misspelt(self, folded: str, first: int, last: int, owners: Sequence[int]) -> Sequence[int]:
        """Those of the owners of whose names the word here is one, but for a slip."""
        if len(owners) > MAX_SLIPS:
            return owners
        start, end = word_around(folded, first, last)
        word = folded[start:end]
        return [owner for owner in owners if is_misspelt(word, map(fold, name_parts(self._known[owner].value)))]


def _signs(value: str, label: Label | None) -> _Signs | None:
    """None for a value that has none."""
    found: _Signs | None = None
    if label is Label.PERSON:
        found = _of_person(name_parts(value))
    elif label is Label.EMAIL_ADDRESS:
        runs = _RUNS.findall(value.partition("@")[0].partition("+")[0])
        found = _Signs([max(runs, key=len)[:_RUN]]) if runs else None
    if found is not None:
        found.anywhere += (turned(value[-_DISGUISED:]), moved(value[:_DISGUISED]))
    return found


def _of_person(words: Sequence[str]) -> _Signs | None:
    if not words or len(words) > MAX_WORDS:
        return None
    # A word that is too short, or too common, does not tell a name; two of them together do.
    silent = [len(word) < MIN_LETTERS or (place > 0 and word.lower() in PARTICLES) for place, word in enumerate(words)]
    if silent[0] and silent[-1]:
        return None
    found, given = _Signs(), words[0]
    for place, word in enumerate(words):
        if not silent[place]:
            _add_word(found, word, is_edge=place in {0, len(words) - 1})
        elif place and silent[place - 1]:
            found.anywhere.append(f"{words[place - 1]} {word}")
    for letters, _ in initials(words) if len(words) > 1 else ():
        found.whole.append(letters)
        found.beginning.append(f"{letters[0]}.")
    found.anywhere += [nickname[:_HEAD] for nickname in NICKNAMES.get(given.lower(), ())]
    if len(given) >= MIN_LONG:
        found.whole.append(given[:SHORT])
    return found


def _add_word(found: _Signs, word: str, *, is_edge: bool) -> None:
    found.anywhere.append(word[:_HEAD])
    if len(word) > _HEAD:
        found.slips += halves(word)
    elif len(word) == _HEAD and word[-1] in STEM_VOWELS:
        found.beginning.append(word[:-1])
    if not word.isascii() or WRITTEN_OTHERWISE.search(word):
        found.anywhere += [spelling[:_HEAD] for spelling in spellings(word)]
    letters = word if word.isalpha() else "".join(filter(str.isalpha, word))
    if is_edge and len(letters) >= MIN_SPELLED:
        found.beginning += (f"{letters[0]} {letters[1]}", f"{letters[0]}, {letters[1]}")
    if not word.isalnum():
        for part in HYPHEN.split(word):
            if SHORT <= len(part) < len(word):
                _add_word(found, part, is_edge=False)
