"""Watching calls in flight with one polling task per process (`gateway/ports/watch.py`, T30, F03, F25).

Every `POLL_SECONDS`, from sending to sending, the epochs of the tenants that have calls in flight are read in one trip: how slow
one reading is (a shard of the store may be away) does not put off the next. A call's lease of `LEASE_SECONDS` counts, by the
monotonic clock, from the *sending* of the last reading that found its epoch unchanged, at first from its own beginning (the
commit before it compared the epoch). A call is judged only by readings sent after it began: an older one may know an older
epoch. Calls that were cut are asked for no more, though they may take their time to leave.

Cutting cancels the task inside the block; leaving the block turns that cancellation into a refusal. A
cancellation from outside passes through as it is. Whatever goes wrong while reading lets the leases run out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from gateway.core.errors import Code, Refusal
from gateway.ports.clock import Clock
from gateway.ports.store import UNREADABLE

POLL_SECONDS = 0.25
LEASE_SECONDS = 0.75
TICK_SECONDS = 0.001
"""A shorter time has passed: nobody sleeps for what rounding left."""


class Epochs(Protocol):
    """The one thing that the watch asks of the store."""

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        """Current epochs, in the order asked; `UNREADABLE` for what could not be read."""
        ...


class AsyncioWatch:
    """Keeps calls in flight under their tenants' epochs."""

    def __init__(self, store: Epochs, clock: Clock) -> None:
        """Nothing runs until the first call is held."""
        self._store = store
        self._clock = clock
        self._held: dict[Held, None] = {}
        self._wanted = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None

    def hold(self, tenant: str, epoch: int) -> Held:
        """A context in which the call is cut when its epoch changed or its lease ran out."""
        return Held(self, tenant, epoch)

    async def close(self) -> None:
        """Stop polling. Calls still held are cut, for nobody watches them any more: let them end first."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait([self._polling])

    def enter(self, held: Held) -> None:
        """Begin to watch; the lease begins now."""
        held.lease_from = self._clock.monotonic()
        self._held[held] = None
        if not self._wanted.is_set():
            # In the loop's next turn, by when the request has left: nothing is due before `POLL_SECONDS`.
            asyncio.get_running_loop().call_soon(self._wanted.set)
        if self._polling is None or self._polling.done():
            self._polling = asyncio.get_running_loop().create_task(self._poll(), name="isogate-watch")

    def leave(self, held: Held) -> None:
        """End to watch."""
        del self._held[held]

    async def _poll(self) -> None:
        due = self._clock.monotonic() + POLL_SECONDS
        try:
            while True:
                if not self._held:
                    self._wanted.clear()
                    await self._wanted.wait()
                    due = self._clock.monotonic() + POLL_SECONDS
                await self._pass_time(due)
                self._cut_ended_leases()
                due = self._clock.monotonic() + POLL_SECONDS
                await self._read()
                self._cut_ended_leases()
        finally:
            for each in list(self._held):
                each.cut(Code.STORE_UNAVAILABLE)

    async def _read(self) -> None:
        sent = self._clock.monotonic()
        held = [each for each in self._held if each.code is None]
        if not held:
            return
        tenants = sorted({each.tenant for each in held})
        reading = asyncio.ensure_future(self._store.epochs(tenants))
        try:
            await self._pass_time(sent + LEASE_SECONDS, reading)
            if reading.done() and not reading.cancelled() and reading.exception() is None:
                self._judge(held, dict(zip(tenants, reading.result(), strict=True)), sent)
        except ValueError:
            return  # as many answers as questions, or no answer
        finally:
            reading.cancel()

    async def _pass_time(self, until: float, *readings: asyncio.Future[list[int]]) -> None:
        """Cut whose lease ends, until that moment or until a reading is there. So no cut ends a reading for the others."""
        while not any(each.done() for each in readings) and (left := until - self._clock.monotonic()) > TICK_SECONDS:
            self._cut_ended_leases()
            sleeping = asyncio.ensure_future(self._clock.sleep(self._until_next_lease_ends(left)))
            awaited: list[asyncio.Future[None] | asyncio.Future[list[int]]] = [sleeping, *readings]
            try:
                await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeping.cancel()

    def _judge(self, held: list[Held], epochs: dict[str, int], sent: float) -> None:
        for each in held:
            if epochs[each.tenant] == UNREADABLE:
                continue  # its lease runs on, to its end
            if epochs[each.tenant] == each.epoch:
                each.lease_from = sent
            elif each in self._held:
                each.cut(Code.CONSENT_WITHDRAWN)

    def _cut_ended_leases(self) -> None:
        now = self._clock.monotonic()
        for each in list(self._held):
            if now - each.lease_from >= LEASE_SECONDS:
                each.cut(Code.STORE_UNAVAILABLE)

    def _until_next_lease_ends(self, at_most: float) -> float:
        """Seconds until the first lease ends, never more than `at_most`; calls already cut have none."""
        oldest = min((each.lease_from for each in self._held if each.code is None), default=None)
        if oldest is None:
            return at_most
        return min(at_most, max(0.0, oldest + LEASE_SECONDS - self._clock.monotonic()))


class Held:
    """One call under watch; enter it once, in the task that makes the call."""

    __slots__ = ("_cancelling", "_task", "_watch", "code", "epoch", "lease_from", "tenant")

    def __init__(self, watch: AsyncioWatch, tenant: str, epoch: int) -> None:
        """Not watched before it is entered."""
        self._watch = watch
        self.tenant = tenant
        self.epoch = epoch
        self.lease_from = 0.0
        self.code: Code | None = None
        """Why the call was cut; None while it goes on."""

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a call is held by the task that makes it")
        self._task = task
        self._cancelling = task.cancelling()
        self._watch.enter(self)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._watch.leave(self)
        if self.code is None:
            return
        outside = self._task.uncancel() > self._cancelling
        if not outside and (kind is None or issubclass(kind, asyncio.CancelledError)):
            raise Refusal(self.code) from None

    def cut(self, code: Code) -> None:
        """Cancel the call, once; a later reason changes nothing."""
        if self.code is None:
            self.code = code
            self._task.cancel()
