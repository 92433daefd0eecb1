"""Where text parts of one message meet: their reader reads them as one, so a value may begin in one and end in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from gateway.core.call import Leaf, Shape
from gateway.core.spans import Span

REACH = 80
"""Characters on either side of a joint that are read together."""
_PART = "].text"


class Joint(NamedTuple):
    """Some of a message's text around places where its parts meet."""

    text: str
    first: int
    """Where `text` begins in the parts' texts joined."""
    leaves: tuple[int, ...]
    """The parts' places in the call."""
    starts: tuple[int, ...]
    """Where each part begins in them, and where the last one ends."""

    def parts(self, span: Span) -> Iterator[tuple[int, Span]]:
        """A range of `text` that reaches over a joint, as (leaf, range of its text); nothing for one within a part."""
        start, end = span.start + self.first, span.end + self.first
        touched = [
            (leaf, Span(max(start, begin) - begin, min(end, last) - begin, span.label, span.score, span.rule))
            for leaf, begin, last in zip(self.leaves, self.starts, self.starts[1:], strict=False)
            if start < last and begin < end and begin < last
        ]
        yield from touched if len(touched) > 1 else ()


def joints(leaves: Sequence[Leaf], texts: Sequence[str]) -> list[Joint]:
    """Every joint of a call; `texts`: the leaves', as they are to be read."""
    found: list[Joint] = []
    for message, group in groupby(leaves, _message):
        own = tuple(leaf.index for leaf in group)
        if message and len(own) > 1:
            found += _of(own, [texts[index] for index in own])
    return found


def _message(leaf: Leaf) -> str:
    """Whose part a leaf is; empty for one that is none."""
    path = leaf.path
    return path[: path.rindex("[")] if path.endswith(_PART) and leaf.shape is Shape.TEXT else ""


def _of(leaves: tuple[int, ...], texts: Sequence[str]) -> list[Joint]:
    starts = (0, *accumulate(map(len, texts)))
    whole = "".join(texts)
    around: list[tuple[int, int]] = []
    for meeting in starts[1:-1]:
        first, last = max(0, meeting - REACH), min(len(whole), meeting + REACH)
        if around and first <= around[-1][1]:
            first, _ = around.pop()
        around.append((first, last))
    return [Joint(whole[first:last], first, leaves, starts) for first, last in around if last > first]
