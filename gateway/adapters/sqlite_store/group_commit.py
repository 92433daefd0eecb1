"""Writing with one thread, one connection and as few disk syncs as can be: group commit.

Whatever is asked in one turn of the event loop is handed over together, and whatever waits when the thread is
free goes into one transaction with one sync: a commit alone waits for one sync, sixteen together share one.
First come the changes, each of which looks before it writes, so that a refused one leaves the others'
transaction as it is; then the commits are compared with what the ledger says by then, and all intents and
outcomes are written at once. Nobody waits for outcomes, and they keep nobody waiting: those of `LINGER_SECONDS` go
together, in a transaction of their own or, once they are `MANY_OUTCOMES`, with the next jobs: what an answer waits for is
shorter by a quarter without another call's outcome in it.

A job whose caller gave up (`LIMIT_SECONDS`) is skipped if it has not begun; if it has, its fate is its own.
When the engine fails, the connection is dropped and the next batch opens a new one: no restart is needed.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from gateway.adapters.sqlite_store import ledger, meters
from gateway.adapters.sqlite_store.audit_log import AuditLog, Entry
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.adapters.sqlite_store.limit import Limit
from gateway.core.errors import Refusal
from gateway.core.ledger import CommitAsk

LIMIT_SECONDS = 0.29
"""How long a caller waits: a store that cannot answer is a refusal within 300 ms (threats F01 to F11)."""
LINGER_SECONDS = 0.2
MANY_OUTCOMES = 16
"""So many ride along: by themselves they would hold up the jobs behind them for longer than they do in parts."""
MAX_WAITING_OUTCOMES = 10_000
"""Outcomes kept while the disk refuses them, about 10 MB; then `append` refuses."""

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
_ANSWERS = (LookupError, ValueError, Refusal)
"""What a job raises as its answer; everything else is the engine's failure and the whole batch's."""


@dataclass(slots=True, eq=False)
class _Change(Generic[Result]):
    """Something to do to the ledger. `answer` is the thread's to set, `future` the loop's."""

    future: asyncio.Future[Result]
    work: Work[Result]
    answer: object = None


@dataclass(slots=True, eq=False)
class _Commit:
    """An intent to write if the ledger agrees."""

    future: asyncio.Future[None]
    ask: CommitAsk
    entry: Entry
    answer: object = None


_Job = _Change[object] | _Commit


@dataclass(slots=True, eq=False)
class _Turn:
    """The jobs of one turn of an event loop."""

    loop: asyncio.AbstractEventLoop
    jobs: list[_Job]


class _Stop:
    """Tells the thread to write what is waiting and end."""


class GroupCommit:
    """The writing side of the store; `file` and `audit` belong to its thread."""

    def __init__(self, file: DatabaseFile, audit: AuditLog) -> None:
        """The thread starts with the first job."""
        self._file = file
        self._audit = audit
        self._turn: _Turn | None = None
        self._turns: queue.SimpleQueue[_Turn | _Stop | None] = queue.SimpleQueue()
        self._outcomes: deque[Entry] = deque()
        self._thread: threading.Thread | None = None
        self._limit: Limit | None = None
        self._kick_is_due = False
        self._is_owing = False
        """True while outcomes were refused by the disk."""

    async def run(self, work: Work[Result]) -> Result:
        """Do `work` in the next transaction; returns or raises once that is durable.

        Raises what `work` raises, what opening and writing the file raise, and `TimeoutError`.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._join(_Change(future, work))  # type: ignore[arg-type]
        return await future

    async def commit(self, ask: CommitAsk, entry: Entry) -> None:
        """Write the intent's entry in the next transaction if the ledger agrees; returns once that is durable.

        Raises `EpochMovedError`, `OverBudgetError`, `subject_objected`, `TimeoutError`, and what the file raises.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._join(_Commit(future, ask, entry))
        await future

    def append(self, entry: Entry) -> None:
        """Hand over an outcome: durable soon after `LINGER_SECONDS`. `OSError` when too many are waiting."""
        if len(self._outcomes) >= MAX_WAITING_OUTCOMES:
            raise OSError("too many outcomes are waiting")
        self._outcomes.append(entry)
        if entry.settlement.is_awaited:
            self._start()
            self._turns.put(None)
        elif not self._kick_is_due:
            self._kick_is_due = True
            self._start()
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self._kick)

    async def close(self) -> None:
        """Write what is waiting, and end the thread."""
        self._hand_over(self._turn)
        if self._thread is not None:
            self._turns.put(_Stop())
            await asyncio.to_thread(self._thread.join)
            self._thread = None
        else:
            self._audit.close()

    def _join(self, job: _Job) -> None:
        """Go with the other jobs of this turn of the loop."""
        loop = job.future.get_loop()
        if self._turn is None or self._turn.loop is not loop:
            self._turn = _Turn(loop, [])
            loop.call_soon(self._hand_over, self._turn)
            if self._limit is None or self._limit.loop is not loop:
                self._limit = Limit(loop, LIMIT_SECONDS)
            self._limit.begin(partial(_give_up, self._turn.jobs))
        self._turn.jobs.append(job)

    def _hand_over(self, turn: _Turn | None) -> None:
        if turn is not None and turn is self._turn:
            self._turn = None
            self._turns.put(turn)
            self._start()

    def _kick(self) -> None:
        self._kick_is_due = False
        self._turns.put(None)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="isogate-sqlite-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        is_stopping = False
        while not is_stopping:
            waiting = self._wait()
            turns = [each for each in waiting if isinstance(each, _Turn)]
            self._batch(turns, is_asked=len(turns) < len(waiting) or not turns)
            is_stopping = any(isinstance(each, _Stop) for each in waiting)
        self._batch([], is_asked=True)  # outcomes that came while the last were written
        self._file.drop()
        self._audit.close()

    def _wait(self) -> list[_Turn | _Stop | None]:
        waiting: list[_Turn | _Stop | None] = []
        # Outcomes that are here already are not due, or were refused by the disk, which is tried again unasked.
        try:
            waiting.append(self._turns.get(timeout=LINGER_SECONDS if self._outcomes else None))
        except queue.Empty:
            return waiting
        while not self._turns.empty():  # nobody else takes from it
            waiting.append(self._turns.get_nowait())
        return waiting

    def _batch(self, turns: list[_Turn], *, is_asked: bool) -> None:
        """`is_asked`: outcomes are waited for, or none but they wait."""
        # In this order: an outcome that is here already found its commit given up, which is skipped or went before.
        count = len(self._outcomes)
        are_due = is_asked or self._is_owing or count >= MANY_OUTCOMES
        outcomes = [self._outcomes.popleft() for _ in range(count)] if are_due else []
        jobs = [job for turn in turns for job in turn.jobs if not job.future.done()]
        if not jobs and not outcomes:
            return
        try:
            self._transaction(jobs, outcomes)
            self._is_owing = False
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on and the callers are told
            self._outcomes.extendleft(reversed(outcomes))
            self._is_owing = True
            for job in jobs:
                job.answer = error
        _tell(turns)

    def _transaction(self, jobs: list[_Job], outcomes: list[Entry]) -> None:
        self._audit.begin()
        try:
            connection = self._file.connection()
            connection.execute("BEGIN IMMEDIATE")
            if outcomes:
                _settle(outcomes, connection)
            entries = _intents(jobs, connection)
            entries += outcomes
            self._audit.write(connection, entries)
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


def _settle(outcomes: list[Entry], connection: sqlite3.Connection) -> None:
    """What the outcomes settle; each key's day once, however many calls it proved."""
    if used := {(each.tenant, *each.settlement.used) for each in outcomes if each.settlement.used}:
        ledger.use_keys(connection, used)
    meters.settle(connection, outcomes)


