"""Patience ends once: with silence, or with the total; what is heard puts silence off."""

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.aiohttp_provider.patience import Patience
from gateway.core.policy import Timeouts
from tests.support.timers import Clockwork


@pytest.fixture
async def clock() -> AsyncIterator[Clockwork]:
    clock = Clockwork()
    with clock.stopped():
        yield clock


def patience(cuts: list[int], *, total: float = 9.0, first: float = 9.0, idle: float = 9.0) -> Patience:
    timeouts = Timeouts(first_byte_seconds=first, idle_seconds=idle, total_seconds=total)
    return Patience(timeouts, lambda: cuts.append(1))


async def test_silence_is_cut_once(clock: Clockwork) -> None:
    cuts: list[int] = []
    waiting = patience(cuts, idle=2)
    waiting.expect(2)
    clock.pass_by(1.9)
    early = list(cuts)
    clock.pass_by(20)

    assert (early, cuts) == ([], [1])
    assert waiting.is_over


async def test_pieces_put_the_cut_off_and_an_end_in_order_takes_it_away(clock: Clockwork) -> None:
    cuts: list[int] = []
    waiting = patience(cuts, idle=2)
    waiting.expect(2)
    for _ in range(4):
        clock.pass_by(1.5)
        waiting.heard()
    waiting.stop()
    clock.pass_by(20)

    assert cuts == []
    assert not waiting.is_over


async def test_while_nobody_listens_silence_does_not_count_but_the_total_does(clock: Clockwork) -> None:
    cuts: list[int] = []
    waiting = patience(cuts, total=9, idle=1)
    waiting.expect(1)
    waiting.rest()
    clock.pass_by(8)
    rested = list(cuts)
    clock.pass_by(1)

    assert (rested, cuts) == ([], [1])


async def test_pieces_do_not_put_the_total_off(clock: Clockwork) -> None:
    waiting = patience([], total=4, idle=2)
    waiting.expect(2)
    for _ in range(4):
        clock.pass_by(1)
        waiting.heard()

    assert waiting.is_over


async def test_a_shorter_silence_that_is_expected_later_is_met_in_time(clock: Clockwork) -> None:
    waiting = patience([], first=5, idle=1)
    waiting.expect(5)
    clock.pass_by(0.5)
    waiting.expect(1)
    clock.pass_by(1.5)

    assert waiting.is_over


async def test_before_anything_is_expected_nothing_is_cut(clock: Clockwork) -> None:
    waiting = patience([], total=1, idle=1, first=1)
    clock.pass_by(5)

    assert not waiting.is_over


async def test_the_total_counts_from_the_beginning_although_something_is_expected_late(clock: Clockwork) -> None:
    waiting = patience([], total=3, first=2.5)
    clock.pass_by(2)
    waiting.expect(9)
    clock.pass_by(1)

    assert waiting.is_over


async def test_a_total_that_is_over_when_something_is_expected_is_met_at_once(clock: Clockwork) -> None:
    waiting = patience([], total=1)
    clock.pass_by(2)
    waiting.expect(9)
    clock.pass_by(0)

    assert waiting.is_over
