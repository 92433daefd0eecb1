"""Where text parts of one message meet: their reader reads them as one, so a value may begin in one and end in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from gateway.core.call import Leaf, Shape
from gateway.core.spans import Span

REACH = 80
"""Characters on either side of a joint that are read together, at least: a word that a joint cuts is read whole."""
_PART = "].text"
_RUN_BEFORE = re.compile(r"\S+\Z")
_RUN = re.compile(r"\S+")


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

    def is_cut(self, span: Span) -> bool:
        """True for a range of `text` that may go on beyond it: it ends where `text` does, and the parts do not."""
        return span.end == len(self.text) and self.first + span.end < self.starts[-1]


def joints(
    leaves: Sequence[Leaf], texts: Sequence[str], finds: Sequence[Sequence[Span]], reach: int = REACH
) -> list[Joint]:
    """Every joint of a call.

    `texts`: the leaves', as they are to be read; `finds`: what is found in each by itself, since what ends with its part may go
    on in the next, and is read from its beginning.
    """
    found: list[Joint] = []
    for message, group in groupby(leaves, _message):
        own = tuple(leaf.index for leaf in group)
        if message and len(own) > 1:
            last = [_last(texts[index], finds[index]) for index in own]
            found += _of(own, [texts[index] for index in own], last, reach)
    return found


def _last(text: str, finds: Sequence[Span]) -> int:
    """Where the last word of a part begins, or a value with which it ends."""
    run = _RUN_BEFORE.search(text, max(0, text.rfind(" ")))
    return min(run.start() if run else len(text), *(each.start for each in finds if each.end == len(text)), len(text))


def _message(leaf: Leaf) -> str:
    """Whose part a leaf is; empty for one that is none."""
    path = leaf.path
    return path[: path.rindex("[")] if path.endswith(_PART) and leaf.shape is Shape.TEXT else ""


def _of(leaves: tuple[int, ...], texts: Sequence[str], last_words: Sequence[int], reach: int) -> list[Joint]:
    starts = (0, *accumulate(map(len, texts)))
    whole = "".join(texts)
    around: list[tuple[int, int]] = []
    for begin, meeting, word in zip(starts, starts[1:-1], last_words, strict=False):
        run = _RUN.match(whole, meeting)
        first = max(0, min(meeting - reach, begin + word))
        last = min(len(whole), max(meeting + reach, run.end() if run else 0))
        while around and first <= around[-1][1]:
            before, until = around.pop()
            first, last = min(first, before), max(last, until)
        around.append((first, last))
    return [Joint(whole[first:last], first, leaves, starts) for first, last in around if last > first]
