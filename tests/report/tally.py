"""Counting one document: what was labelled, hidden, named rightly, and hidden without need. The rules are those of LABELS.md.

A document's counts are one row of numbers, so that any group of documents is a sum and a resampling is a product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from gateway.core.entities import DIRECT, Label
from tests.report.documents import Document

Found = tuple[int, int, str]
"""A range that was hidden, and as what. A label that is none of ours (a library's own) counts as hiding, never as right."""

Row = NDArray[np.int64]
OTHER = "OTHER"
LABELS = (*(label.value for label in Label), OTHER)
DIRECT_LABELS = tuple(label.value for label in Label if label in DIRECT)


class Per(IntEnum):
    """What is counted for each label."""

    GOLD = 0
    HIDDEN = 1
    """Gold ranges of which no letter and no digit stays visible, whatever they were taken for."""
    NAMED = 2
    """Gold ranges inside one found range of their label."""
    FOUND = 3
    RIGHT = 4
    """Found ranges that hold a whole gold range of their label."""


class Whole(IntEnum):
    """What is counted once."""

    OUTSIDE = 0
    """Letters and digits outside of every gold range."""
    OVER = 1
    """Of these, the hidden ones."""
    CHECKED = 2
    """Gold ranges with a right check digit."""
    CHECKED_HIDDEN = 3
    TOUCHED = 4
    """1 if anything at all was found."""
    WORDS = 5


COLUMNS = len(LABELS) * len(Per) + len(Whole)
_FIRST_WHOLE = len(LABELS) * len(Per)
_PLACE = {label: at * len(Per) for at, label in enumerate(LABELS)}


def column(label: str, what: Per) -> int:
    """Where in a row the count of this label stands."""
    return _PLACE[label] + what


def whole(what: Whole) -> int:
    """Where in a row this count stands."""
    return _FIRST_WHOLE + what


def counted(document: Document, found: Sequence[Found]) -> Row:
    """The document's row."""
    row: Row = np.zeros(COLUMNS, dtype=np.int64)
    size = len(document.text)
    clipped = [(max(0, start), min(size, end), label) for start, end, label in found if start < end and start < size]
    judged = document.annotated
    gold = [each for each in document.gold if judged is None or each[2] in judged]
    _add_gold(row, document, gold, clipped)
    _add_found(row, document, gold, clipped)
    _add_outside(row, document, clipped)
    row[whole(Whole.TOUCHED)] = bool(clipped)
    row[whole(Whole.WORDS)] = len(document.text.split())
    return row


def _add_gold(row: Row, document: Document, gold: Sequence[Found], found: Sequence[Found]) -> None:
    hidden = _covered(len(document.text), ((start, end) for start, end, _ in found))
    for start, end, label in gold:
        safe = all(hidden[at] for at in range(start, end) if document.text[at].isalnum())
        row[column(label, Per.GOLD)] += 1
        row[column(label, Per.HIDDEN)] += safe
        row[column(label, Per.NAMED)] += any(_holds(each, (start, end, label)) for each in found)
        if (start, end) in document.checked:
            row[whole(Whole.CHECKED)] += 1
            row[whole(Whole.CHECKED_HIDDEN)] += safe


def _add_found(row: Row, document: Document, gold: Sequence[Found], found: Sequence[Found]) -> None:
    """Found ranges by label, those that cannot be judged left out: of labels nobody looked for, or on unjudged ground only."""
    unjudged = list(_unjudged(document))
    for each in found:
        if not _is_judged(document, each[2]):
            continue
        if _overlaps(each, unjudged) and not _overlaps(each, gold):
            continue
        label = each[2] if each[2] in _PLACE else OTHER
        row[column(label, Per.FOUND)] += 1
        row[column(label, Per.RIGHT)] += any(_holds(each, one) for one in gold)


def _add_outside(row: Row, document: Document, found: Sequence[Found]) -> None:
    text = document.text
    hidden = _covered(len(text), ((start, end) for start, end, label in found if _is_judged(document, label)))
    inside = _covered(len(text), chain(((start, end) for start, end, _ in document.gold), document.ignore))
    outside = [hidden[at] for at, character in enumerate(text) if character.isalnum() and not inside[at]]
    row[whole(Whole.OUTSIDE)] = len(outside)
    row[whole(Whole.OVER)] = sum(outside)


def _is_judged(document: Document, label: str) -> bool:
    return document.annotated is None or label in document.annotated


def _unjudged(document: Document) -> Iterator[tuple[int, int]]:
    yield from document.ignore
    yield from ((start, end) for start, end, label in document.gold if not _is_judged(document, label))


def _holds(found: Found, gold: Found) -> bool:
    return found[0] <= gold[0] and found[1] >= gold[1] and found[2] == gold[2]


def _overlaps(found: Found, ranges: Sequence[tuple[int, ...] | Found]) -> bool:
    return any(found[0] < int(each[1]) and found[1] > int(each[0]) for each in ranges)


def _covered(size: int, ranges: Iterable[tuple[int, int]]) -> bytearray:
    marks = bytearray(size)
    for start, end in ranges:
        marks[start:end] = b"\1" * (end - start)
    return marks
