"""The one suite, for each adapter of the fingerprints."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.fingerprints import RedisFingerprints
from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.ports.fingerprints import Fingerprints
from tests.contracts.fingerprints import FingerprintsContract, Opener
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)


class TestSqlite(FingerprintsContract):
    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        async def opened() -> Fingerprints:
            return SqliteFingerprints(tmp_path / "store.db")

        return opened


class TestRedis(FingerprintsContract):
    @pytest.fixture
    def opener(self, server: RedisServer) -> Opener:
        server.call("FLUSHALL")

        async def opened() -> Fingerprints:
            return RedisFingerprints.open(server.url)

        return opened


class TestCluster(FingerprintsContract):
    @pytest.fixture
    def opener(self, cluster: RedisCluster) -> Opener:
        cluster.empty()

        async def opened() -> Fingerprints:
            return RedisFingerprints.open(cluster.url)

        return opened
