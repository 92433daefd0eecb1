"""How soon a store that fails is a refusal; 300 ms are promised: `python -m tests.bench.failing`. Wall time, one at a time."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Refusal
from gateway.ports.store import Store
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, tenant_row
from tests.support.redis_server import RedisServer, closing_redis

ROUNDS = 30
ACTS: dict[str, Callable[[Store], Awaitable[object]]] = {
    "admit": lambda store: store.admit(ask()),
    "commit": lambda store: store.commit(commit_ask(0)),
    "withdraw": lambda store: store.put_consent(consent_row(WITHDRAWN)),
}


async def milliseconds(act: Callable[[Store], Awaitable[object]], store: Store) -> float | None:
    """Until the refusal; None for an act that was done all the same (a locked SQLite file is still read)."""
    began = time.perf_counter()
    try:
        await act(store)
    except Refusal:
        return (time.perf_counter() - began) * 1e3
    return None


async def tell(fault: str, store: Store) -> None:
    """Each act of a call under this fault."""
    for name, act in ACTS.items():
        found = [each for each in [await milliseconds(act, store) for _ in range(ROUNDS)] if each is not None]
        said = f"median {median(found):6.1f} ms, longest {max(found):6.1f} ms" if found else "answered"
        print(f"{fault:28} {name:9} {said}")


@asynccontextmanager
async def _filled(store: Store) -> AsyncIterator[Store]:
    await store.put_tenant(tenant_row())
    try:
        yield store
    finally:
        await store.close()


async def sqlite_faults(folder: Path) -> None:
    """A file that is locked by another program, and one that went away."""
    path = folder / "store.db"
    async with _filled(SqliteStore.open(path, SystemClock(), create=True)) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await tell("SQLite, locked", store)
        aside = path.rename(folder / "aside.db")
        await tell("SQLite, gone", store)
        aside.rename(path)


async def redis_faults(server: RedisServer) -> None:
    """A server that hangs, has no memory left, follows another one, and is dead."""
    async with _filled(RedisStore.open(server.url, SystemClock())) as store:
        server.pause()
        await tell("Redis, hanging", store)
        server.resume()
        for what, turned_on, turned_off in (
            ("Redis, full", ("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
            ("Redis, read-only (failover)", ("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
        ):
            server.call(*turned_on)
            await tell(what, store)
            server.call(*turned_off)
        server.kill()
        await tell("Redis, dead", store)
        server.start()


async def main() -> None:
    """All faults."""
    with TemporaryDirectory() as folder, closing_redis(Path(folder)) as server:
        await sqlite_faults(Path(folder))
        await redis_faults(server)


if __name__ == "__main__":
    asyncio.run(main())
