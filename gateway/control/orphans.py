"""Closing what a crash left open (F24): an intent without an outcome, whose process is gone, gets the outcome `unknown`."""

from __future__ import annotations

from gateway.control.plane import ControlPlane
from gateway.core.ledger import Event, Record


async def close_orphans(plane: ControlPlane) -> int:
    """Append an outcome for each orphaned intent; return how many there were. Nobody knows what their providers saw."""
    orphans = await plane.store.orphans()
    for intent in orphans:
        facts = {**intent.facts, "status": "unknown"}
        await plane.store.append(Record(intent.trace, Event.OUTCOME, plane.clock.now(), intent.tenant, facts))
    return len(orphans)
