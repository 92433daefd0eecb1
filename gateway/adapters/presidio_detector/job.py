"""One piece of detection's work, from its place in line to the event loop that waits for it (turns.py has the lines)."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import NoReturn

from gateway.adapters.presidio_detector.deadline import WAIT_SECONDS, Deadline


class Job:
    """What is to be done, for whom, and how far it is. `future` and `timer` are the loop's, `since` and `used` its own thread's.

    All else is changed under the lock of its `Turns`. Times are in seconds.
    """

    __slots__ = (
        "deadline",
        "do",
        "future",
        "go",
        "is_asked",
        "is_begun",
        "is_cut",
        "is_ended",
        "is_given_up",
        "joined",
        "loop",
        "seconds",
        "since",
        "spent",
        "timer",
        "used",
        "whose",
    )

    def __init__(self, whose: str, do: Callable[[Deadline], object], seconds: float) -> None:
        """For the running loop. `seconds`: how long its turns may take together."""
        self.whose, self.do, self.seconds = whose, do, seconds
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[object] = self.loop.create_future()
        self.timer: asyncio.TimerHandle | None = None
        self.deadline: Deadline | None = None
        self.go = threading.Event()
        self.is_asked = self.is_begun = self.is_cut = self.is_ended = self.is_given_up = False
        self.joined = time.monotonic()
        self.since = self.spent = self.used = 0.0

    def left(self, *, has_turn: bool) -> float:
        """How long it cannot be late from now."""
        now = time.monotonic()
        if not self.is_begun:
            return min(self.joined + WAIT_SECONDS - now, self.seconds)
        return self.seconds - self.spent - (now - self.since if has_turn else 0.0)

    def ask(self) -> None:
        """Have it look at its deadline soon. Under the lock."""
        self.is_asked = True
        if self.deadline is not None:
            self.deadline.ask()

    def woken(self) -> None:
        """On its thread, as its turn begins there: what it took to start or to wake is nobody's."""
        self.since, self.used = time.monotonic(), time.thread_time()

    def on_loop(self, act: Callable[[], None]) -> bool:
        """Have it done on the loop, from any thread; false when that is closed and nobody waits any more."""
        try:
            self.loop.call_soon_threadsafe(act)
        except RuntimeError:
            return False
        return True

    def settle(self, result: object, error: BaseException | None) -> None:
        """Tell whoever waits, on the loop. One who left has cancelled it."""
        if self.future.done():
            return
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)

    def forget(self) -> None:
        """Nobody waits any more: the texts hang on what is to be done, and what is left in a circle waits for the collector."""
        self.do, self.deadline = _forgotten, None
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if self.future.done() and not self.future.cancelled():
            self.future.exception()  # seen, so that nobody tells of it


def _forgotten(deadline: Deadline) -> NoReturn:
    del deadline
    raise TimeoutError
