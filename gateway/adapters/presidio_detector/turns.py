"""Detection's one core, given to tenants in turns, so that neither a burst nor a long text of one holds up the others.

Work of different tenants goes round, a turn of `TURN_SECONDS` each; work of one tenant goes in the order in which it came. So
each tenant has at most one work under way, and whoever makes a single call waits for the rest of the turn that is under way and
for one of each other tenant that came before, however much these ask for. A work passes its turn on when it looks at its deadline
(`Deadline.check`), which every loop of the detector does: about once a millisecond, and between two windows of the name model.
The seconds that others took meanwhile are not its own: neither its deadline nor whoever waits for it counts them. A turn is
counted in the processor's time, so that it is no shorter where other programs have the core for a while.

A tenant is *lighter* than another while it has fewer works in line. For its calls
- the turn of a heavier one is cut short, once: at its next look, and a window that is under way is stopped and begun anew later.
  The heavier one goes on right after, for a whole turn, so that it loses no share of the core;
- what a heavier one's work found waits until the lighter's turn is over: the event loop does not go on with that call meanwhile;
- the next turn is a heavier one's only when the event loop has gone on with the lighter call.

The threads stand behind the event loop's and the store's, by `nice`: where these share a core with detection, each of the five
times that a call's few milliseconds beside detection change threads would wait for the kernel to interrupt a window.

A work that is given up (too late, its caller left) loses its turn at once and ends at its next look. One that hangs in a library
keeps its thread and nothing else.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar, cast

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.job import Job
from gateway.core.errors import Code, Refusal

TURN_SECONDS = 0.01
"""About one window of the name model."""
MAX_BEGUN = 16
"""Works under way, each of another tenant, on a thread of 2.5 MiB."""
MAX_IN_LINE = 512
"""Works of one tenant; more are `overloaded`. At a window each they are four seconds of work."""
STEPS_BACK = 5
"""Of `nice`: a third of the weight of whatever else wants the core, so that detection is late, but never starved."""
LEAST_WAIT_SECONDS = 0.02
RETRY_AFTER_SECONDS = 1

_Result = TypeVar("_Result")


class Turns:
    """The lines of all tenants, and whose turn it is."""

    def __init__(self) -> None:
        """Threads start when they are needed."""
        self._lock = threading.Lock()
        self._lines: dict[str, deque[Job]] = {}
        self._now: Job | None = None
        self._begun = 0
        self._held: list[tuple[Job, Callable[[], None]]] = []
        self._threads = ThreadPoolExecutor(MAX_BEGUN, "detector", initializer=_step_back)

    async def take(self, whose: str, work: Callable[[Deadline], _Result], seconds: float) -> _Result:
        """What `work` returns; at most `WAIT_SECONDS` in line, and `seconds` of turns.

        Raises `TimeoutError`, `overloaded` when the line is full, and what `work` raises.
        """
        mine = Job(whose, work, seconds)
        self._join(mine)
        try:
            self._look(mine)
            # Not `wait_for`: until Python 3.12 it swallows a cancellation that comes just as it ends, and the call goes on.
            return cast("_Result", await mine.future)  # a line holds works of any result
        finally:
            self._give_up(mine)
            mine.forget()

    def _join(self, job: Job) -> None:
        with self._lock:
            line = self._lines.setdefault(job.whose, deque())
            if len(line) >= MAX_IN_LINE:
                raise Refusal(Code.OVERLOADED, retry_after_seconds=RETRY_AFTER_SECONDS)
            line.append(job)
            if self._now is None:
                self._give()
            elif not self._now.is_cut and not self._now.is_ended and self._is_lighter(job, self._now):
                self._now.ask()

    def _look(self, job: Job) -> None:
        """On the loop: give it up if it is late, else look again when it may be."""
        if job.future.done():
            return
        with self._lock:
            left = job.left(has_turn=self._now is job)
        if left > 0:
            job.timer = job.loop.call_later(max(left, LEAST_WAIT_SECONDS), self._look, job)
        else:
            job.settle(None, TimeoutError())

    def _is_lighter(self, job: Job, other: Job) -> bool:
        """Whether its tenant has fewer works in line. Under the lock."""
        return len(self._lines[job.whose]) < len(self._lines[other.whose])

    def _is_light(self, job: Job) -> bool:
        """Whether any other tenant has more. Under the lock."""
        return any(self._is_lighter(job, line[0]) for line in self._lines.values())

    def _give(self) -> None:
        """Whose turn is next. Under the lock.

        Whoever had the last one goes to the end of the round now, behind all who came meanwhile.
        """
        if self._now is not None and (line := self._lines.pop(self._now.whose, None)) is not None:
            self._lines[self._now.whose] = line
        self._now = self._next()
        if self._now is None or not self._is_light(self._now):
            for job, tell in self._held:
                job.on_loop(tell)
            self._held.clear()
        if self._now is not None:
            self._begin(self._now)

    def _give_before(self, job: Job) -> None:
        """A turn to a lighter one, if there still is one; the work keeps its place in the round. Under the lock."""
        job.is_asked, job.is_cut = False, True
        self._now = self._next(before=job) or job
        self._begin(self._now)

    def _next(self, before: Job | None = None) -> Job | None:
        """The first in the round whose first work can go on: of those that are lighter than `before`. Under the lock."""
        heads = (line[0] for line in self._lines.values())
        return next(
            (
                head
                for head in heads
                if (head.is_begun or self._begun < MAX_BEGUN) and (before is None or self._is_lighter(head, before))
            ),
            None,
        )

    def _begin(self, job: Job) -> None:
        """A turn of it. Under the lock."""
        job.since = time.monotonic()
        if job.is_begun:
            job.go.set()
            return
        job.is_begun = True
        self._begun += 1
        try:
            self._threads.submit(self._run, job)
        except RuntimeError as error:  # no thread to be had
            self._begun -= 1
            job.is_ended = True
            job.on_loop(partial(job.settle, None, error))
            self._leave(job)

    def _run(self, job: Job) -> None:
        with self._lock:
            if job.is_ended:  # for want of a thread, though it stayed in the threads' queue
                return
        try:
            job.woken()
            job.deadline = Deadline(job.seconds, partial(self._pass_on, job))
            result = job.do(job.deadline)
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            self._end(job, partial(job.settle, None, error))
        else:
            self._end(job, partial(job.settle, result, None))

    def _pass_on(self, job: Job) -> float:
        """Let another tenant have the next turn if this one is over; the seconds until the work's own next one.

        Raises `TimeoutError` once it is given up.
        """
        is_over = time.thread_time() - job.used >= TURN_SECONDS
        if not is_over and not job.is_asked and not job.is_given_up:
            return 0.0
        now = time.monotonic()
        with self._lock:
            if job.is_given_up:
                raise TimeoutError
            job.spent += now - job.since
            job.go.clear()
            if is_over:
                job.is_asked = job.is_cut = False
                self._give()
            else:
                self._give_before(job)
        job.go.wait()
        if job.is_given_up:
            raise TimeoutError
        job.woken()
        return job.since - now

    def _end(self, job: Job, tell: Callable[[], None]) -> None:
        """Whoever waits is told: now, or after a lighter one's turn. A lighter one has the turn until its call has gone on."""
        with self._lock:
            self._begun -= 1
            job.is_ended = True
            if self._now is job and self._is_light(job) and job.on_loop(tell):
                return
            self._leave(job)
            if self._now is not None and self._is_light(self._now):
                self._held.append((job, tell))
            else:
                job.on_loop(tell)

    def _give_up(self, job: Job) -> None:
        """Nobody waits for it any more. One that has ended and still has the turn passes it on after this step of its call."""
        with self._lock:
            if not job.is_ended:
                job.is_given_up = True
                job.ask()
                job.go.set()
                self._leave(job)
            elif self._now is job and not job.on_loop(partial(self._hand_on, job)):
                self._leave(job)

    def _hand_on(self, job: Job) -> None:
        with self._lock:
            self._leave(job)

    def _leave(self, job: Job) -> None:
        """Out of its line, and the turn to another if it had it. Under the lock."""
        line = self._lines.get(job.whose)
        if line is not None and job in line:
            line.remove(job)
            if not line:
                del self._lines[job.whose]
        if self._now is job or self._now is None:
            self._give()


def _step_back() -> None:
    """For a thread that begins. One that may not goes on as it is."""
    if sys.platform == "linux":  # elsewhere the number of a thread is none of `setpriority`
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + STEPS_BACK)
