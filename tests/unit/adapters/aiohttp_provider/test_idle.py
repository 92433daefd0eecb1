"""Silence is cut once, however aiohttp sees it; pieces put the cut off."""

import asyncio

from gateway.adapters.aiohttp_provider.idle import Idle


async def test_silence_is_cut_once() -> None:
    cuts: list[int] = []
    idle = Idle(0.02, lambda: cuts.append(1))
    idle.start()
    await asyncio.sleep(0.1)

    assert cuts == [1]
    assert idle.is_over


async def test_pieces_put_the_cut_off_and_an_end_in_order_takes_it_away() -> None:
    cuts: list[int] = []
    idle = Idle(0.2, lambda: cuts.append(1))
    idle.start()
    for _ in range(6):
        await asyncio.sleep(0.05)
        idle.heard()
    idle.stop()
    await asyncio.sleep(0.3)

    assert cuts == []
    assert not idle.is_over


async def test_what_was_never_started_can_be_stopped() -> None:
    idle = Idle(0.01, lambda: None)
    idle.stop()
    await asyncio.sleep(0.05)

    assert not idle.is_over
