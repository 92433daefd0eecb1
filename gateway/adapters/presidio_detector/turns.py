"""Detection's one core, given to tenants in turns, so that neither a burst nor a long text of one holds up the others.

Work of different tenants goes round, a turn of `TURN_SECONDS` each; work of one tenant goes in the order in which it came. So
each tenant has at most one work under way, and whoever makes a single call waits for the rest of the turn that is under way and
for one of each other tenant that came before, however much these ask for. A work passes its turn on when it looks at its deadline
(`Deadline.check`), which every loop of the detector does: about once a millisecond, and between two windows of the name model.
The seconds that others took meanwhile are not its own: neither its deadline nor whoever waits for it counts them.

The threads stand behind the event loop's and the store's, by `nice`: where these share a core with detection, each of the five
times that a call's few milliseconds beside detection change threads would wait for the kernel to interrupt a window.

A work that is given up (too late, its caller left) loses its turn at once and ends at its next look. One that hangs in a library
keeps its thread and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

from gateway.adapters.presidio_detector.deadline import WAIT_SECONDS, Deadline
from gateway.core.errors import Code, Refusal

TURN_SECONDS = 0.01
"""About one window of the name model, which nothing can interrupt."""
MAX_BEGUN = 16
"""Works under way, each of another tenant, on a thread of 2.5 MiB."""
MAX_IN_LINE = 512
"""Works of one tenant; more are `overloaded`. At a window each they are four seconds of work."""
STEPS_BACK = 2
"""Of `nice`: two thirds of the weight of whatever else wants the core, so that detection is late, but never starved."""
LEAST_WAIT_SECONDS = 0.02
RETRY_AFTER_SECONDS = 1

_Result = TypeVar("_Result")


class _Work(Generic[_Result]):
    """One piece of work. All but `future`, `go` and its own `since` is changed under the lock of its `Turns`."""

    __slots__ = ("began", "do", "future", "go", "is_begun", "is_given_up", "since", "spent", "whose")

    def __init__(self, whose: str, do: Callable[[], _Result], began: Callable[[], None]) -> None:
        self.whose = whose
        self.do = do
        self.began = began
        self.future: Future[_Result] = Future()
        self.go = threading.Event()
        self.is_begun = self.is_given_up = False
        self.since = self.spent = 0.0


class Turns:
    """The lines of all tenants, and whose turn it is."""

    def __init__(self) -> None:
        """Threads start when they are needed."""
        self._lock = threading.Lock()
        self._lines: dict[str, deque[_Work[object]]] = {}
        self._now: _Work[object] | None = None
        self._begun = 0
        self._threads = ThreadPoolExecutor(MAX_BEGUN, "detector", initializer=_step_back)

    async def take(self, whose: str, work: Callable[[Deadline], _Result], seconds: float) -> _Result:
        """What `work` returns; at most `WAIT_SECONDS` in line, and `seconds` of turns.

        Raises `TimeoutError`, `overloaded` when the line is full, and what `work` raises.
        """
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def began() -> None:
            loop.call_soon_threadsafe(begun.set)

        def do() -> _Result:
            return work(Deadline(seconds, lambda: self._pass_on(mine)))

        mine: _Work[_Result] = _Work(whose, do, began)
        self._join(mine)
        ending = asyncio.wrap_future(mine.future)
        try:
            # Not `wait_for`: until Python 3.12 it swallows a cancellation that comes just as it ends, and the call goes on.
            async with asyncio.timeout(WAIT_SECONDS):
                await begun.wait()
            while (left := seconds - self._spent(mine)) > 0:
                if (await asyncio.wait([ending], timeout=max(left, LEAST_WAIT_SECONDS)))[0]:
                    return ending.result()
            raise TimeoutError
        finally:
            self._give_up(mine)
            mine.do = _forgotten  # the texts hang on it
            if not ending.cancel() and not ending.cancelled():
                ending.exception()  # seen, so that nobody tells of it

    def _join(self, work: _Work[_Result]) -> None:
        with self._lock:
            line = self._lines.setdefault(work.whose, deque())
            if len(line) >= MAX_IN_LINE:
                raise Refusal(Code.OVERLOADED, retry_after_seconds=RETRY_AFTER_SECONDS)
            line.append(work)  # type: ignore[arg-type]  # a line holds works of any result
            if self._now is None:
                self._give()

    def _spent(self, work: _Work[_Result]) -> float:
        """Seconds of turns that the work has had."""
        with self._lock:
            return work.spent + (time.monotonic() - work.since if self._now is work else 0.0)

    def _give(self) -> None:
        """Whose turn is next. Under the lock.

        Whoever had the last one goes to the end of the round now, behind all who came meanwhile.
        """
        if self._now is not None and (line := self._lines.pop(self._now.whose, None)) is not None:
            self._lines[self._now.whose] = line
        self._now = work = self._next()
        if work is None:
            return
        work.since = time.monotonic()
        if work.is_begun:
            work.go.set()
            return
        work.is_begun = True
        self._begun += 1
        self._threads.submit(self._run, work)

    def _next(self) -> _Work[object] | None:
        """The first in the round whose first work can go on. Under the lock."""
        heads = (line[0] for line in self._lines.values())
        return next((head for head in heads if head.is_begun or self._begun < MAX_BEGUN), None)

    def _run(self, work: _Work[object]) -> None:
        try:
            work.since = time.monotonic()  # a thread that is slow to start costs the work nothing
            work.began()
            result = work.do()
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            self._end(work)
            _settle(work.future, None, error)
        else:
            self._end(work)
            _settle(work.future, result, None)

    def _pass_on(self, work: _Work[_Result]) -> float:
        """Let another tenant have the next turn if this one is over; the seconds until the work's own next one.

        Raises `TimeoutError` once the work is given up.
        """
        now = time.monotonic()
        if not work.is_given_up and now - work.since < TURN_SECONDS:
            return 0.0
        with self._lock:
            if work.is_given_up:
                raise TimeoutError
            work.spent += now - work.since
            work.go.clear()
            self._give()
            if self._now is work:
                return 0.0
        work.go.wait()
        if work.is_given_up:
            raise TimeoutError
        work.since = time.monotonic()  # nor one that is slow to wake
        return work.since - now

    def _end(self, work: _Work[object]) -> None:
        with self._lock:
            self._begun -= 1
            self._leave(work)

    def _give_up(self, work: _Work[_Result]) -> None:
        """Nobody waits for it any more. A work that has ended is in no line."""
        with self._lock:
            work.is_given_up = True
            work.go.set()
            self._leave(work)  # type: ignore[arg-type]  # as in `_join`

    def _leave(self, work: _Work[object]) -> None:
        """Out of its line, and the turn to another if it had it. Under the lock."""
        line = self._lines.get(work.whose)
        if line is not None and work in line:
            line.remove(work)
            if not line:
                del self._lines[work.whose]
        if self._now is work or self._now is None:
            self._give()


def _step_back() -> None:
    """For a thread that begins. One that may not goes on as it is."""
    if sys.platform == "linux":  # elsewhere the number of a thread is none of `setpriority`
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + STEPS_BACK)


def _forgotten() -> NoReturn:
    raise TimeoutError


def _settle(future: Future[object], result: object, error: BaseException | None) -> None:
    """Tell whoever waits; one who left has cancelled it."""
    if not future.set_running_or_notify_cancel():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
