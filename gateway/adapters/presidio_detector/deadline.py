"""How long one detection may take: fault F31's 500 ms and twice the measured cost of the text's words, from when work begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BASE_SECONDS = 0.5
SECONDS_PER_WORD = 1e-5
"""Measured on one core that others use too: 3 µs a word where every fifth is an identifier, 10 to 50 µs in a table of nothing but
nine-digit numbers, the dearest text that is still honest."""

CHARACTERS_PER_WORD = 5
"""Text without spaces has words too."""

WAIT_SECONDS = 10.0
"""How long a call may stand in line before its work begins; beyond it the caller is better told."""

EVERY = 256
"""Hits between two looks at the clock: about a millisecond of work."""


def seconds_for(characters: int, more_per_word: float = 0.0) -> float:
    """The limit for so much text; `more_per_word` is what a model takes beside the patterns, in seconds."""
    return BASE_SECONDS + 2 * (SECONDS_PER_WORD + more_per_word) * characters / CHARACTERS_PER_WORD


class Deadline:
    """The moment after which work raises `TimeoutError`; it counts from its making. Work itself calls all but `ask`."""

    def __init__(self, seconds: float, pass_on: Callable[[], float] = lambda: 0.0) -> None:
        """So many seconds from now, and those that `pass_on` takes: work lets others have their turn there (turns.py)."""
        self._end = time.monotonic() + seconds
        self._pass_on = pass_on
        self._stop: Callable[[], None] | None = None
        self._is_asked = False

    def check(self) -> None:
        """Raise `TimeoutError` once it has passed."""
        self._is_asked = False
        self._end += self._pass_on()
        if time.monotonic() > self._end:
            raise TimeoutError

    def ask(self) -> None:
        """From another thread: have work look soon."""
        self._is_asked = True
        if (stop := self._stop) is not None:
            stop()

    @contextmanager
    def stoppable(self, stop: Callable[[], None]) -> Iterator[None]:
        """For what cannot look, and which `stop`, called in another thread, ends early, to be done again after a look."""
        self._stop = stop
        if self._is_asked:
            stop()
        try:
            yield
        finally:
            self._stop = None
