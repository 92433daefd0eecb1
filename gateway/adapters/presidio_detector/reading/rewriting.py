"""A part of a text written anew, and the way back: which of its characters each character of the new text stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gateway.core.entities import Label


class Edit(NamedTuple):
    """`source[start:end]` reads `text`, as a whole: who masks a part of it masks all of it."""

    start: int
    end: int
    text: str
    label: Label | None = None
    """What it is, where its form alone says so."""


class Rewriting:
    """`source[start:end]` with edits done: `text`. Edits are in order, do not overlap, and lie within the part."""

    __slots__ = ("_at", "_ends", "_shift", "_sizes", "_starts", "text")

    def __init__(self, source: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> None:
        """Rewrite in one pass."""
        self._at: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._sizes: list[int] = []
        self._shift = start
        parts: list[str] = []
        done, length = start, 0
        for edit in edits:
            length += edit.start - done
            self._at.append(length)
            self._starts.append(edit.start)
            self._ends.append(edit.end)
            self._sizes.append(len(edit.text))
            parts += (source[done : edit.start], edit.text)
            length += len(edit.text)
            done = edit.end
        parts.append(source[done:end])
        self.text = "".join(parts)

    def __bool__(self) -> bool:
        """False if nothing was edited."""
        return bool(self._at)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The source's range that reads `text[start:end]`, edits whole. Needs start < end."""
        return self._one(start)[0], self._one(end - 1)[1]

    def beyond(self, end: int) -> int:
        """The end of what reads as nothing right after the source's offset `end`."""
        index = bisect_left(self._starts, end)
        while index < len(self._starts) and self._starts[index] == end and not self._sizes[index]:
            end = self._ends[index]
            index += 1
        return end

    def touches(self, start: int, end: int) -> bool:
        """True if an edit reads as a part of `text[start:end]`, or as nothing inside of it."""
        index = bisect_right(self._at, start) - 1
        if index >= 0 and self._at[index] + self._sizes[index] > start:
            return True
        index += 1
        return index < len(self._at) and self._at[index] < end

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """`origin`'s range without its edits."""
        first, last = self.origin(start, end)
        for index in range(bisect_left(self._starts, first), len(self._starts)):
            if self._starts[index] >= last:
                break
            if first < self._starts[index]:
                yield first, self._starts[index]
            first = self._ends[index]
        if first < last:
            yield first, last

    def place(self, original: int) -> int:
        """Where the source's character at this offset is in `text`; one inside an edit is where the edit is."""
        index = bisect_right(self._starts, original) - 1
        if index < 0:
            return original - self._shift
        if original < self._ends[index]:
            return self._at[index]
        return self._at[index] + self._sizes[index] + original - self._ends[index]

    def _one(self, place: int) -> tuple[int, int]:
        index = bisect_right(self._at, place) - 1
        if index < 0:
            return place + self._shift, place + self._shift + 1
        beyond = place - self._at[index] - self._sizes[index]
        if beyond < 0:
            return self._starts[index], self._ends[index]
        return self._ends[index] + beyond, self._ends[index] + beyond + 1


class Mirror:
    """`source[start:end]` turned round."""

    __slots__ = ("_end", "text")

    def __init__(self, source: str, start: int, end: int) -> None:
        """Turn it round."""
        self.text = source[start:end][::-1]
        self._end = end

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The source's range that reads `text[start:end]`."""
        return self._end - end, self._end - start

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """`origin`'s range."""
        yield self.origin(start, end)

    def touches(self, _start: int, _end: int) -> bool:
        """True: everything is turned."""
        return True