def _intents(jobs: list[_Job], connection: sqlite3.Connection) -> list[Entry]:
    """Answer every job, changes first; the intents that the ledger agrees to."""
    commits = []
    for job in jobs:
        if isinstance(job, _Commit):
            commits.append(job)
        else:
            job.answer = _answer(job.work, connection)
    if not commits:
        return []
    for commit, refusal in zip(commits, ledger.agree(connection, [each.ask for each in commits]), strict=True):
        commit.answer = refusal
    return [commit.entry for commit in commits if commit.answer is None]


def _answer(work: Work[object], connection: sqlite3.Connection) -> object:
    try:
        return work(connection)
    except _ANSWERS as answer:
        return answer


def _tell(turns: list[_Turn]) -> None:
    """Resolve the futures, with one wake-up per event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[_Turn]] = {}
    for turn in turns:
        loops.setdefault(turn.loop, []).append(turn)
    for loop, its_turns in loops.items():
        try:
            loop.call_soon_threadsafe(_resolve, its_turns)
        except RuntimeError:
            continue  # the loop is closed: nobody waits any more


def _resolve(turns: list[_Turn]) -> None:
    for turn in turns:
        for job in turn.jobs:
            if job.future.done():
                continue
            if isinstance(job.answer, Exception):
                job.future.set_exception(job.answer)
            else:
                job.future.set_result(job.answer)  # type: ignore[arg-type]


def _give_up(jobs: list[_Job]) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_exception(TimeoutError())
