"""When an act of the control plane may be acknowledged."""

import asyncio
from pathlib import Path

from gateway.control.plane import ACKNOWLEDGE_SECONDS
from gateway.steps.call import PERMIT_SECONDS
from tests.support.control import acknowledged, opened_plane


def test_every_permit_is_over_before_an_act_is_acknowledged() -> None:
    assert ACKNOWLEDGE_SECONDS >= PERMIT_SECONDS + 0.05


async def test_acknowledging_takes_250_ms_by_the_clock(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await acknowledged(clock, plane.acknowledge())
        waiting = asyncio.create_task(plane.acknowledge())
        await clock.advance(0.1)

        assert not waiting.done()
        waiting.cancel()
