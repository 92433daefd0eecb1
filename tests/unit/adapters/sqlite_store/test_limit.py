"""Whoever waits too long is ended in time, each at his own, and one timer is enough for all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from gateway.adapters.sqlite_store.limit import Limit

SECONDS = 0.1


async def test_each_wait_ends_at_its_own_time_in_the_order_in_which_they_began() -> None:
    loop = asyncio.get_running_loop()
    limit = Limit(loop, SECONDS)
    ended: list[tuple[int, float]] = []

    def begin(number: int) -> float:
        limit.begin(lambda: ended.append((number, loop.time())))
        return loop.time() + SECONDS

    first = begin(0)
    await asyncio.sleep(SECONDS / 2)
    second = begin(1)
    await asyncio.sleep(SECONDS * 3)
    third = begin(2)
    await asyncio.sleep(SECONDS * 2)

    assert [number for number, _ in ended] == [0, 1, 2]
    assert all(at >= until - 0.002 for (_, at), until in zip(ended, (first, second, third), strict=True))


async def test_waits_that_come_while_others_are_watched_set_no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    limit = Limit(loop, 3600)
    set_at: list[float] = []

    def call_at(when: float, act: Callable[[], None]) -> None:
        del act
        set_at.append(when)

    monkeypatch.setattr(loop, "call_at", call_at)
    for _ in range(100):
        limit.begin(asyncio.Event().set)

    assert len(set_at) == 1
