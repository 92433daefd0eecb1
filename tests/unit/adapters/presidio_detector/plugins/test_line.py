"""A worker for each call: in order, for so long, and none is lost."""

import asyncio

import pytest

from gateway.adapters.presidio_detector.plugins.line import Line
from gateway.core.errors import Code, Refusal


def line(waiting: int = 8, seconds: float = 5.0) -> Line[str]:
    return Line(max_waiting=waiting, wait_seconds=seconds)


async def test_a_free_worker_is_taken_at_once_the_last_one_first() -> None:
    free = line()
    free.free("a")
    free.free("b")

    assert [await free.take(), await free.take()] == ["b", "a"]


async def test_calls_are_served_in_order() -> None:
    busy = line()
    waiting = [asyncio.create_task(busy.take()) for _ in range(3)]
    await asyncio.sleep(0)
    for worker in "abc":
        busy.free(worker)

    assert await asyncio.gather(*waiting) == ["a", "b", "c"]


async def test_a_call_waits_only_so_long() -> None:
    busy = line(seconds=0.01)

    with pytest.raises(Refusal) as caught:
        await busy.take()
    assert caught.value.code is Code.OVERLOADED
    busy.free("a")
    assert await busy.take() == "a"


async def test_the_line_has_an_end() -> None:
    busy = line(waiting=1)
    first = asyncio.create_task(busy.take())
    await asyncio.sleep(0)

    with pytest.raises(Refusal) as caught:
        await busy.take()
    assert caught.value.code is Code.OVERLOADED
    busy.free("a")
    assert await first == "a"


async def test_a_caller_that_goes_away_loses_no_worker() -> None:
    busy = line()
    leaving, staying = asyncio.create_task(busy.take()), asyncio.create_task(busy.take())
    await asyncio.sleep(0)
    busy.free("a")
    leaving.cancel()

    assert await staying == "a"
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_caller_that_went_away_is_passed_over() -> None:
    busy = line()
    leaving, staying = asyncio.create_task(busy.take()), asyncio.create_task(busy.take())
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.sleep(0)
    busy.free("a")

    assert await staying == "a"


async def test_a_free_worker_can_be_withdrawn_and_a_busy_one_cannot() -> None:
    some = line()
    some.free("a")

    assert some.withdraw("a")
    assert not some.withdraw("a")
