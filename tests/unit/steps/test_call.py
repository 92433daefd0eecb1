"""Step 7: one dial of exactly what was guarded, under a permit of 200 ms."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Consented, Guarded, Outgoing
from gateway.core.wire import Event
from gateway.ports.provider import Gate, Incoming
from gateway.steps.call import PERMIT_SECONDS, Permit, call
from tests.support.clock import SettableClock
from tests.support.stages import admission, authenticated, permitted

OUTGOING = Outgoing("POST", "http://127.0.0.1:9/chat/completions", (), b"{}")


class Answering:
    async def arrivals(self) -> AsyncIterator[Sequence[Event]]:
        yield (Event(None, {}),)


class Dialled:
    """A prepared request that counts its dials and fails in the way that the test says."""

    def __init__(self, outgoing: Outgoing, refusal: Refusal | None = None) -> None:
        self.outgoing = outgoing
        self.refusal = refusal
        self.dials = 0

    def check(self) -> None:
        """Nothing is asserted."""

    @asynccontextmanager
    async def dial(self, gate: Gate, timeouts: Timeouts) -> AsyncIterator[Incoming]:
        del gate, timeouts
        self.dials += 1
        if self.refusal is not None:
            raise self.refusal
        yield Answering()


class Holding:
    """A watch that remembers under which epoch a call was held."""

    def __init__(self) -> None:
        self.held: list[tuple[str, int]] = []

    def hold(self, tenant: str, epoch: int) -> AbstractAsyncContextManager[None]:
        @asynccontextmanager
        async def held() -> AsyncIterator[None]:
            self.held.append((tenant, epoch))
            yield

        return held()


async def again() -> Consented:
    return Consented(authenticated(admitted_at=1_001.0, admission=admission(epoch=8)))


async def ignored(incoming: Incoming) -> None:
    pass


def permit(clock: SettableClock, meanwhile: Callable[[], object] = object) -> Permit:
    return Permit(authenticated(admitted_at=1_000.0), clock, again, meanwhile)


async def test_the_guarded_bytes_are_dialled_once_and_watched_under_the_admitted_epoch() -> None:
    prepared, watch = Dialled(OUTGOING), Holding()

    await call(Guarded(permitted(), OUTGOING), prepared, permit(SettableClock()), watch, ignored)

    assert prepared.dials == 1
    assert watch.held == [("acme", 7)]


async def test_bytes_that_were_not_guarded_are_never_dialled() -> None:
    other = Outgoing(OUTGOING.method, OUTGOING.url, (), OUTGOING.body)
    prepared = Dialled(other)

    with pytest.raises(Refusal) as caught:
        await call(Guarded(permitted(), OUTGOING), prepared, permit(SettableClock()), Holding(), ignored)

    assert caught.value.code is Code.INTERNAL
    assert prepared.dials == 0


async def test_whatever_fails_from_the_dial_on_is_marked_as_dialled() -> None:
    prepared = Dialled(OUTGOING, Refusal(Code.STORE_UNAVAILABLE))

    with pytest.raises(Refusal) as caught:
        await call(Guarded(permitted(), OUTGOING), prepared, permit(SettableClock()), Holding(), ignored)

    assert caught.value.dialled
    assert not caught.value.should_retry


async def test_a_permit_closes_after_200_milliseconds_and_opens_again_by_admission_alone() -> None:
    clock = SettableClock()
    held = permit(clock)

    seen = []
    for seconds in (PERMIT_SECONDS, 0.001):
        await clock.advance(seconds)
        seen.append(held.is_open)
    await clock.advance(1.0 - PERMIT_SECONDS)
    await held.renew()
    seen.append(held.is_open)

    assert seen == [True, False, True]
    assert held.epoch == 8


async def test_a_permit_that_was_used_makes_ready_for_the_answer_once_the_loop_has_sent_the_request() -> None:
    made: list[str] = []

    permit(SettableClock(), lambda: made.append("ready")).used()
    before = list(made)
    await asyncio.sleep(0)

    assert (before, made) == ([], ["ready"])
