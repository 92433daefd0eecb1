"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


class SettableClock:
    """Time that moves by `advance` alone. Its bytes count up: fresh, not random."""

    def __init__(self) -> None:
        """Begin at `START`, with a monotonic time that is not zero."""
        self._monotonic = 1_000.0
        self._now = START
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._drawn = 0

    def monotonic(self) -> float:
        """Seconds as advanced."""
        return self._monotonic

    def now(self) -> datetime:
        """The wall clock as set."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was advanced that far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._monotonic + seconds, sleeper))
        await sleeper

    @property
    def sleeping(self) -> int:
        """How many wait for time to pass."""
        return len(self._sleepers)

    def random_bytes(self, count: int) -> bytes:
        """Bytes that never repeat."""
        self._drawn += 1
        return self._drawn.to_bytes(8, "big").rjust(count, b"\0")[-count:]

    async def advance(self, seconds: float, step: float = 0.05) -> None:
        """Let time pass, in steps, and let everybody whose time has come run after each."""
        end = self._monotonic + seconds
        while self._monotonic < end - 1e-9:
            moved = min(step, end - self._monotonic)
            self._monotonic += moved
            self._now += timedelta(seconds=moved)
            await self.settle()

    async def settle(self) -> None:
        """Wake who is due, then give every task a few turns."""
        due = [sleeper for at, sleeper in self._sleepers if at <= self._monotonic + 1e-9]
        self._sleepers = [(at, sleeper) for at, sleeper in self._sleepers if at > self._monotonic + 1e-9]
        for sleeper in due:
            if not sleeper.done():
                sleeper.set_result(None)
        for _ in range(10):
            await asyncio.sleep(0)

    def jump(self, seconds: float) -> None:
        """Set the wall clock forward or back; monotonic time knows nothing of it."""
        self._now += timedelta(seconds=seconds)
