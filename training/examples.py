"""Records as arrays of windows: what the network sees, and what may be true of each word.

A word's target is a tag, or `TAGS` plus the number of a set of tags of which one is true: a record that was not annotated for
some label does not say that a word is none (learning by marginal likelihood).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.tags import LABELS, TAGS
from gateway.adapters.presidio_detector.ner.windows import SIZE, STRIDE
from gateway.adapters.presidio_detector.ner.words import MAX_PIECES, Vocabulary
from gateway.core.entities import Label
from training.sources import Record

_Row = tuple[list[Sequence[int]], list[int], list[int], list[int], list[int]]
_ANYTHING = "*"


@dataclass(slots=True)
class Examples:
    """Windows, padded to `SIZE` words.

    pieces [n, SIZE, MAX_PIECES]; cases and bands [n, SIZE]; gaps [n, SIZE + 1]; targets [n, SIZE], -1 beyond the text.
    """

    pieces: NDArray[np.uint16]
    cases: NDArray[np.uint8]
    gaps: NDArray[np.uint16]
    bands: NDArray[np.uint8]
    targets: NDArray[np.int16]


class Sets:
    """The sets of tags that targets speak of."""

    def __init__(self) -> None:
        self.masks: list[NDArray[np.bool_]] = []
        self._numbers: dict[frozenset[str] | None, int] = {}

    def open_for(self, annotated: frozenset[str] | None) -> int:
        """The target of a word without a span: no label that was looked for. `None` annotated means all were: target 0."""
        if annotated is None or annotated >= set(map(str, LABELS)):
            return 0
        return self._number(annotated)

    def anything(self) -> int:
        """The target of a word of which nothing is known."""
        return self._number(frozenset({_ANYTHING}))

    def _number(self, annotated: frozenset[str]) -> int:
        if annotated not in self._numbers:
            mask = np.ones(TAGS, np.bool_)
            for number, label in enumerate(LABELS):
                mask[1 + 2 * number : 3 + 2 * number] = label not in annotated
            self._numbers[annotated] = len(self.masks)
            self.masks.append(mask)
        return TAGS + self._numbers[annotated]


def targets(record: Record, starts: Sequence[int], ends: Sequence[int], sets: Sets) -> list[int]:
    """One target per word."""
    found = [sets.open_for(record.annotated)] * len(starts)
    marks: list[tuple[int, int, int | None]] = [
        (start, end, LABELS.index(Label(label))) for start, end, label in record.spans
    ]
    marks += [(start, end, None) for start, end in record.ignore]
    for start, end, label in marks:
        first = True
        for at in range(len(starts)):
            if starts[at] < end and ends[at] > start:
                found[at] = sets.anything() if label is None else 1 + 2 * label + (not first)
                first = False
    return found


def examples(records: Iterable[Record], vocabulary: Vocabulary, sets: Sets) -> Examples:
    """All windows of all records."""
    rows: list[_Row] = []
    for record in records:
        words = vocabulary.cut(record.text)
        goals = targets(record, words.starts, words.ends, sets)
        for start in range(0, max(1, len(goals) - (SIZE - STRIDE)), STRIDE):
            end = min(start + SIZE, len(goals))
            if end > start:
                pieces, cases, gaps = words.pieces[start:end], words.cases[start:end], words.gaps[start : end + 1]
                rows.append((list(pieces), list(cases), list(gaps), list(words.bands[start:end]), goals[start:end]))
    return _padded(rows)


def _padded(rows: Sequence[_Row]) -> Examples:
    count = len(rows)
    made = Examples(
        np.zeros((count, SIZE, MAX_PIECES), np.uint16),
        np.zeros((count, SIZE), np.uint8),
        np.zeros((count, SIZE + 1), np.uint16),
        np.zeros((count, SIZE), np.uint8),
        np.full((count, SIZE), -1, np.int16),
    )
    for at, (pieces, cases, gaps, bands, goals) in enumerate(rows):
        size = len(goals)
        made.pieces[at, :size] = pieces
        made.cases[at, :size] = cases
        made.gaps[at, : size + 1] = gaps
        made.bands[at, :size] = bands
        made.targets[at, :size] = goals
    return made
