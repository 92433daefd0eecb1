"""The texts of one call as one string, so that they are scanned in one pass; and spans of it back in their texts.

NUL separates: no rule and no known value crosses it. A text may hold NUL itself; that only splits it further.
What is scanned is what the texts read (reading.py); spans come back in the texts as they are written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gateway.adapters.presidio_detector.reading import Reading
from gateway.core.spans import Span

SEPARATOR = "\0"
MAX_KEY = 40
"""A text this short may be the name of the field whose value follows it, so its words count as context."""


class Passages:
    """Texts joined. `text` is what they read, and `written` how."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join and read."""
        self.written = SEPARATOR.join(texts)
        self.reading = Reading(self.written)
        self.text = self.reading.text
        self._starts: list[int] = []
        place = 0
        for text in texts:
            self._starts.append(place)
            place += len(text) + 1
        self._ends = [start + len(text) for start, text in zip(self._starts, texts, strict=True)]
        self._origins = self._starts
        if self.reading.escapes:
            self._starts = [self.reading.place(start) for start in self._starts]
            self._ends = [self.reading.place(end) for end in self._ends]

    def context_floor(self, place: int) -> int:
        """Where words that may count as context of `place` begin: its own text, and a field's name before it."""
        index = bisect_right(self._starts, place) - 1
        if index and self._ends[index - 1] - self._starts[index - 1] <= MAX_KEY:
            index -= 1
        return self._starts[index]

    def apart(self, spans: Iterable[Span]) -> list[list[Span]]:
        """The spans of each text, by start; of several with the same range the surest, then the first.

        One that reaches into several texts is cut at their edges.
        """
        best: list[dict[tuple[int, int], Span]] = [{} for _ in self._starts]
        for span in spans:
            index = bisect_right(self._starts, span.start) - 1
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
        return [[found[place] for place in sorted(found)] if found else [] for found in best]

    def _written(self, index: int, start: int, end: int) -> tuple[int, int]:
        """A range of `text` within one text, as a range of that text."""
        if self.reading.escapes:
            start, end = self.reading.span(start, end)
        return start - self._origins[index], end - self._origins[index]
