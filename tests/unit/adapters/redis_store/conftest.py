"""A real Redis for the tests of this folder, emptied before each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.lanes import Lanes
from tests.support.redis_server import RedisServer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture
def server(running: RedisServer) -> RedisServer:
    running.call("FLUSHALL")
    return running


@pytest.fixture
async def real(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Lanes]:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 5.0)
    real = Lanes(server.url)
    yield real
    await real.close()
