"""A small writing process for a test to kill: says on stdout what the store has acknowledged.

Run as `python -m tests.support.writer sqlite PATH` or `… redis URL`.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import Store
from tests.support.ledger import WITHDRAWN, commit_ask, consent_row


def opened(kind: str, place: str) -> Store:
    """The store in question."""
    if kind == "redis":
        return RedisStore.open(place, SystemClock())
    return SqliteStore.open(Path(place), SystemClock())


async def write(kind: str, place: str) -> None:
    """Withdraw and commit without end."""
    store, number = opened(kind, place), 0
    await store.announce()
    while True:
        await store.put_consent(consent_row(WITHDRAWN, number, user=f"u{number}"))
        print("withdrawn", number, flush=True)  # noqa: T201 - the test reads it
        (epoch,) = await store.epochs(["acme"])
        await store.commit(commit_ask(epoch, f"t{number}"))
        print("committed", number, flush=True)  # noqa: T201
        number += 1


if __name__ == "__main__":
    asyncio.run(write(*sys.argv[1:3]))
