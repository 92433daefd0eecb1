"""Patience ends once: with silence, or with the total; what is heard puts silence off."""

import asyncio

from gateway.adapters.aiohttp_provider.patience import Patience
from gateway.core.policy import Timeouts


def timeouts(*, total: float = 9.0, first: float = 9.0, idle: float = 9.0) -> Timeouts:
    return Timeouts(first_byte_seconds=first, idle_seconds=idle, total_seconds=total)


async def test_silence_is_cut_once() -> None:
    cuts: list[int] = []
    patience = Patience(timeouts(idle=0.02), lambda: cuts.append(1))
    patience.expect(0.02)
    await asyncio.sleep(0.15)

    assert cuts == [1]
    assert patience.is_over


async def test_pieces_put_the_cut_off_and_an_end_in_order_takes_it_away() -> None:
    cuts: list[int] = []
    patience = Patience(timeouts(idle=0.2), lambda: cuts.append(1))
    patience.expect(0.2)
    for _ in range(6):
        await asyncio.sleep(0.05)
        patience.heard()
    patience.stop()
    await asyncio.sleep(0.3)

    assert cuts == []
    assert not patience.is_over


async def test_while_nobody_listens_silence_does_not_count_but_the_total_does() -> None:
    cuts: list[int] = []
    patience = Patience(timeouts(total=0.5, idle=0.02), lambda: cuts.append(1))
    patience.expect(0.02)
    patience.rest()
    await asyncio.sleep(0.2)
    rested = list(cuts)
    await asyncio.sleep(0.5)

    assert (rested, cuts) == ([], [1])


async def test_pieces_do_not_put_the_total_off() -> None:
    patience = Patience(timeouts(total=0.2, idle=0.1), lambda: None)
    patience.expect(0.1)
    for _ in range(10):
        await asyncio.sleep(0.03)
        patience.heard()

    assert patience.is_over


async def test_a_shorter_silence_that_is_expected_later_is_met_in_time() -> None:
    patience = Patience(timeouts(first=5.0, idle=0.1), lambda: None)
    patience.expect(5.0)
    await asyncio.sleep(0.05)
    patience.expect(0.1)
    await asyncio.sleep(0.2)

    assert patience.is_over


async def test_before_anything_is_expected_nothing_is_cut() -> None:
    patience = Patience(timeouts(total=0.02, idle=0.02, first=0.02), lambda: None)
    await asyncio.sleep(0.1)
    over = patience.is_over
    patience.stop()

    assert not over


async def test_the_total_counts_from_the_beginning_although_something_is_expected_late() -> None:
    patience = Patience(timeouts(total=0.3, first=0.25), lambda: None)
    await asyncio.sleep(0.2)
    patience.expect(9.0)
    await asyncio.sleep(0.2)

    assert patience.is_over


async def test_a_total_that_is_over_when_something_is_expected_is_met_at_once() -> None:
    patience = Patience(timeouts(total=0.05), lambda: None)
    await asyncio.sleep(0.1)
    patience.expect(9.0)
    await asyncio.sleep(0.05)

    assert patience.is_over
