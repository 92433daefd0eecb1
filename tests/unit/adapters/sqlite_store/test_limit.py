"""Whoever waits too long is ended in time, each at his own, and one timer is enough for all."""

from __future__ import annotations

import asyncio

from gateway.adapters.sqlite_store.limit import Limit
from tests.support.timers import Clockwork

SECONDS = 4.0


async def test_each_wait_ends_at_its_own_time_in_the_order_in_which_they_began() -> None:
    loop, clock = asyncio.get_running_loop(), Clockwork()
    limit = Limit(loop, SECONDS)
    ended: list[tuple[int, float]] = []

    def begin(number: int) -> None:
        limit.begin(lambda: ended.append((number, loop.time())))

    with clock.stopped():
        for number in range(4):
            begin(number)
            clock.pass_by(1.5)
        clock.pass_by(20)
        begin(4)
        clock.pass_by(20)

    assert ended == [(0, 4.0), (1, 5.5), (2, 7.0), (3, 8.5), (4, 30.0)]


async def test_waits_that_come_while_others_are_watched_set_no_timer() -> None:
    limit, clock = Limit(asyncio.get_running_loop(), SECONDS), Clockwork()
    with clock.stopped():
        for _ in range(100):
            limit.begin(asyncio.Event().set)

        assert clock.count == 1
