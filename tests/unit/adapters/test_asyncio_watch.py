"""Beside `tests/contracts/test_watch.py`: it costs calls next to nothing, and fails towards cutting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from gateway.adapters.asyncio_watch import AsyncioWatch
from gateway.core.errors import Code, Refusal
from tests.support.clock import SettableClock


class Broken:
    """Answers with too few epochs."""

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        return [0] * (len(tenants) - 1)


async def test_an_answer_that_does_not_fit_the_question_lets_the_lease_run_out() -> None:
    clock = SettableClock()
    watch = AsyncioWatch(Broken(), clock)

    async def call() -> None:
        async with watch.hold("acme", 0):
            await asyncio.sleep(3600)

    task = asyncio.create_task(call())
    await asyncio.sleep(0)
    await clock.advance(1)
    with pytest.raises(Refusal) as caught:
        await task
    await watch.close()

    assert caught.value.code is Code.STORE_UNAVAILABLE


async def test_a_short_call_starts_no_task_and_asks_nothing_of_its_own() -> None:
    watch = AsyncioWatch(Broken(), SettableClock())
    async with watch.hold("acme", 0):
        tasks = len(asyncio.all_tasks())
    for _ in range(100):
        async with watch.hold("acme", 0):
            assert len(asyncio.all_tasks()) == tasks
    await watch.close()


async def test_the_watchs_own_work_waits_until_a_request_that_is_ready_has_left() -> None:
    clock = SettableClock()
    watch = AsyncioWatch(Broken(), clock)
    async with watch.hold("acme", 0):
        await clock.settle()
    await clock.advance(1)
    before = clock.sleeping
    async with watch.hold("acme", 0):
        await asyncio.sleep(0)  # the turn in which the egress looks at its connection, before it writes
        at_the_write = clock.sleeping
        await clock.settle()
        after = clock.sleeping
    await watch.close()

    assert (before, at_the_write, after) == (0, 0, 1)


async def test_a_watch_that_never_held_a_call_closes() -> None:
    tasks = asyncio.all_tasks()
    await AsyncioWatch(Broken(), SettableClock()).close()

    assert asyncio.all_tasks() == tasks
