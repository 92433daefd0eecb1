"""Silence between an answer's pieces, watched from outside of aiohttp.

aiohttp watches it too, but drops its timer when an answer's framing breaks, and then waits for the total limit (threats F13).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Idle:
    """Calls `cut` once no piece came for `seconds`. A piece costs a look at the clock, no timer of its own."""

    __slots__ = ("_cut", "_heard", "_seconds", "_timer", "is_over")

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        """Nothing is watched before `start`."""
        self._seconds = seconds
        self._cut = cut
        self._heard = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.is_over = False
        """True once the silence was too long."""

    def start(self) -> None:
        """Begin to watch."""
        self.heard()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._look)

    def heard(self) -> None:
        """A piece came."""
        self._heard = asyncio.get_running_loop().time()

    def stop(self) -> None:
        """The answer ended, in whatever way."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        left = self._heard + self._seconds - loop.time()
        if left > 0:
            self._timer = loop.call_later(left, self._look)
        else:
            self.is_over = True
            self._cut()
