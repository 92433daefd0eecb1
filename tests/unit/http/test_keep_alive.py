"""A silent stream gets a sign of life, again and again; one in which something is sent gets none."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.http.keep_alive import LOOKS, SILENCE_SECONDS, KeepingAlive
from tests.support.timers import Timers


@pytest.fixture
async def looks() -> AsyncIterator[Timers]:
    timers = Timers(SILENCE_SECONDS / LOOKS)
    with timers.held():
        yield timers


class Signs:
    """Counts them, each after `waits` turns of the loop."""

    def __init__(self, waits: int = 0) -> None:
        self.given = 0
        self.dropped = 0
        self.is_silent = True
        self._waits = waits

    async def sign(self) -> None:
        try:
            for _ in range(self._waits):
                await asyncio.sleep(0)
        except GeneratorExit:
            self.dropped += 1
            raise
        self.given += 1

    def keeping(self) -> KeepingAlive:
        return KeepingAlive(lambda: self.is_silent, self.sign)


async def test_silence_gets_signs_until_it_is_left(looks: Timers) -> None:
    signs = Signs()
    with signs.keeping():
        ran_out = [looks.run_out() for _ in range(3)]

    assert (ran_out, signs.given) == ([1, 1, 1], 3)
    assert looks.run_out() == 0


async def test_while_something_is_sent_there_is_none(looks: Timers) -> None:
    signs = Signs()
    signs.is_silent = False
    with signs.keeping():
        ran_out = [looks.run_out() for _ in range(3)]

    assert (ran_out, signs.given) == ([1, 1, 1], 0)


async def test_a_sign_that_would_have_to_wait_is_dropped(looks: Timers) -> None:
    signs = Signs(waits=1)
    with signs.keeping():
        looks.run_out()
        looks.run_out()

    assert (signs.given, signs.dropped) == (0, 2)
