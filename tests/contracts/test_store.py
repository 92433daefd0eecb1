"""The one suite, for each store."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store import group_commit
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import Store
from tests.contracts.store import Opener, StoreContract
from tests.contracts.store_keys import KeyContract
from tests.contracts.store_meters import MeterContract
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a store does is shown here, however busy the machine; how soon it refuses: `test_store_faults.py`."""
    monkeypatch.setattr(group_commit, "LIMIT_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "REPLICA_MILLISECONDS", 9_000)


class TestSqlite(StoreContract, KeyContract, MeterContract):
    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        async def opened() -> Store:
            return SqliteStore.open(tmp_path / "store.db", SystemClock(), create=True)

        return opened


class TestRedis(StoreContract, KeyContract, MeterContract):
    @pytest.fixture
    def opener(self, server: RedisServer) -> Opener:
        server.call("FLUSHALL")

        async def opened() -> Store:
            return RedisStore.open(server.url, SystemClock())

        return opened


class TestCluster(StoreContract, KeyContract, MeterContract):
    @pytest.fixture
    def opener(self, cluster: RedisCluster) -> Opener:
        cluster.empty()

        async def opened() -> Store:
            return RedisStore.open(cluster.url, SystemClock())

        return opened
