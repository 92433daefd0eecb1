"""A real Redis for the tests of this folder, emptied before each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.servers import OneServer, Servers
from tests.support.redis_server import RedisServer, closing_redis


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with closing_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(running: RedisServer) -> RedisServer:
    running.call("FLUSHALL")
    return running


@pytest.fixture
async def real(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Servers]:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 5.0)
    real = OneServer(Dialling(server.url))
    yield real
    await real.close()
