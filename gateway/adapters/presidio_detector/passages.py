"""The texts of one call as one string, so that they are scanned in one pass; and spans of it back in their texts.

NUL separates: no rule and no known value crosses it. A text may hold NUL itself; that only splits it further.
What is scanned is what the texts read (reading/reading.py), and after it what windows on it read in which disguises are undone
(reading/views.py); spans come back in the texts as they are written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from gateway.adapters.presidio_detector.names import SEPARATOR
from gateway.adapters.presidio_detector.reading.manners import MANNERS
from gateway.adapters.presidio_detector.reading.reading import Reading, legible
from gateway.adapters.presidio_detector.reading.views import Check, Views
from gateway.core.entities import Label
from gateway.core.spans import Span

TOLD_RULE = "DISGUISED"
TOLD_SCORE = 0.6
MAX_KEY = 40
"""A text this short may be the name of the field whose value follows it, so its words count as context."""


@cache
def views() -> Views:
    """Made once; it holds no text."""
    return Views(MANNERS, legible, "signs")


def _in_time() -> None:
    """There is time."""


class Passages:
    """Texts joined. `text` is what they read, and then what windows on that read; `written` how they are written.

    `running` is the part of `text` that reads as text does: without the windows in which pieces were put together, which would
    tell a model of names nothing. `for_known` is what further windows read, in which only known values are looked for; it
    begins at `for_known_start`.
    """

    def __init__(self, texts: Sequence[str], check: Check = _in_time, *, is_for_known: bool = False) -> None:
        """Join and read. Raises `TooMuchError` for texts that are encoded too deep, and what `check` raises."""
        self.written = SEPARATOR.join(texts)
        self.reading = Reading(self.written)
        self._starts: list[int] = []
        self._ends: list[int] = []
        place = 0
        for text in texts:
            self._starts.append(place)
            self._ends.append(place + len(text))
            place += len(text) + 1
        self._origins = self._starts
        if not self.reading.is_written:
            self._starts = [self.reading.place(start) for start in self._starts]
            self._ends = [self.reading.place(end) for end in self._ends]
        self._length = len(self.reading.text)
        read, floor, shown = self.reading.text, self.context_floor, self.reading.reversals
        found = views().of(read, floor, check, shown, is_for_known=is_for_known) if texts else []
        self._views = found
        self._view_starts: list[int] = []
        self.text, self.running, self.for_known = read, read, ""
        if found:
            self._views = sorted(found, key=lambda view: (not view.manner.carries, view.manner.is_for_known))
            self._add_views()
        self.for_known_start = len(self.text) + 1

    def context_floor(self, place: int) -> int:
        """Where words that may count as context of `place` begin: its own text, and a field's name before it."""
        if place > self._length:
            return self._view_starts[bisect_right(self._view_starts, place) - 1]
        index = bisect_right(self._starts, place) - 1
        if index and self._ends[index - 1] - self._starts[index - 1] <= MAX_KEY:
            index -= 1
        return self._starts[index]

    def told(self) -> Iterator[Span]:
        """What is personal by its disguise alone, as spans of `text`."""
        for start, view in zip(self._view_starts, self._views, strict=True):
            for first, last, label in view.told:
                yield Span(start + first, start + last, label, TOLD_SCORE, TOLD_RULE)

    def apart(self, spans: Iterable[Span]) -> list[list[Span]]:
        """The spans of each text, by start; of several with the same range the surest, then the first.

        One that reaches into several texts is cut at their edges. One in a window counts as its manner says.
        """
        best: list[dict[tuple[int, int], Span]] = [{} for _ in self._starts]
        viewed: list[Span] = []
        plain: dict[Label, list[Span]] = {}
        for span in spans:
            if span.start > self._length:
                viewed.append(span)
                continue
            if self._views:
                plain.setdefault(span.label, []).append(span)
            self._keep(span, best)
        for span in viewed:
            for each in self._unveiled(span, plain):
                self._keep(each, best)
        return [[found[place] for place in sorted(found)] if found else [] for found in best]

    def _keep(self, span: Span, best: list[dict[tuple[int, int], Span]]) -> None:
        index = bisect_right(self._starts, span.start) - 1
        if self.reading.is_written and not self._starts[index] and span.end <= self._ends[index]:
            # As it is, in the first text: what most calls have only one of.
            other = best[index].get((span.start, span.end))
            if other is None or span.score > other.score:
                best[index][span.start, span.end] = span
            return
        while index < len(self._starts) and self._starts[index] < span.end:
            start, end = max(span.start, self._starts[index]), min(span.end, self._ends[index])
            if start < end:
                start, end = self._written(index, start, end)
            other = best[index].get((start, end))
            if start < end and (other is None or span.score > other.score):
                best[index][start, end] = (
                    Span(start, end, span.label, span.score, span.rule)
                    if start != span.start or end != span.end
                    else span
                )
            index += 1

    def _unveiled(self, span: Span, plain: dict[Label, list[Span]]) -> Iterator[Span]:
        """A span of a window as spans of the texts' reading; none if it does not count."""
        index = bisect_right(self._view_starts, span.start) - 1
        view, first = self._views[index], self._view_starts[index]
        start, end = span.start - first, min(span.end - first, len(view.rewriting.text))
        if start >= end or span.score < view.manner.floor or not view.rewriting.touches(start, end):
            return
        places = list(view.places(start, end))
        if view.manner.joins and self._adds_little(places[0][0], places[-1][1], plain.get(span.label, ())):
            return
        for first, last in places:
            yield Span(first, last, span.label, span.score, span.rule)

    def _adds_little(self, start: int, end: int, plain: Iterable[Span]) -> bool:
        """True if finds of the same label have half of this range already."""
        text = self.reading.text
        solid = sum(map(str.isalnum, text[start:end]))
        return any(
            2 * sum(map(str.isalnum, text[max(start, each.start) : min(end, each.end)])) >= solid
            for each in plain
            if each.start < end and start < each.end
        )

    def _add_views(self) -> None:
        place = self._length + 1
        for view in self._views:
            self._view_starts.append(place)
            place += len(view.rewriting.text) + 1
        carried = [view.rewriting.text for view in self._views if view.manner.carries]
        bare = [each.rewriting.text for each in self._views if not (each.manner.carries or each.manner.is_for_known)]
        self.running = SEPARATOR.join([self.text, *carried])
        self.text = SEPARATOR.join([self.running, *bare])
        self.for_known = SEPARATOR.join(view.rewriting.text for view in self._views if view.manner.is_for_known)

    def _written(self, index: int, start: int, end: int) -> tuple[int, int]:
        """A range of `text` within one text, as a range of that text."""
        if not self.reading.is_written:
            start, end = self.reading.span(start, end)
        return start - self._origins[index], end - self._origins[index]
