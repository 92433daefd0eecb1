"""Strings looked for all at once, each wherever it stands, inside of others too.

By an automaton (Aho-Corasick), in time linear in the text. In a short text they are looked for one by one: that is sooner than
the automaton is built, and a short text's length bounds what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, Implementation

SHORT = 800
"""Characters up to which a text is: an automaton takes 0.65 µs a string to build, a look through so many characters the same."""
LONG = 250
"""Characters for each string from which on an automaton that is built slowly and runs thrice as fast takes less."""
FEW = 100
"""Strings up to which it is so: with more, building takes all that the look saves, and the memory."""

Place = tuple[int, int, int]
"""(which string, start, end)"""


class Strings:
    """Strings, none of them empty, ready to be looked for."""

    def __init__(self, strings: Iterable[str]) -> None:
        """Nothing is built before it is needed."""
        self._strings = list(strings)
        self._automaton: AhoCorasick | None = None

    def places(self, text: str) -> list[Place]:
        """Where each stands, by end, of those with the same end the longest first."""
        if not self._strings:
            return []
        if self._automaton is None:
            if len(text) <= SHORT:
                return sorted(self._one_by_one(text), key=itemgetter(2, 1))
            is_long = len(self._strings) <= FEW and len(text) > LONG * len(self._strings)
            kind = Implementation.DFA if is_long else Implementation.NoncontiguousNFA
            self._automaton = AhoCorasick(self._strings, implementation=kind)
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def _one_by_one(self, text: str) -> Iterator[Place]:
        for index, string in compress(enumerate(self._strings), map(text.__contains__, self._strings)):
            start = text.find(string)
            while start >= 0:
                yield index, start, start + len(string)
                start = text.find(string, start + 1)
