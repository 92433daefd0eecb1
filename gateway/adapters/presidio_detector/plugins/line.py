"""Free workers, and the calls that wait for one: in order, not too many, not too long."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Generic, TypeVar

from gateway.core.errors import Code, Refusal

WorkerT = TypeVar("WorkerT")


class Line(Generic[WorkerT]):
    """First come, first served; of free workers the one that was used last."""

    def __init__(self, *, max_waiting: int, wait_seconds: float) -> None:
        """Nobody is free and nobody waits."""
        self._free: list[WorkerT] = []
        self._waiting: deque[asyncio.Future[WorkerT]] = deque()
        self._max_waiting = max_waiting
        self._wait_seconds = wait_seconds

    async def take(self) -> WorkerT:
        """A worker for one call. Refuses with `overloaded`."""
        if self._free:
            return self._free.pop()
        if len(self._waiting) >= self._max_waiting:
            raise Refusal(Code.OVERLOADED)
        turn: asyncio.Future[WorkerT] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._wait_seconds):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.free(turn.result())
            elif turn in self._waiting:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise Refusal(Code.OVERLOADED) from None
            raise

    def free(self, worker: WorkerT) -> None:
        """A worker has nothing to do."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    def withdraw(self, worker: WorkerT) -> bool:
        """Take this worker out if it is free; whether it was."""
        if worker not in self._free:
            return False
        self._free.remove(worker)
        return True
