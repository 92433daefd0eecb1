"""How a run in several processes ends before its time, so that none of its servers outlives it.

Who began it ends by its way out, with whatever that closes. A process that it began cancels its task and leaves as after the last
attempt: when it is told to, or when whoever began it is gone without a word (`kill -9`).
"""

from __future__ import annotations

import asyncio
import signal
import sys
from multiprocessing import parent_process
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def leave_by_signals() -> None:
    """Leave with 128 and the number of the first signal that says so. In the background of a shell INT is heeded, too.

    Under `nohup` HUP is not.
    """
    for number in _heeded():
        signal.signal(number, _leave)


def _heeded() -> list[signal.Signals]:
    is_kept = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return [each for each in ENDING if each is not signal.SIGHUP or not is_kept]


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)  # it is on its way
    sys.exit(128 + number)


def end_in_order() -> None:
    """Cancel the running task, once, when a signal says so or the parent is gone."""
    task, loop, parent = asyncio.current_task(), asyncio.get_running_loop(), parent_process()
    if task is None or parent is None:
        raise RuntimeError("for a task of a process that another one began")

    def end() -> None:
        loop.remove_reader(parent.sentinel)
        if not task.cancelling():  # a second cancellation would end the closing of the servers
            task.cancel()

    loop.add_reader(parent.sentinel, end)
    for number in _heeded():
        loop.add_signal_handler(number, end)
