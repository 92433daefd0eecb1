"""A Redis is moved by one process alone, while nobody uses it; what is being moved or was is no store."""

from __future__ import annotations

import asyncio

import pytest

from gateway.adapters.redis_store import moving, presence
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import HOLD, PROCESSES, STATE
from gateway.adapters.redis_store.moving import holding, moved, users
from gateway.adapters.redis_store.servers import Servers
from gateway.ports.store import UnusableStoreError
from tests.support.clock import SettableClock
from tests.support.redis_server import RedisServer


async def test_nobody_moves_a_store_that_somebody_uses(real: Servers) -> None:
    log = AuditLog(real, SettableClock())
    await log.presence.announce()

    assert await users(real) == 1
    with pytest.raises(UnusableStoreError, match="in use by 1 process: stop"):
        async with holding(real, "me"):
            pass
    await log.close()
    assert await users(real) == 0
    async with holding(real, "me"):
        pass
    assert await moved(real) == []


async def test_a_killed_process_is_forgotten(
    real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.05)
    server.call("SADD", PROCESSES, "killed")

    assert await users(real) == 0
    assert server.call("SCARD", PROCESSES) == b":0\r\n"


async def test_a_killed_process_is_left_to_the_living_to_miss(
    real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.05)
    log = AuditLog(real, SettableClock())
    await log.presence.announce()
    server.call("SADD", PROCESSES, "killed")
    assert await users(real) == 1

    assert await log.presence.take_over() == 1
    await log.close()


async def test_one_moves_and_everybody_else_is_told(real: Servers) -> None:
    async with holding(real, "me"):
        assert "is being moved" in (await moved(real))[0]
        with pytest.raises(UnusableStoreError, match="moved by another"):
            async with holding(real, "somebody else"):
                pass
        assert "is being moved" in (await moved(real))[0]
    assert await moved(real) == []


async def test_a_hold_that_was_lost_is_not_relied_on(real: Servers, server: RedisServer) -> None:
    async with holding(real, "me") as hold:
        await hold.confirm()
        server.call("SET", HOLD, "somebody else")
        with pytest.raises(UnusableStoreError, match="begin anew"):
            await hold.confirm()
    assert "is being moved" in (await moved(real))[0]


async def test_a_hold_is_renewed_while_it_lasts(
    real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "RENEW_SECONDS", 0.01)
    async with holding(real, "me") as hold:
        server.call("PEXPIRE", HOLD, "300")
        await asyncio.sleep(0.5)
        await hold.confirm()
        assert int(server.call("PTTL", HOLD)[1:]) > 300


@pytest.mark.parametrize(
    ("state", "said"), [("filling", "not filled to the end"), ("retired", "was moved to another"), ("x", "not know")]
)
async def test_what_is_no_store_says_why(state: str, said: str, real: Servers, server: RedisServer) -> None:
    server.call("SET", STATE, state)

    assert said in (await moved(real))[0]
