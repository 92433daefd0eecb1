"""A silent stream gets a sign of life, again and again; one in which something is sent gets none."""

import asyncio

import pytest

from gateway.http import keep_alive
from gateway.http.keep_alive import KeepingAlive


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_alive, "SILENCE_SECONDS", 0.02)


class Signs:
    """Counts them, each after `waits` turns of the loop."""

    def __init__(self, waits: int = 0) -> None:
        self.given = 0
        self.dropped = 0
        self.is_silent = True
        self.second = asyncio.Event()
        self._waits = waits

    async def sign(self) -> None:
        try:
            for _ in range(self._waits):
                await asyncio.sleep(0)
        except GeneratorExit:
            self.dropped += 1
            self.second.set()
            raise
        self.given += 1
        if self.given == 2:
            self.second.set()

    def keeping(self) -> KeepingAlive:
        return KeepingAlive(lambda: self.is_silent, self.sign)


async def test_silence_gets_signs_until_it_is_left() -> None:
    signs = Signs()
    with signs.keeping():
        await asyncio.wait_for(signs.second.wait(), 10)
    given = signs.given
    await asyncio.sleep(0.1)

    assert signs.given == given


async def test_while_something_is_sent_there_is_none() -> None:
    signs = Signs()
    signs.is_silent = False
    with signs.keeping():
        await asyncio.sleep(0.2)

    assert signs.given == 0


async def test_a_sign_that_would_have_to_wait_is_dropped() -> None:
    signs = Signs(waits=1)
    with signs.keeping():
        await asyncio.wait_for(signs.second.wait(), 10)

    assert (signs.given, signs.dropped > 0) == (0, True)
