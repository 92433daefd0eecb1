"""How long callers wait, to the moment, with one timer for all of them: one that is set and cancelled for each costs them more.

It is set when somebody waits and no other timer runs, and looks then who has waited long enough, and when it is to look again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

_TICK_SECONDS = 0.001
"""As loops count: what is left of a wait by rounding is over."""


class Limit:
    """The same limit for everybody, on one event loop."""

    __slots__ = ("_ends", "_is_set", "_seconds", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        """Nobody waits yet."""
        self.loop = loop
        self._seconds = seconds
        self._ends: deque[tuple[float, Callable[[], None]]] = deque()
        """When and how each wait ends, the oldest first."""
        self._is_set = False

    def begin(self, end: Callable[[], None]) -> None:
        """Call `end` when the limit is over, whatever has become of the wait by then."""
        until = self.loop.time() + self._seconds
        self._ends.append((until, end))
        if not self._is_set:
            self._is_set = True
            self.loop.call_at(until, self._look)

    def _look(self) -> None:
        now = self.loop.time() + _TICK_SECONDS
        while self._ends and self._ends[0][0] <= now:
            self._ends.popleft()[1]()
        self._is_set = bool(self._ends)
        if self._is_set:
            self.loop.call_at(self._ends[0][0], self._look)
