"""A process is gone when it closed, or when its key stays away; not because it was away for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store import audit_log, presence
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import PROCESSES
from gateway.adapters.redis_store.moving import users
from gateway.adapters.redis_store.presence import listed, living
from gateway.adapters.redis_store.servers import Servers
from tests.support.clock import SettableClock
from tests.support.redis_server import RedisServer


@pytest.fixture
async def known(real: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AuditLog]:
    monkeypatch.setattr(audit_log, "RENEW_SECONDS", 0.1)
    monkeypatch.setattr(presence, "GONE_SECONDS", 1.0)
    known = AuditLog(real, SettableClock())
    await known.announce()
    yield known
    await known.close()


def lose_keys(server: RedisServer) -> None:
    """Every process's key is away, as when its server was for a while."""
    server.call(
        "EVAL", "for _, key in ipairs(redis.call('KEYS', 'isogate:process:*')) do redis.call('DEL', key) end", "0"
    )


async def test_a_process_whose_key_is_away_for_a_moment_lives(
    known: AuditLog, real: Servers, server: RedisServer
) -> None:
    (name,) = await listed(real)
    for _ in range(2):
        lose_keys(server)
        assert await users(real) == 1
        lose_keys(server)
        assert await living(real, [name, "never there"]) == {name}
    assert await listed(real) == [name]


async def test_a_process_that_was_forgotten_makes_itself_known_again(
    known: AuditLog, real: Servers, server: RedisServer
) -> None:
    server.call("DEL", PROCESSES)
    for _ in range(100):
        if await listed(real):
            break
        await asyncio.sleep(0.05)

    assert await users(real) == 1


async def test_a_process_whose_key_stays_away_is_gone(
    real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.05)
    server.call("SADD", PROCESSES, "killed")

    assert await living(real, ["killed"]) == set()


async def test_a_process_that_closed_is_gone_at_once(
    known: AuditLog, real: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 3600)
    (name,) = await listed(real)
    await known.close()

    assert await living(real, [name]) == set()
