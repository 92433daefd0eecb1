"""Closing what a crash left open (F24): an intent without an outcome, whose process is gone, gets the outcome `unknown`.

A worker may be stopped between being told of a crash and closing it: the store tells another then (`lost_processes`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.control.plane import ControlPlane
from gateway.core.errors import Refusal
from gateway.core.ledger import Event, Record

LOOK_SECONDS = 20.0
"""Until a process that was killed is missed; meanwhile its calls hold their places in tenants' budgets."""

_log = logging.getLogger("isogate")


@asynccontextmanager
async def orphans_closed(plane: ControlPlane) -> AsyncIterator[None]:
    """Close them at once, and while inside whenever another process was lost."""
    await close_orphans(plane)
    closing = asyncio.create_task(_go_on(plane), name="isogate-orphans")
    try:
        yield
    finally:
        closing.cancel()
        await asyncio.wait([closing])


async def _go_on(plane: ControlPlane) -> None:
    is_due = False
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            if not is_due:
                is_due = True  # whoever asks may be the only one who is told, also where the answer is lost
                is_due = await plane.store.lost_processes() > 0
            if is_due:
                await close_orphans(plane)
                is_due = False
        except Refusal:
            continue  # a store that is away is asked again
        except Exception as error:  # noqa: BLE001 - whatever it is, the next look is made
            _log.error("orphans: %s", type(error).__name__)


async def close_orphans(plane: ControlPlane) -> int:
    """Append an outcome for each orphaned intent; return how many there were. Nobody knows what their providers saw."""
    orphans = await plane.store.orphans()
    for intent in orphans:
        facts = {**intent.facts, "status": "unknown"}
        await plane.store.append(Record(intent.trace, Event.OUTCOME, plane.clock.now(), intent.tenant, facts))
    return len(orphans)
