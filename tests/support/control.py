"""A control plane over a real store in a temporary directory, with a clock that stands still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from gateway.adapters.cryptography_crypto import CryptographyCipher
from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.control.plane import ACKNOWLEDGE_SECONDS, ControlPlane
from gateway.core.deployment import deployment_keys
from tests.support.clock import SettableClock

MASTER_KEY = bytes(range(32))
T = TypeVar("T")


@asynccontextmanager
async def opened_plane(directory: Path) -> AsyncIterator[tuple[ControlPlane, SettableClock]]:
    """A plane and its clock; the store is SQLite's, as shipped, with a clock of its own."""
    clock = SettableClock()
    store = SqliteStore.open(directory / "store.sqlite", SystemClock(), create=True)
    fingerprints = SqliteFingerprints(directory / "store.sqlite")
    try:
        yield (
            ControlPlane(
                store,
                clock,
                CryptographyCipher(MASTER_KEY, clock),
                deployment_keys(MASTER_KEY),
                fingerprints,
            ),
            clock,
        )
    finally:
        await fingerprints.close()
        await store.close()


def stored(directory: Path) -> bytes:
    """Every byte of the files in a directory."""
    return b"".join(path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


async def acknowledged(clock: SettableClock, act: Coroutine[None, None, T]) -> T:
    """The act's result; fails unless the act waits for 250 ms before it returns."""
    task = asyncio.create_task(act)
    while not clock.sleeping and not task.done():  # noqa: ASYNC110 - nothing tells when it begins to wait
        await asyncio.sleep(0.001)  # the store writes in a thread of its own
    await clock.advance(ACKNOWLEDGE_SECONDS - 0.01)
    assert not task.done(), "acknowledged while a permit may still be valid"
    await clock.advance(0.02)
    return await task
