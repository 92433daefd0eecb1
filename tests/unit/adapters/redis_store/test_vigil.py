"""Settings that go bad while calls go on stop them, and only while they are bad."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store import vigil
from gateway.adapters.redis_store.lanes import UnsoundError
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.settings import NOTHING_DECLARED, Declared
from gateway.adapters.redis_store.vigil import Vigil
from gateway.ports.store import Risk
from tests.support.redis_server import RedisServer


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 0.02)


@pytest.fixture
async def everysec(server: RedisServer) -> AsyncIterator[RedisServer]:
    yield server
    server.call("CONFIG", "SET", "appendfsync", "always")


async def becomes(servers: Servers, *, sound: bool) -> None:
    ((_, lanes),) = await servers.primaries()
    for _ in range(200):
        if lanes.is_sound is sound:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody noticed")


async def test_a_setting_that_goes_bad_stops_every_trip_until_it_is_right_again(
    real: Servers, everysec: RedisServer
) -> None:
    watching = Vigil(real, NOTHING_DECLARED)
    watching.begin()
    watching.begin()
    everysec.call("CONFIG", "SET", "appendfsync", "everysec")
    await becomes(real, sound=False)
    with pytest.raises(UnsoundError):
        await real.ask(("GET", "a"))
    everysec.call("CONFIG", "SET", "appendfsync", "always")
    await becomes(real, sound=True)

    assert await real.ask(("GET", "a")) == [None]
    await watching.close()


async def test_what_was_declared_stops_nothing(real: Servers, everysec: RedisServer) -> None:
    watching = Vigil(real, Declared(risks=frozenset({Risk.EVERYSEC})))
    everysec.call("CONFIG", "SET", "appendfsync", "everysec")
    watching.begin()
    await asyncio.sleep(0.3)

    assert await real.ask(("GET", "a")) == [None]
    await watching.close()


async def test_replicas_that_come_and_go_are_noticed(real: Servers, server: RedisServer) -> None:
    ((_, lanes),) = await real.primaries()
    watching = Vigil(real, NOTHING_DECLARED)
    lanes.replicas.known = 7
    watching.begin()
    for _ in range(200):
        if lanes.replicas.known == 0:
            break
        await asyncio.sleep(0.02)

    assert lanes.replicas.known == 0
    await watching.close()
