"""The one suite, for each place that a store's contents are moved to and from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.contents import RedisContents
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store import group_commit
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.moving import MovableContents
from gateway.ports.store import Store, UnusableStoreError
from tests.contracts.moving import ContentsContract, MovableContract, Place
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is moved is shown here, however busy the machine."""
    monkeypatch.setattr(group_commit, "LIMIT_SECONDS", 10.0)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)


async def said_by(opened: Callable[[], Store]) -> str:
    """Why the store cannot be used, as a gateway that starts is told."""
    try:
        store = opened()
    except UnusableStoreError as error:
        return str(error)
    await store.announce()
    problems = await store.problems()
    await store.close()
    return "; ".join(problems)


class TestBackupFile(ContentsContract):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        return lambda: BackupFile(tmp_path / "backup", b"k" * 32, SystemClock())


class TestSqlite(MovableContract):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Callable[[], MovableContents]:
        return lambda: SqliteContents(tmp_path / "store.db")

    @pytest.fixture
    def movable(self, place: Callable[[], MovableContents]) -> Callable[[], MovableContents]:
        return place

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Callable[[], Store]:
        return lambda: SqliteStore.open(tmp_path / "store.db", SystemClock())

    @pytest.fixture
    def told(self, opened: Callable[[], Store]) -> Callable[[], Awaitable[str]]:
        return lambda: said_by(opened)


class TestRedis(MovableContract):
    @pytest.fixture
    def place(self, server: RedisServer) -> Callable[[], MovableContents]:
        server.call("FLUSHALL")
        return lambda: RedisContents.open(server.url)

    @pytest.fixture
    def movable(self, place: Callable[[], MovableContents]) -> Callable[[], MovableContents]:
        return place

    @pytest.fixture
    def opened(self, server: RedisServer) -> Callable[[], Store]:
        return lambda: RedisStore.open(server.url, SystemClock())

    @pytest.fixture
    def told(self, opened: Callable[[], Store]) -> Callable[[], Awaitable[str]]:
        return lambda: said_by(opened)


class TestCluster(MovableContract):
    @pytest.fixture
    def place(self, cluster: RedisCluster) -> Callable[[], MovableContents]:
        cluster.empty()
        return lambda: RedisContents.open(cluster.url)

    @pytest.fixture
    def movable(self, place: Callable[[], MovableContents]) -> Callable[[], MovableContents]:
        return place

    @pytest.fixture
    def opened(self, cluster: RedisCluster) -> Callable[[], Store]:
        return lambda: RedisStore.open(cluster.url, SystemClock())

    @pytest.fixture
    def told(self, opened: Callable[[], Store]) -> Callable[[], Awaitable[str]]:
        return lambda: said_by(opened)
