"""Where a text shows a sign of a disguise: one linear pass for all of them, so that text without any costs next to nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Container, Iterator, Mapping, Sequence

import hyperscan

from gateway.adapters.presidio_detector.compiled import Part, databases
from gateway.adapters.presidio_detector.offsets import code_points

Places = Sequence[tuple[int, int]]
"""Ranges of a text, in order."""

PART = 27
"""Expressions compiled together. All in one take thrice the time to compile, and each part more costs a small call 2 µs."""


class Triggers:
    """Expressions compiled once, in Hyperscan's dialect, over UTF-8 bytes, caseless; a text's edges count as NUL."""

    def __init__(self, expressions: Sequence[str], kept_as: str = "", by_ends: Container[int] = ()) -> None:
        """Compile, or read what is `kept_as` this (compiled.py). Raises Hyperscan's error for a wrong expression.

        Of the expressions numbered in `by_ends` a place is where a match ends, and nothing else.
        Neighbours go to different parts: alike expressions together make a larger automaton, slower to compile and to run.
        """
        numbered = list(enumerate(expressions))
        parts = -(-len(numbered) // PART)
        self._by_ends = by_ends
        self._databases = databases([_part(numbered[part::parts], by_ends) for part in range(parts)], kept_as)
        self._local = threading.local()

    def scan(self, text: str) -> Mapping[int, Places]:
        """For each expression that matches, by its number: where, the longest match from each start."""
        found: dict[int, dict[int, int]] = {}
        by_ends = self._by_ends

        def matched(slot: int, start: int, end: int, _flags: int, _context: object) -> None:
            found.setdefault(slot, {})[end if slot in by_ends else start] = end

        data = b"\0" + text.encode() + b"\0"
        for database, scratch in zip(self._databases, self._scratches(), strict=True):
            database.scan(data, match_event_handler=matched, scratch=scratch)
        if not found:
            return {}
        if len(data) == len(text) + 2:
            points: range | Mapping[int, int] = range(len(data) + 1)
        else:
            points = code_points(data, (place for each in found.values() for pair in each.items() for place in pair))
        return {slot: self._placed(each, points, len(text)) for slot, each in found.items()}

    @staticmethod
    def _placed(found: Mapping[int, int], points: range | Mapping[int, int], length: int) -> Places:
        """Places in the text, without the NUL on either side of it."""
        places = [(points[start] - 1, points[end] - 1) for start, end in sorted(found.items())]
        if places[0][0] < 0:
            places[0] = 0, places[0][1]
        if places[-1][1] > length:
            places[-1] = places[-1][0], length
        return places

    def _scratches(self) -> list[hyperscan.Scratch]:
        own: list[hyperscan.Scratch] | None = getattr(self._local, "scratches", None)
        if own is None:
            own = self._local.scratches = [database.scratch.clone() for database in self._databases]
        return own


def _part(numbered: Sequence[tuple[int, str]], by_ends: Container[int]) -> Part:
    caseless: int = hyperscan.HS_FLAG_CASELESS
    with_start: int = caseless | hyperscan.HS_FLAG_SOM_LEFTMOST
    numbers = [number for number, _ in numbered]
    flags = [caseless if number in by_ends else with_start for number in numbers]
    return Part([each.encode() for _, each in numbered], numbers, flags)


def around(places: Places, before: int, after: int, length: int) -> Iterator[tuple[int, int]]:
    """The places, each so many characters longer on either side, those that then meet as one."""
    first = last = -1
    for start, end in places:
        if start - before > last:
            if last >= 0:
                yield first, last
            first, last = max(0, start - before), end + after
        else:
            last = max(last, end + after)
    if last >= 0:
        yield first, min(last, length)


def near(pattern: re.Pattern[str], text: str, places: Places, before: int, after: int) -> Iterator[re.Match[str]]:
    """The pattern's matches around the places; none begins inside the one before it."""
    done = 0
    for start, end in around(places, before, after, len(text)):
        for found in pattern.finditer(text, max(start, done), end):
            done = found.end()
            yield found


def at(pattern: re.Pattern[str], text: str, places: Places, before: int, after: int) -> Iterator[re.Match[str]]:
    """The pattern's match that begins at each place, or so many characters before or after; none inside the one before it."""
    done = 0
    for place, _ in places:
        for start in range(max(done, place - before), place + after + 1):
            found = pattern.match(text, start)
            if found:
                done = found.end()
                yield found
                break
