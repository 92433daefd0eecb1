"""Time and randomness, so that rules can be tested without either."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where time and fresh bytes come from."""

    def monotonic(self) -> float:
        """Seconds that never go back: leases and permits count by these."""
        ...

    def now(self) -> datetime:
        """Wall-clock time, UTC and aware: stamps only."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """Unpredictable bytes."""
        ...
