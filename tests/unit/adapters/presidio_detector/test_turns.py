"""One core for all tenants: turns go round, nobody's burst or long text holds up the others, and nobody waits for ever."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from gateway.adapters.presidio_detector import deadline, job
from gateway.adapters.presidio_detector import turns as turns_module
from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.turns import Turns
from gateway.core.errors import Code, Refusal


class Core:
    """Work that notes who had the core, and that two never have it at once."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self._holder = threading.Lock()

    def of(self, name: str, looks: int = 1, seconds: float = 0.002) -> Callable[[Deadline], str]:
        def work(deadline: Deadline) -> str:
            for _ in range(looks):
                assert self._holder.acquire(blocking=False), "two at once"
                self.order.append(name)
                time.sleep(seconds)
                self._holder.release()
                deadline.check()
            return name

        return work


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn is over at each look."""
    monkeypatch.setattr(turns_module, "TURN_SECONDS", 0.0)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """No turn is ever over."""
    monkeypatch.setattr(turns_module, "TURN_SECONDS", 3600.0)


async def test_work_gives_back_what_it_found() -> None:
    assert await Turns().take("a", lambda _: 7, 1) == 7


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux alone")
async def test_work_stands_behind_the_event_loop_for_the_processor() -> None:
    def priority(_: Deadline) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    ours = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert await Turns().take("a", priority, 1) == min(ours + turns_module.STEPS_BACK, 19)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == ours


async def test_where_threads_may_not_step_back_they_work_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", denied)

    assert await Turns().take("a", lambda _: 7, 1) == 7


async def test_one_tenants_work_goes_in_the_order_in_which_it_came() -> None:
    core, turns = Core(), Turns()
    await asyncio.gather(*[turns.take("a", core.of(f"a{number}", looks=3), 5) for number in range(4)])

    assert core.order == [f"a{number}" for number in range(4) for _ in range(3)]


async def test_tenants_have_the_core_in_turns() -> None:
    core, turns, gate = Core(), Turns(), threading.Event()
    first = asyncio.create_task(turns.take("first", lambda _: gate.wait(5), 5))
    works = [asyncio.create_task(turns.take(name, core.of(name, looks=8), 5)) for name in "abc"]
    await asyncio.sleep(0.01)
    gate.set()
    await first

    assert await asyncio.gather(*works) == ["a", "b", "c"]
    assert core.order == ["a", "b", "c"] * 8


async def test_a_single_call_waits_for_one_turn_of_a_burst_and_not_for_the_burst() -> None:
    core, turns = Core(), Turns()
    burst = [asyncio.create_task(turns.take("burst", core.of("burst", looks=5), 5)) for _ in range(40)]
    await asyncio.sleep(0.02)
    before = len(core.order)
    await turns.take("one", core.of("one"), 5)

    assert core.order[before:].index("one") <= 3
    assert not any(each.done() for each in burst[5:])
    await asyncio.gather(*burst)


async def test_who_comes_in_anothers_turn_has_the_next_one() -> None:
    core, turns, gate = Core(), Turns(), threading.Event()
    first = asyncio.create_task(turns.take("burst", lambda _: gate.wait(5), 5))
    burst = [asyncio.create_task(turns.take("burst", core.of("burst"), 5)) for _ in range(5)]
    await asyncio.sleep(0.01)
    one = asyncio.create_task(turns.take("one", core.of("one"), 5))
    await asyncio.sleep(0.01)
    gate.set()
    await asyncio.gather(first, one, *burst)

    assert core.order == ["one", *["burst"] * 5]


async def test_who_comes_in_the_middle_of_a_long_work_has_the_next_turn() -> None:
    turns, gate, order = Turns(), threading.Event(), []

    def work(deadline: Deadline) -> None:
        gate.wait(5)
        deadline.check()
        order.append("long")

    long = asyncio.create_task(turns.take("long", work, 5))
    await asyncio.sleep(0.01)
    one = asyncio.create_task(turns.take("one", lambda _: order.append("one"), 5))
    await asyncio.sleep(0.01)
    gate.set()
    await asyncio.gather(long, one)

    assert order == ["one", "long"]


async def test_a_short_call_does_not_wait_for_another_tenants_long_text() -> None:
    core, turns = Core(), Turns()
    long = asyncio.create_task(turns.take("long", core.of("long", looks=300), 10))
    await asyncio.sleep(0.02)
    before = len(core.order)
    await turns.take("short", core.of("short", looks=3), 5)

    assert core.order[before:].count("long") < 20
    assert not long.done()
    await long


async def test_what_others_took_counts_for_no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    for counted in (turns_module, job, deadline):
        monkeypatch.setattr(counted, "time", SimpleNamespace(monotonic=lambda: clock[0], thread_time=time.thread_time))

    def work(limit: Deadline) -> float:
        for _ in range(20):
            clock[0] += 0.01
            limit.check()
        return clock[0]

    turns = Turns()
    ended = await asyncio.gather(*(turns.take(f"t{number}", work, 0.25) for number in range(8)))

    assert max(ended) > 1.5, "the last one saw all others' seconds pass"


async def test_a_deadline_ends_work_that_is_its_own() -> None:
    with pytest.raises(TimeoutError):
        await Turns().take("a", Core().of("a", looks=1000), 0.05)


async def test_what_work_raises_is_raised_and_the_core_is_free_again() -> None:
    def broken(deadline: Deadline) -> None:
        raise ValueError("x")

    turns = Turns()
    with pytest.raises(ValueError, match="x"):
        await turns.take("a", broken, 1)
    assert await turns.take("a", lambda _: 7, 1) == 7


async def test_a_thread_that_cannot_start_fails_one_work_and_the_core_is_free_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, done = Turns(), list[str]()
    with monkeypatch.context() as without_threads:
        without_threads.setattr(threading.Thread, "start", _no_thread)
        with pytest.raises(RuntimeError, match="new thread"):
            await turns.take("a", lambda _: done.append("a"), 1)

    await turns.take("b", lambda _: done.append("b"), 1)
    assert done == ["b"]


def _no_thread(_thread: threading.Thread) -> None:
    msg = "can't start new thread"
    raise RuntimeError(msg)


async def test_work_that_hangs_is_given_up_and_holds_up_nobody_after_that() -> None:
    turns, released = Turns(), threading.Event()
    hung = asyncio.create_task(turns.take("hung", lambda _: released.wait(10), 0.1))
    await asyncio.sleep(0.01)
    began = time.monotonic()

    assert await turns.take("other", lambda _: 7, 1) == 7
    assert time.monotonic() - began < 1
    with pytest.raises(TimeoutError):
        await hung
    released.set()


async def test_a_caller_who_leaves_takes_his_work_along() -> None:
    core, turns = Core(), Turns()
    first = asyncio.create_task(turns.take("a", core.of("first", looks=1000), 10))
    second = asyncio.create_task(turns.take("a", core.of("second"), 10))
    await asyncio.sleep(0.02)
    for each in (second, first):
        each.cancel()
        await asyncio.wait([each])
    noted = len(core.order)

    assert await turns.take("a", lambda _: 7, 1) == 7
    await asyncio.sleep(0.02)
    assert len(core.order) <= noted + 1
    assert "second" not in core.order


async def test_a_line_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "MAX_IN_LINE", 3)
    turns, core, gate = Turns(), Core(), threading.Event()
    waiting = [asyncio.create_task(turns.take("a", lambda _: gate.wait(5), 5)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as caught:
        await turns.take("a", core.of("a"), 5)

    assert (caught.value.code, caught.value.retry_after_seconds) == (Code.OVERLOADED, 1)
    other = asyncio.create_task(turns.take("b", core.of("b"), 5))
    gate.set()
    assert await other == "b"
    await asyncio.gather(*waiting)


class Burst:
    """A tenant with so many works; the first stops at two gates, and looks at its deadline after each."""

    def __init__(self, turns: Turns, count: int = 4) -> None:
        self.order: list[str] = []
        self.gates = threading.Event(), threading.Event()
        self.tasks = [asyncio.create_task(turns.take("burst", self._first, 5))]
        self.tasks += [asyncio.create_task(turns.take("burst", self._next, 5)) for _ in range(count - 1)]

    def _first(self, deadline: Deadline) -> None:
        for gate in self.gates:
            gate.wait(5)
            deadline.check()
            self.order.append("burst")

    def _next(self, _: Deadline) -> None:
        self.order.append("next")

    def one(self, turns: Turns, name: str) -> "asyncio.Task[None]":
        return asyncio.create_task(turns.take(name, lambda _: self.order.append(name), 5))


@pytest.mark.usefixtures("long")
async def test_a_bursts_turn_is_cut_short_for_a_lighter_tenant_and_goes_on_right_after() -> None:
    turns = Turns()
    burst = Burst(turns)
    await asyncio.sleep(0.01)
    one, other = burst.one(turns, "one"), burst.one(turns, "other")
    await asyncio.sleep(0.01)
    for gate in burst.gates:
        gate.set()
    await asyncio.gather(one, other, *burst.tasks)

    assert burst.order == ["one", "burst", "burst", "other", "next", "next", "next"]


@pytest.mark.usefixtures("long")
async def test_a_turn_is_cut_once_and_no_more() -> None:
    turns = Turns()
    burst = Burst(turns)
    await asyncio.sleep(0.01)
    one = burst.one(turns, "one")
    await asyncio.sleep(0.01)
    burst.gates[0].set()
    await one
    await asyncio.sleep(0.01)
    other = burst.one(turns, "other")
    await asyncio.sleep(0.01)
    burst.gates[1].set()
    await asyncio.gather(other, *burst.tasks)

    assert burst.order[:4] == ["one", "burst", "burst", "other"]


@pytest.mark.usefixtures("long")
async def test_a_turn_is_not_cut_for_a_tenant_that_has_as_much_in_line() -> None:
    turns = Turns()
    first = Burst(turns, count=1)
    await asyncio.sleep(0.01)
    one = first.one(turns, "one")
    await asyncio.sleep(0.01)
    for gate in first.gates:
        gate.set()
    await asyncio.gather(one, *first.tasks)

    assert first.order == ["burst", "burst", "one"]


@pytest.mark.usefixtures("long")
async def test_what_cannot_look_is_stopped_for_a_lighter_tenant() -> None:
    turns, stopped, order = Turns(), threading.Event(), []

    def work(deadline: Deadline) -> None:
        with deadline.stoppable(stopped.set):
            stopped.wait(5)
        deadline.check()
        order.append("burst")

    burst = [asyncio.create_task(turns.take("burst", work, 5)) for _ in range(2)]
    await asyncio.sleep(0.01)
    await turns.take("one", lambda _: order.append("one"), 5)
    await asyncio.gather(*burst)

    assert order == ["one", "burst", "burst"]


async def test_a_lighter_tenants_call_goes_on_before_a_heavier_one_has_the_next_turn() -> None:
    turns = Turns()
    burst = Burst(turns)

    async def call() -> None:
        await turns.take("one", lambda _: burst.order.append("one"), 5)
        burst.order.append("its call")

    await asyncio.sleep(0.01)
    one = asyncio.create_task(call())
    await asyncio.sleep(0.01)
    for gate in burst.gates:
        gate.set()
    await asyncio.gather(one, *burst.tasks)

    assert burst.order[:3] == ["one", "its call", "burst"]


async def test_what_a_burst_found_waits_for_a_lighter_tenants_turn() -> None:
    turns, ends, goes_on = Turns(), threading.Event(), threading.Event()
    burst = [asyncio.create_task(turns.take("burst", lambda _: ends.wait(5), 5)) for _ in range(3)]
    await asyncio.sleep(0.01)
    one = asyncio.create_task(turns.take("one", lambda _: goes_on.wait(5), 5))
    await asyncio.sleep(0.01)
    ends.set()
    await asyncio.sleep(0.02)
    assert not burst[0].done()
    goes_on.set()

    assert all(await asyncio.gather(one, *burst))


def test_a_loop_that_ends_in_a_lighter_tenants_turn_keeps_the_core_from_nobody() -> None:
    turns = Turns()

    async def left() -> None:
        burst = [asyncio.create_task(turns.take("burst", Core().of("burst"), 5)) for _ in range(3)]
        await turns.take("one", lambda _: 7, 5)
        del burst

    async def after() -> int:
        return await asyncio.wait_for(turns.take("other", lambda _: 7, 5), 5)

    for _ in range(5):
        asyncio.run(left())
        assert asyncio.run(after()) == 7


async def test_no_more_is_under_way_than_there_are_threads_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "MAX_BEGUN", 2)
    core, turns = Core(), Turns()
    await asyncio.gather(*[turns.take(name, core.of(name, looks=4), 5) for name in "abcd"])

    assert set(core.order[:4]) == {"a", "b"}
    assert len(core.order) == 16


async def test_a_hundred_tenants_of_every_kind_all_end() -> None:
    core, turns = Core(), Turns()
    works = [
        turns.take(f"t{number % 23}", core.of("x", looks=number % 4 + 1, seconds=0.0005), 10) for number in range(100)
    ]

    assert await asyncio.gather(*works) == ["x"] * 100
