"""Every expression in one pass, in time linear in the text: Hyperscan in block mode, with the start of each match.

Why Hyperscan. Measured with all of Presidio's patterns on 15,700 characters of CRM text (2,308 words), one core: Hyperscan
0.35 ms per 1,000 words, every start and end included; RE2 0.10 ms for its set, which only names the patterns that occur, and
2.1 ms with the positions. Compiling: one database of 140 expressions with match starts takes 4 s, eight sorted parts 0.28 s in
all, and scanning eight costs 4 µs more on a small call; so the expressions are compiled in parts.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import hyperscan

from gateway.adapters.presidio_detector.rule import Rule

PARTS = 8
MAX_ENDS = 8
"""Ends kept per start, the longest ones: an IBAN followed by short words has up to seven."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression matched from byte `start` to each of `ends` (ascending); `slot` names the expression."""

    slot: int
    start: int
    ends: list[int]


class Engine:
    """Compiled once; scanning needs no lock: each thread has its own scratch space."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Compile. Raises `ValueError` if an expression is not ASCII, Hyperscan's error if it is not in its dialect."""
        slots: dict[tuple[str, bool, bool, bool], list[Rule]] = {}
        for rule in rules:
            if not rule.source.isascii():
                msg = f"the expression of {rule.entity} is not ASCII"
                raise ValueError(msg)
            slots.setdefault((rule.source, rule.caseless, rule.lead, rule.trail), []).append(rule)
        keys = sorted(slots)
        self.rules: Sequence[Sequence[Rule]] = [slots[key] for key in keys]
        self._edges = [(lead, trail) for _, _, lead, trail in keys]
        size = -(-len(keys) // PARTS)
        self._databases = [
            _compiled([key[:2] for key in keys[first : first + size]], first)
            for first in range(0, len(keys), size)
        ]
        self._local = threading.local()

    def scan(self, data: bytes) -> list[Hit]:
        """All hits in `data`, ordered by start, then expression. At most one per start and expression."""
        found: dict[tuple[int, int], list[int]] = {}

        def matched(slot: int, start: int, end: int, _flags: int, _context: object) -> None:
            ends = found.get((start, slot))
            if ends is None:
                found[start, slot] = [end]
            elif end > ends[-1]:
                ends.append(end)
                if len(ends) > MAX_ENDS:
                    del ends[0]

        # An edge is one byte beside the find; the padding gives the text's own edges one.
        padded = b"\0" + data + b"\0"
        for database, scratch in zip(self._databases, self._scratches(), strict=True):
            database.scan(padded, match_event_handler=matched, scratch=scratch)
        return [self._hit(slot, start, found[start, slot]) for start, slot in sorted(found)]

    def _hit(self, slot: int, start: int, ends: list[int]) -> Hit:
        lead, trail = self._edges[slot]
        shift = 2 if trail else 1
        return Hit(slot, start if lead else start - 1, [end - shift for end in ends])

    def _scratches(self) -> list[hyperscan.Scratch]:
        own: list[hyperscan.Scratch] | None = getattr(self._local, "scratches", None)
        if own is None:
            own = [database.scratch.clone() for database in self._databases]
            self._local.scratches = own
        return own


def _compiled(expressions: Sequence[tuple[str, bool]], first: int) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = [
        hyperscan.HS_FLAG_SOM_LEFTMOST | (hyperscan.HS_FLAG_CASELESS if caseless else 0)
        for _, caseless in expressions
    ]
    database.compile(
        expressions=[source.encode() for source, _ in expressions],
        ids=list(range(first, first + len(expressions))),
        flags=flags,
    )
    return database
