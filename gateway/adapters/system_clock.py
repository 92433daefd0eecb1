"""The machine's time and randomness (`gateway/ports/clock.py`)."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

_BLOCK_BYTES = 16
"""Enough for what a call draws: trace ids and the nonces of audit and seals."""
_DRAWN_BYTES = 4096


class SystemClock:
    """Monotonic seconds that count a suspended machine too, UTC stamps, and the kernel's random bytes.

    The kernel is asked for 4 KiB at a time (a call of it lets go of the interpreter, 59 µs under load). A block
    leaves the queue when it is handed out, in one step even among threads, so none is handed out twice; a forked
    process forgets its parent's. Anything longer, so every key and every secret, comes straight from the kernel.
    """

    monotonic: Callable[[], float]
    """Seconds since the machine's start; a permit ages while the machine sleeps."""
    now: Callable[[], datetime]
    """Wall-clock time, UTC and aware."""

    def __init__(self) -> None:
        """Nothing is drawn before it is asked for."""
        # A call asks for the time fifteen times: no frame of ours stands between.
        self.monotonic = partial(time.clock_gettime, time.CLOCK_BOOTTIME)
        self.now = partial(datetime.now, UTC)
        self._blocks: deque[bytes] = deque()
        self._process = os.getpid()

    async def sleep(self, seconds: float) -> None:
        """Wait at least `seconds`, as the event loop counts them."""
        await asyncio.sleep(seconds)

    def random_bytes(self, count: int) -> bytes:
        """Bytes of the kernel's generator, from any thread."""
        if count > _BLOCK_BYTES:
            return os.urandom(count)
        if self._process != os.getpid():
            self._blocks = deque()
            self._process = os.getpid()
        try:
            block = self._blocks.popleft()
        except IndexError:
            block = self._draw()
        return block[:count]

    def _draw(self) -> bytes:
        drawn = os.urandom(_DRAWN_BYTES)
        first, *others = [drawn[at : at + _BLOCK_BYTES] for at in range(0, _DRAWN_BYTES, _BLOCK_BYTES)]
        self._blocks.extend(others)
        return first
