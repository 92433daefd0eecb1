"""Writing with one thread, one connection and as few disk syncs as can be: group commit.

Whatever is waiting when the thread is free goes into one transaction with one sync: a commit alone waits for
one sync, sixteen together share one. Each job looks before it writes, so that a refused job leaves the
others' transaction as it is. Outcomes do not wait: they ride with the next job, or go after `LINGER_SECONDS`.

A job whose caller gave up (`LIMIT_SECONDS`) is skipped if it has not begun; if it has, its fate is its own.
When the engine fails, the connection is dropped and the next batch opens a new one: no restart is needed.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from gateway.adapters.sqlite_store.audit_log import AuditLog, Entry
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.core.errors import Refusal
from gateway.ports.store import EpochMovedError

LIMIT_SECONDS = 0.29
"""How long a caller waits: a store that cannot answer is a refusal within 300 ms (threats F01 to F11)."""
LINGER_SECONDS = 0.2
MAX_WAITING_OUTCOMES = 10_000
"""Outcomes kept while the disk refuses them, about 10 MB; then `append` refuses."""

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
_ANSWERS = (LookupError, ValueError, Refusal, EpochMovedError)
"""What a job raises as its answer; everything else is the engine's failure and the whole batch's."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[Result]):
    work: Work[Result]
    future: asyncio.Future[Result]


class _Stop:
    """Tells the thread to write what is waiting and end."""


class GroupCommit:
    """The writing side of the store; `file` and `audit` belong to its thread."""

    def __init__(self, file: DatabaseFile, audit: AuditLog) -> None:
        """The thread starts with the first job."""
        self._file = file
        self._audit = audit
        self._jobs: queue.SimpleQueue[_Job[object] | _Stop | None] = queue.SimpleQueue()
        self._outcomes: deque[Entry] = deque()
        self._thread: threading.Thread | None = None
        self._kick_is_due = False

    async def run(self, work: Work[Result]) -> Result:
        """Do `work` in the next transaction; returns or raises once that is durable.

        Raises what `work` raises, what opening and writing the file raise, and `TimeoutError`.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._jobs.put(_Job(work, future))  # type: ignore[arg-type]
        self._start()
        timer = loop.call_later(LIMIT_SECONDS, _give_up, future)
        try:
            return await future
        finally:
            timer.cancel()

    def append(self, entry: Entry) -> None:
        """Hand over an outcome: durable with the next transaction. `OSError` when too many are waiting."""
        if len(self._outcomes) >= MAX_WAITING_OUTCOMES:
            raise OSError("too many outcomes are waiting")
        self._outcomes.append(entry)
        if not self._kick_is_due:
            self._kick_is_due = True
            self._start()
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self._kick)

    async def close(self) -> None:
        """Write what is waiting, once, and end the thread."""
        if self._thread is not None:
            self._jobs.put(_Stop())
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def _kick(self) -> None:
        self._kick_is_due = False
        self._jobs.put(None)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="isogate-sqlite-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            waiting = self._wait()
            stopping = any(isinstance(each, _Stop) for each in waiting)
            self._batch([each for each in waiting if isinstance(each, _Job)])
        self._file.drop()
        self._audit.close()

    def _wait(self) -> list[_Job[object] | _Stop | None]:
        waiting: list[_Job[object] | _Stop | None] = []
        # Outcomes that are here already were refused by the disk: they are tried again unasked.
        with suppress(queue.Empty):
            waiting.append(self._jobs.get(timeout=LINGER_SECONDS if self._outcomes else None))
            while True:
                waiting.append(self._jobs.get_nowait())
        return waiting

    def _batch(self, jobs: list[_Job[object]]) -> None:
        jobs = [job for job in jobs if not job.future.done()]
        entries = [self._outcomes.popleft() for _ in range(len(self._outcomes))]
        if not jobs and not entries:
            return
        answers: list[object]
        try:
            answers = self._transaction(jobs, entries)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on and the callers are told
            self._outcomes.extendleft(reversed(entries))
            answers = [error] * len(jobs)
        _tell(zip(jobs, answers, strict=True))

    def _transaction(self, jobs: list[_Job[object]], entries: list[Entry]) -> list[object]:
        self._audit.begin()
        try:
            connection = self._file.connection()
            connection.execute("BEGIN IMMEDIATE")
            answers = [_answer(job, connection) for job in jobs]
            for entry in entries:
                self._audit.write(connection, entry)
        except BaseException:
            self._audit.undo()
            self._file.drop()
            raise
        try:
            connection.execute("COMMIT")
        except BaseException:
            self._audit.abandon()
            self._file.drop()
            raise
        self._audit.settle()
        return answers


def _answer(job: _Job[object], connection: sqlite3.Connection) -> object:
    try:
        return job.work(connection)
    except _ANSWERS as answer:
        return answer


def _tell(answered: Iterable[tuple[_Job[object], object]]) -> None:
    """Resolve the futures, with one wake-up per event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[_Job[object], object]]] = {}
    for job, answer in answered:
        loops.setdefault(job.future.get_loop(), []).append((job, answer))
    for loop, pairs in loops.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve, pairs)


def _resolve(pairs: list[tuple[_Job[object], object]]) -> None:
    for job, answer in pairs:
        if job.future.done():
            continue
        if isinstance(answer, Exception):
            job.future.set_exception(answer)
        else:
            job.future.set_result(answer)


def _give_up(future: asyncio.Future[Result]) -> None:
    if not future.done():
        future.set_exception(TimeoutError())
