"""Found ranges of a text: what was found, where, how surely; and how overlapping finds become one masking.

Offsets are code points, end exclusive. `resolve` never lets a character go that any find covered: overlapping spans are
joined, and the joined range takes the label of its surest, then longest, part.
"""

from __future__ import annotations

from collections.abc import Iterable

from gateway.core.entities import Label
from gateway.core.values import fixed


@fixed(order=True)
class Span:
    """One find: `text[start:end]` is a `label`, with a score from 0 to 1, by a named rule (Presidio's entity name)."""

    start: int
    end: int
    label: Label
    score: float = 1.0
    rule: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is empty or backwards: it would hide nothing."""
        if not 0 <= self.start < self.end:
            msg = "a span needs 0 <= start < end"
            raise ValueError(msg)


def resolve(spans: Iterable[Span]) -> list[Span]:
    """Non-overlapping spans in text order that cover exactly what `spans` cover; touching spans stay apart."""
    given = list(spans)
    if len(given) <= 1:
        return given
    joined: list[Span] = []
    for span in sorted(given, key=lambda s: (s.start, -s.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = _join(joined[-1], span)
        else:
            joined.append(span)
    return joined


def _join(left: Span, right: Span) -> Span:
    stronger = max(left, right, key=lambda s: (s.score, s.end - s.start))
    return Span(left.start, max(left.end, right.end), stronger.label, stronger.score, stronger.rule)
