"""The seam for models that find names, and everything else that has no form, in running text.

A model of ours runs in this process and must be fit for that: bounded by its deadline, the same result for the same text whatever
else runs, nothing kept. Engines and recognizers that are not ours run where they can be killed (plugins/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.core.spans import Span

SEPARATOR = "\0"
"""Between a call's texts: nothing is found across it."""


class NameModel(Protocol):
    """Finds spans by context. Called in threads, several at once."""

    @property
    def seconds_per_word(self) -> float:
        """The measured cost of a word on one core; the call's deadline grows by twice as much."""
        ...

    def find(self, text: str, deadline: Deadline) -> Iterable[Span]:
        """Spans of one call's texts, which are joined by NUL: a hard edge, which no span may cross. Blocks.

        Whatever it raises refuses the call; `TimeoutError` once the deadline has passed.
        """
        ...


def named(model: NameModel, text: str, deadline: Deadline) -> Iterator[Span]:
    """What the model finds. Raises `ValueError` for a range that is not inside the text."""
    for span in model.find(text, deadline):
        if span.end > len(text):
            msg = "the model reports a place outside of the text"
            raise ValueError(msg)
        yield span
