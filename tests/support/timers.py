"""Timers of one length that run out when a test says so: by order, not by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context

NEVER_SECONDS = 3600.0


class Timers:
    """Those of the running loop that are set with `call_later` for exactly so many seconds; all others run as ever."""

    def __init__(self, seconds: float) -> None:
        """Nothing is held before `held` is entered."""
        self._seconds = seconds
        self._set: list[tuple[asyncio.TimerHandle, Callable[[], object]]] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Inside, such a timer waits for `run_out`."""
        loop = asyncio.get_running_loop()
        later = loop.call_later

        def call_later(
            delay: float, act: Callable[..., object], *args: object, context: Context | None = None
        ) -> asyncio.TimerHandle:
            if delay != self._seconds:
                return later(delay, act, *args, context=context)
            handle = later(NEVER_SECONDS, act, *args)
            self._set.append((handle, lambda: act(*args)))
            return handle

        loop.call_later = call_later  # type: ignore[method-assign, assignment]  # for this loop alone
        try:
            yield
        finally:
            del loop.call_later  # the loop's own shows again

    def run_out(self) -> int:
        """Let those that are set, and were not cancelled, run out; how many there were. What they set anew waits."""
        due, self._set = [each for each in self._set if not each[0].cancelled()], []
        for handle, act in due:
            handle.cancel()
            act()
        return len(due)


class Clockwork:
    """The running loop's clock as a test moves it: timers run out in the order of their times, and nothing takes any."""

    def __init__(self) -> None:
        """The clock goes on as ever before `stopped` is entered."""
        self._now = 0.0
        self._set: list[tuple[asyncio.TimerHandle, Callable[[], object]]] = []

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Inside, time passes by `pass_by` alone; so nothing is awaited there."""
        loop = asyncio.get_running_loop()

        def call_at(when: float, act: Callable[..., object], *args: object) -> asyncio.TimerHandle:
            handle = asyncio.TimerHandle(when, act, args, loop)
            self._set.append((handle, lambda: act(*args)))
            return handle

        def call_later(delay: float, act: Callable[..., object], *args: object) -> asyncio.TimerHandle:
            return call_at(self._now + delay, act, *args)

        loop.time = lambda: self._now  # type: ignore[method-assign]  # for this loop alone
        loop.call_at = call_at  # type: ignore[method-assign, assignment]  # as above
        loop.call_later = call_later  # type: ignore[method-assign, assignment]  # as above
        try:
            yield
        finally:
            del loop.time, loop.call_at, loop.call_later  # the loop's own show again

    @property
    def count(self) -> int:
        """How many timers are set."""
        return len(self._set)

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass, and act whoever set a timer that runs out in it."""
        end = self._now + seconds
        while due := [each for each in self._set if not each[0].cancelled() and each[0].when() <= end]:
            handle, act = min(due, key=lambda each: each[0].when())
            self._set.remove((handle, act))
            self._now = max(self._now, handle.when())
            act()
        self._now = end
