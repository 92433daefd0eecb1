"""The one suite, for each store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gateway.adapters.redis_store import lanes, presence
from gateway.adapters.redis_store.keys import PROCESSES
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store import group_commit
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import Store
from tests.contracts.store import Opener, StoreContract
from tests.contracts.store_keys import KeyContract
from tests.contracts.store_meters import MeterContract
from tests.contracts.store_presence import Kill, PresenceContract, StandStill, miss
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a store does is shown here, however busy the machine; how soon it refuses: `test_store_faults.py`."""
    monkeypatch.setattr(group_commit, "LIMIT_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "REPLICA_MILLISECONDS", 9_000)
    monkeypatch.setattr(presence, "RENEW_SECONDS", 0.3)
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.05)


def killing(listing: Callable[[], RedisServer]) -> Kill:
    """How a process is killed whose list of processes is there: its key is gone, and it is listed still."""

    async def kill(store: Store) -> None:
        before = processes(listing())
        await store.close()
        listing().call("SADD", PROCESSES, *(before - processes(listing())))

    return kill


def processes(server: RedisServer) -> set[str]:
    """Those on its list."""
    return {word.decode() for word in server.call("SMEMBERS", PROCESSES).split(b"\r\n")[2::2]}


def standing_still(listing: Callable[[], RedisServer], servers: Callable[[], Sequence[RedisServer]]) -> StandStill:
    """How a process stands still for as long as its key lasts: keys are lost, and who had them is taken off the list."""

    def lose() -> None:
        for server in servers():
            server.lose_keys("isogate:process:*")
        listing().call("DEL", PROCESSES)

    async def stand_still(store: Store, other: Store) -> None:
        del store  # whose renewal is what happens next
        await miss(other, lose)

    return stand_still


class TestSqlite(StoreContract, KeyContract, MeterContract, PresenceContract):
    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        async def opened() -> Store:
            return SqliteStore.open(tmp_path / "store.db", SystemClock(), create=True)

        return opened

    @pytest.fixture
    def kill(self) -> Kill:
        async def kill(store: Store) -> None:
            await store.close()  # the kernel lets go of its lock either way

        return kill

    @pytest.fixture
    def stand_still(self) -> StandStill:
        async def stand_still(store: Store, other: Store) -> None:
            del store  # which has its lock, whatever its process does meanwhile
            assert await other.lost_processes() > 0
            assert await other.orphans() == []

        return stand_still


class TestRedis(StoreContract, KeyContract, MeterContract, PresenceContract):
    @pytest.fixture
    def opener(self, server: RedisServer) -> Opener:
        server.call("FLUSHALL")

        async def opened() -> Store:
            return RedisStore.open(server.url, SystemClock())

        return opened

    @pytest.fixture
    def kill(self, server: RedisServer) -> Kill:
        return killing(lambda: server)

    @pytest.fixture
    def stand_still(self, server: RedisServer) -> StandStill:
        return standing_still(lambda: server, lambda: [server])


class TestCluster(StoreContract, KeyContract, MeterContract, PresenceContract):
    @pytest.fixture
    def opener(self, cluster: RedisCluster) -> Opener:
        cluster.empty()

        async def opened() -> Store:
            return RedisStore.open(cluster.url, SystemClock())

        return opened

    @pytest.fixture
    def kill(self, cluster: RedisCluster) -> Kill:
        return killing(lambda: cluster.holder(PROCESSES))

    @pytest.fixture
    def stand_still(self, cluster: RedisCluster) -> StandStill:
        return standing_still(lambda: cluster.holder(PROCESSES), cluster.primaries)
