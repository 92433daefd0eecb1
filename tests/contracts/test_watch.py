"""What every watch promises: a changed or unreadable epoch cuts the call, and nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from gateway.adapters.asyncio_watch import AsyncioWatch
from gateway.core.errors import Code, Refusal
from gateway.ports.store import UNREADABLE
from gateway.ports.watch import Watch
from tests.support.clock import SettableClock


class Ledger:
    """Epochs that a test sets: refusing, hanging, or answering late with what it read first."""

    def __init__(self, clock: SettableClock) -> None:
        self._clock = clock
        self.away = ""
        """A tenant whose epoch takes a moment not to be read."""
        self.current: dict[str, int] = {}
        self.asked: list[list[str]] = []
        self.failing = False
        self.hanging = False
        self.late: asyncio.Event | None = None

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        self.asked.append(list(tenants))
        read = [self.current.get(tenant, 0) for tenant in tenants]
        if self.failing:
            raise Refusal(Code.STORE_UNAVAILABLE)
        if self.hanging:
            await asyncio.Event().wait()
        if self.late is not None:
            await self.late.wait()
        if self.away in tenants:
            await self._clock.sleep(0.2)
            read[tenants.index(self.away)] = UNREADABLE
        return read


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def ledger(clock: SettableClock) -> Ledger:
    return Ledger(clock)


@pytest.fixture
async def watch(ledger: Ledger, clock: SettableClock) -> AsyncIterator[Watch]:
    watching = AsyncioWatch(ledger, clock)
    yield watching
    await watching.close()


async def call(watch: Watch, tenant: str = "acme", epoch: int = 0, seconds: float = 3600) -> str:
    async with watch.hold(tenant, epoch):
        await asyncio.sleep(seconds)
    return "answered"


async def slow_to_leave(watch: Watch, leaving: asyncio.Event) -> None:
    async with watch.hold("acme", 0):
        try:
            await asyncio.sleep(3600)
        finally:
            await leaving.wait()


async def started(watch: Watch, tenant: str = "acme", epoch: int = 0) -> asyncio.Task[str]:
    task = asyncio.create_task(call(watch, tenant, epoch))
    await asyncio.sleep(0)
    return task


async def refused(task: asyncio.Task[str]) -> Code:
    with pytest.raises(Refusal) as caught:
        await task
    assert task.cancelling() == 0
    return caught.value.code


async def end(task: asyncio.Task[str]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_call_under_an_unchanged_epoch_goes_on(watch: Watch, clock: SettableClock) -> None:
    task = await started(watch)
    await clock.advance(10)

    assert not task.done()
    await end(task)


async def test_a_withdrawal_cuts_the_call_within_half_a_second(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    task = await started(watch)
    await clock.advance(1.1)
    ledger.current["acme"] = 1
    await clock.advance(0.5)

    assert task.done()
    assert await refused(task) is Code.CONSENT_WITHDRAWN


async def test_a_withdrawal_cuts_no_other_tenants_call(watch: Watch, clock: SettableClock, ledger: Ledger) -> None:
    task, other = await started(watch, "acme"), await started(watch, "beta")
    ledger.current["acme"] = 1
    await clock.advance(1)

    assert task.done()
    assert not other.done()
    assert await refused(task) is Code.CONSENT_WITHDRAWN
    await end(other)


async def test_an_epoch_that_alone_cannot_be_read_cuts_its_tenants_call_when_its_lease_ends(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    task, other = await started(watch, "acme"), await started(watch, "beta")
    ledger.current["acme"] = UNREADABLE
    await clock.advance(0.5)
    assert not task.done()
    await clock.advance(0.5)

    assert await refused(task) is Code.STORE_UNAVAILABLE
    assert not other.done()
    await end(other)


async def test_a_shard_that_is_slow_not_to_answer_cuts_nobody_elses_call(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    other = await started(watch, "beta")
    await clock.advance(1)
    ledger.away = "acme"
    away = []
    for _ in range(40):
        away.append(await started(watch, "acme"))
        await clock.advance(0.1)

    assert not other.done()
    for task in away:
        task.cancel()
    await asyncio.gather(*away, return_exceptions=True)
    await end(other)


async def test_a_call_that_was_cut_is_asked_for_no_more(watch: Watch, clock: SettableClock, ledger: Ledger) -> None:
    leaving = asyncio.Event()
    task = asyncio.create_task(slow_to_leave(watch, leaving))
    other = await started(watch, "beta")
    ledger.current["acme"] = 1
    await clock.advance(1)
    ledger.asked.clear()
    await clock.advance(1)
    leaving.set()

    assert ledger.asked == [["beta"]] * 4
    with pytest.raises(Refusal):
        await task
    await end(other)


async def test_an_epoch_that_fell_cuts_the_call_too(watch: Watch, clock: SettableClock, ledger: Ledger) -> None:
    ledger.current["acme"] = 5
    task = await started(watch, epoch=6)
    await clock.advance(1)

    assert await refused(task) is Code.CONSENT_WITHDRAWN


@pytest.mark.parametrize("way", ["failing", "hanging"])
async def test_a_store_that_cannot_be_read_cuts_the_call_when_its_lease_ends(
    way: str, watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    task = await started(watch)
    await clock.advance(1)
    setattr(ledger, way, True)
    await clock.advance(0.45)
    assert not task.done()
    await clock.advance(0.4)

    assert await refused(task) is Code.STORE_UNAVAILABLE


async def test_a_short_outage_cuts_nothing(watch: Watch, clock: SettableClock, ledger: Ledger) -> None:
    task = await started(watch)
    await clock.advance(1)
    ledger.failing = True
    await clock.advance(0.45)
    ledger.failing = False
    await clock.advance(5)

    assert not task.done()
    await end(task)


async def test_wall_clock_jumps_mean_nothing(watch: Watch, clock: SettableClock) -> None:
    task = await started(watch)
    for seconds in (3600, -7200, 1, -1):
        clock.jump(seconds)
        await clock.advance(1)

    assert not task.done()
    await end(task)


async def test_a_lease_ends_however_late_the_loop_notices(watch: Watch, clock: SettableClock) -> None:
    task = await started(watch)
    await clock.advance(1)
    await clock.advance(1, step=1)

    assert await refused(task) is Code.STORE_UNAVAILABLE


async def test_an_answer_older_than_the_call_does_not_judge_it(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    old = await started(watch)
    ledger.late = asyncio.Event()
    await clock.advance(0.3)
    ledger.current["acme"] = 1
    young = await started(watch, epoch=1)
    ledger.late.set()
    ledger.late = None
    await clock.advance(2)

    assert await refused(old) is Code.CONSENT_WITHDRAWN
    assert not young.done()
    await end(young)


async def test_a_cancellation_from_outside_passes_through(watch: Watch) -> None:
    task = await started(watch)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancellation_from_outside_wins_over_a_cut_of_the_same_moment(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    leaving = asyncio.Event()
    task = asyncio.create_task(slow_to_leave(watch, leaving))
    await asyncio.sleep(0)
    ledger.current["acme"] = 1
    await clock.advance(1)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_block_that_swallows_its_cut_is_refused_all_the_same(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    async def swallows() -> None:
        async with watch.hold("acme", 0):
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                return

    task = asyncio.create_task(swallows())
    await asyncio.sleep(0)
    ledger.current["acme"] = 1
    await clock.advance(1)

    with pytest.raises(Refusal):
        await task


async def test_a_failure_of_the_block_itself_stays_what_it_is(watch: Watch) -> None:
    with pytest.raises(Refusal) as caught:
        async with watch.hold("acme", 0):
            raise Refusal(Code.PROVIDER_ERROR)

    assert caught.value.code is Code.PROVIDER_ERROR


async def test_the_task_lives_on_after_a_cut(watch: Watch, clock: SettableClock, ledger: Ledger) -> None:
    async def two_calls() -> str:
        with pytest.raises(Refusal):
            await call(watch)
        await asyncio.sleep(0)
        return await call(watch, epoch=1, seconds=0)

    task = asyncio.create_task(two_calls())
    await asyncio.sleep(0)
    ledger.current["acme"] = 1
    await clock.advance(1)

    assert await task == "answered"


async def test_only_tenants_with_calls_in_flight_are_asked_for(
    watch: Watch, clock: SettableClock, ledger: Ledger
) -> None:
    task = await started(watch, "acme")
    also = await started(watch, "beta")
    await clock.advance(0.3)
    assert ledger.asked == [["acme", "beta"]]
    await end(also)
    await clock.advance(0.25)
    assert ledger.asked[1:] == [["acme"]]
    await end(task)
    await clock.advance(2)

    assert ledger.asked[2:] == []


async def test_closing_cuts_what_nobody_would_watch_any_more(ledger: Ledger, clock: SettableClock) -> None:
    watch = AsyncioWatch(ledger, clock)
    task = await started(watch)
    await clock.advance(0.3)
    await watch.close()

    assert await refused(task) is Code.STORE_UNAVAILABLE
