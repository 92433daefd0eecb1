"""The machine's time and randomness (`gateway/ports/clock.py`)."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime


class SystemClock:
    """Monotonic seconds that count a suspended machine too, UTC stamps, and the kernel's random bytes."""

    def monotonic(self) -> float:
        """Seconds since the machine's start; a permit ages while the machine sleeps."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def now(self) -> datetime:
        """Wall-clock time, UTC and aware."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait at least `seconds`, as the event loop counts them."""
        await asyncio.sleep(seconds)

    def random_bytes(self, count: int) -> bytes:
        """Bytes of the kernel's generator."""
        return os.urandom(count)
