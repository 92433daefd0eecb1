"""How long a provider may be silent, and how long it may take in all, watched with one timer a call.

aiohttp has timers of its own, several a call; but they are dropped when an answer's framing breaks (threats F13).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf

from gateway.core.policy import Timeouts


class Patience:
    """Calls `cut`, once, when it is over. What is heard costs a look at the clock."""

    __slots__ = ("_cut", "_ends", "_heard", "_loop", "_silence", "_step", "_timer", "is_over")

    def __init__(self, timeouts: Timeouts, cut: Callable[[], None]) -> None:
        """The total counts from now, silence from the first `expect`. Nothing is cut before it: connecting has its own limit."""
        self._loop = asyncio.get_running_loop()
        self._cut = cut
        self._heard = self._loop.time()
        self._ends = self._heard + timeouts.total_seconds
        self._silence = inf
        # Looked at this often, no deadline that is set later can be missed: none is shorter.
        self._step = min(timeouts.total_seconds, timeouts.first_byte_seconds, timeouts.idle_seconds)
        self._timer: asyncio.TimerHandle | None = None
        self.is_over = False
        """True once it was cut."""

    def expect(self, seconds: float) -> None:
        """From now on, something is heard every so many seconds: not less than the timeouts' shortest."""
        self._silence = seconds
        self.heard()
        if self._timer is None:  # now, for a request leaves sooner without it
            self._timer = self._loop.call_later(max(0.0, min(self._ends - self._heard, self._step)), self._look)

    def heard(self) -> None:
        """A piece came, or is waited for from now on."""
        self._heard = self._loop.time()

    def rest(self) -> None:
        """Nobody listens until the next `heard`: a caller who reads slowly is not the provider's silence."""
        self._heard = inf

    def stop(self) -> None:
        """The answer ended, in whatever way."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        left = min(self._ends, self._heard + self._silence) - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(min(left, self._step), self._look)
        else:
            self.is_over = True
            self._cut()
