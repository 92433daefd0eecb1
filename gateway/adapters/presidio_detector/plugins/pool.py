"""The workers of one serving process: which are free, how long a call may take, and what replaces a worker that is gone.

A call has one worker to itself. Its deadline counts from the moment it gets one (threats F31): 500 ms and twice
(`deadline_factor`) the cost of its words, as measured on that worker before its first call. A worker that is late, ends, or says
what cannot be is killed, its call refused, and another worker takes the place; there is no partial result and no second try.

A worker is replaced after `MAX_AGE_SECONDS` in any case, its successor being ready first: what an engine or a recognizer keeps in
its own memory goes with the process.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gateway.adapters.presidio_detector.names import SEPARATOR
from gateway.adapters.presidio_detector.plugins.cost import Cost, measured
from gateway.adapters.presidio_detector.plugins.frames import BrokenFrameError, framed
from gateway.adapters.presidio_detector.plugins.line import Line
from gateway.adapters.presidio_detector.plugins.plan import environment, labels_of, plan
from gateway.adapters.presidio_detector.plugins.process import Worker
from gateway.adapters.presidio_detector.plugins.results import Piece, WrongAnswerError, spans
from gateway.core.detection import Detection
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.spans import Span
from gateway.ports.detector import UnusableDetectorError

START_SECONDS = 120.0
"""For loading what is plugged in; a large model takes tens of seconds."""
MAX_AGE_SECONDS = 600.0
WAIT_SECONDS = 2.0
"""A call that got no worker by then is refused."""
WAITING_PER_WORKER = 64
PAUSES_SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Before the first, second, ... attempt to start a worker; the last one holds from then on."""
EVERY_LANGUAGE = ""

_Result = TypeVar("_Result")
_log = logging.getLogger("isogate")


@dataclass(slots=True, eq=False)
class _Hand:
    """A worker that was tried, and what is known of it."""

    worker: Worker
    labels: Mapping[str, Label | None]
    cost: Cost
    is_retired: bool = False


class Pool:
    """Starts, asks and replaces workers; bound to the event loop that opened it."""

    def __init__(
        self, detection: Detection, *, start_seconds: float = START_SECONDS, max_age_seconds: float = MAX_AGE_SECONDS
    ) -> None:
        """For what `detection` plugs in. Nothing runs yet."""
        self._detection = detection
        self._plan = plan(detection)
        self._start_seconds = start_seconds
        self._max_age_seconds = max_age_seconds
        waiting = WAITING_PER_WORKER * detection.workers
        self._line: Line[_Hand] = Line(max_waiting=waiting, wait_seconds=WAIT_SECONDS)
        self._hands: set[_Hand] = set()
        self._tasks: set[asyncio.Task[object]] = set()

    async def open(self) -> None:
        """Start every worker. Raises `UnusableDetectorError` if one cannot be started; then none is left."""
        starting = (self._started() for _ in range(self._detection.workers))
        for started in await asyncio.gather(*starting, return_exceptions=True):
            if isinstance(started, BaseException):
                await self.close()
                raise started
            self._run(self._tend(started))

    async def close(self) -> None:
        """End all workers; calls that are with one are refused."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for hand in list(self._hands):
            await self._end(hand)

    async def find(self, text: str, language: str) -> list[Span]:
        """Finds in a call's texts, which are joined by NUL. Refuses with `detector_unavailable` or `overloaded`."""
        pieces = _pieces(text)
        if not pieces:
            return []
        try:
            request = _request(pieces, language)
        except UnicodeEncodeError:
            raise Refusal(Code.DETECTOR_UNAVAILABLE) from None
        if not self._hands:
            raise Refusal(Code.DETECTOR_UNAVAILABLE)
        hand = await self._line.take()
        # On a task of its own: a caller that goes away takes no worker along.
        return await asyncio.shield(self._run(self._asked(hand, request, pieces)))

    async def _asked(self, hand: _Hand, request: bytes, pieces: Sequence[Piece]) -> list[Span]:
        limit = hand.cost.limit([piece for _, piece in pieces], self._detection.deadline_factor)
        try:
            async with asyncio.timeout(limit):
                answer = await hand.worker.ask(request)
            found = None if answer == {"failed": True} else spans(answer, pieces, hand.labels)
        except (TimeoutError, BrokenFrameError, WrongAnswerError, Refusal) as error:
            hand.worker.kill()
            _log.warning("detection worker %d is replaced: %s", hand.worker.pid, type(error).__name__)
            found = None
        except asyncio.CancelledError:
            hand.worker.kill()
            raise
        await self._give_back(hand)
        if found is None:
            raise Refusal(Code.DETECTOR_UNAVAILABLE)
        return found

    async def _give_back(self, hand: _Hand) -> None:
        if hand.is_retired:
            await self._end(hand)
        elif hand.worker.is_alive:
            self._line.free(hand)

    async def _tend(self, hand: _Hand | None) -> None:
        """Keep one place filled."""
        while True:
            hand = hand or await self._patiently_started()
            self._line.free(hand)
            hand = await self._successor(hand)

    async def _successor(self, hand: _Hand) -> _Hand | None:
        """Wait until the worker is gone, or so old that another one is ready in its place."""
        try:
            async with asyncio.timeout(self._max_age_seconds):
                await hand.worker.ended()
        except TimeoutError:
            successor = await self._patiently_started()
            hand.is_retired = True
            if self._line.withdraw(hand):
                await self._end(hand)
            return successor
        self._line.withdraw(hand)
        await self._end(hand)
        return None

    async def _patiently_started(self) -> _Hand:
        for attempt in range(1_000_000_000):
            await asyncio.sleep(PAUSES_SECONDS[min(attempt, len(PAUSES_SECONDS) - 1)])
            try:
                return await self._started()
            except UnusableDetectorError as error:
                _log.error("no detection worker: %s", error)
        raise AssertionError

    async def _started(self) -> _Hand:
        worker = await Worker.start(self._plan, environment(), self._start_seconds)
        try:
            async with asyncio.timeout(self._start_seconds):
                hand = await self._tried(worker)
        except BaseException as error:
            await worker.end()
            if isinstance(error, TimeoutError | BrokenFrameError | WrongAnswerError | Refusal):
                raise UnusableDetectorError("a recognizer or engine fails on a plain text") from None
            raise
        self._hands.add(hand)
        return hand

    async def _tried(self, worker: Worker) -> _Hand:
        labels = labels_of(self._detection, worker.entities)

        async def ask(texts: Sequence[str]) -> None:
            pieces = [(0, text) for text in texts]
            spans(await worker.ask(_request(pieces, EVERY_LANGUAGE)), pieces, labels)

        return _Hand(worker, labels, await measured(ask))

    async def _end(self, hand: _Hand) -> None:
        await hand.worker.end()
        self._hands.discard(hand)

    def _run(self, work: Coroutine[object, object, _Result]) -> asyncio.Task[_Result]:
        task = asyncio.create_task(work, name="isogate-detection")
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # asked for here, since a caller that went away does not


def _pieces(text: str) -> list[Piece]:
    """The texts with something in them, each with its place."""
    pieces: list[Piece] = []
    at = 0
    for piece in text.split(SEPARATOR):
        if piece and not piece.isspace():
            pieces.append((at, piece))
        at += len(piece) + len(SEPARATOR)
    return pieces


def _request(pieces: Sequence[Piece], language: str) -> bytes:
    texts: list[JsonValue] = [piece for _, piece in pieces]
    request: JsonObject = {"texts": texts, "language": language}
    return framed(request)
