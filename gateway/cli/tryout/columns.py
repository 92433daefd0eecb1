"""Texts side by side, wrapped to the terminal's width, with some of their parts in colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gateway.cli.screen import Ink, paint

GAP = " │ "
NARROW = 72
"""Below this width the columns stand one under the other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` in these inks."""

    start: int
    end: int
    inks: tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and a text with marks, which are in order and do not overlap. The text holds no control characters."""

    heading: str
    text: str
    marks: Sequence[Mark] = ()


def headings(columns: Sequence[Column], width: int) -> list[str]:
    """The columns' headings, for several texts under each; none where the columns stand one under the other."""
    if width < NARROW:
        return []
    each = _share(columns, width)
    return [paint(GAP.join(column.heading[:each].ljust(each) for column in columns).rstrip(), Ink.DIM)]


def side_by_side(columns: Sequence[Column], width: int) -> list[str]:
    """The columns' lines; where it is narrow, one column under the other, each under its heading."""
    if width < NARROW:
        return [line for column in columns for line in (paint(column.heading, Ink.DIM), *_painted(column, width))]
    each = _share(columns, width)
    rows = zip_longest(*(_padded_lines(column, each) for column in columns), fillvalue=" " * each)
    return [GAP.join(row).rstrip() for row in rows]


def _share(columns: Sequence[Column], width: int) -> int:
    return (width - len(GAP) * (len(columns) - 1)) // len(columns)


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line starts and ends: broken at spaces, inside a word only where it is longer than a line."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += _broken(text, start, end, width)
        start = end + 1
    return lines


def _broken(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        cut = space if space > start else start + width
        yield start, cut
        start = cut + (space > start)
    yield start, end


def _painted(column: Column, width: int) -> list[str]:
    return [_line(column, start, end) for start, end in wrapped(column.text, width)]


def _padded_lines(column: Column, width: int) -> list[str]:
    return [_line(column, start, end) + " " * (width - (end - start)) for start, end in wrapped(column.text, width)]


def _line(column: Column, start: int, end: int) -> str:
    return "".join(paint(column.text[first:last], *inks) for first, last, inks in _runs(column.marks, start, end))


def _runs(marks: Iterable[Mark], start: int, end: int) -> Iterator[tuple[int, int, tuple[Ink, ...]]]:
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first < last:
            yield at, first, ()
            yield first, last, mark.inks
            at = last
    yield at, end, ()
