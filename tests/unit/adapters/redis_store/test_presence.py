"""A process is gone when it closed, or when its key stays away; not because it was away for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store import presence
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import PROCESSES, TenantKeys
from gateway.adapters.redis_store.lanes import Command
from gateway.adapters.redis_store.moving import users
from gateway.adapters.redis_store.presence import Presence, listed, living
from gateway.adapters.redis_store.servers import Servers
from gateway.core.ledger import CommitAsk
from tests.support.clock import SettableClock
from tests.support.ledger import intent, outcome
from tests.support.redis_server import RedisServer

SIGNS = "isogate:process:*"


@pytest.fixture
async def known(real: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AuditLog]:
    monkeypatch.setattr(presence, "RENEW_SECONDS", 0.1)
    monkeypatch.setattr(presence, "GONE_SECONDS", 1.0)
    known = AuditLog(real, SettableClock())
    await known.presence.announce()
    yield known
    await known.close()


async def comes_back(servers: Servers) -> None:
    """The process is on the list again."""
    for _ in range(200):
        if await listed(servers):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it stays off the list")


async def becomes(server: RedisServer, expected: bytes, *words: str) -> None:
    """The command is answered so before long."""
    for _ in range(500):
        if server.call(*words) == expected:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{words} is never answered with {expected!r}")


async def commits(log: AuditLog, trace: str) -> None:
    assert await log.commit(CommitAsk("acme", 0, (), intent(trace)), log.entry(intent(trace))) == b"written"


async def test_a_process_whose_key_is_away_for_a_moment_lives(
    known: AuditLog, real: Servers, server: RedisServer
) -> None:
    (name,) = await listed(real)
    for _ in range(2):
        server.lose_keys(SIGNS)
        assert await users(real) == 1
        server.lose_keys(SIGNS)
        assert await living(real, [name, "never there"]) == {name}
    assert await listed(real) == [name]


async def test_a_process_that_was_forgotten_makes_itself_known_again(
    known: AuditLog, real: Servers, server: RedisServer
) -> None:
    server.call("DEL", PROCESSES)
    await comes_back(real)

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


async def test_a_renewal_that_fails_for_whatever_reason_is_followed_by_the_next(
    known: AuditLog, real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, failures = real.ask, [TypeError("unforeseen"), OSError("away")]

    async def failing(*commands: Command, durably: bool = False) -> list[object]:
        if commands[0][0] == "SET" and failures:
            raise failures.pop()
        return await ask(*commands, durably=durably)

    monkeypatch.setattr(real, "ask", failing)
    server.call("DEL", PROCESSES)
    await comes_back(real)

    assert failures == []


async def test_calls_of_a_process_that_was_missed_are_open_again_but_those_that_ended(
    known: AuditLog, real: Servers, server: RedisServer
) -> None:
    keys = TenantKeys("acme")
    for trace in ("running", "ended"):
        await commits(known, trace)
    known.append(outcome("ended"))
    await becomes(server, b":0\r\n", "HEXISTS", keys.open, "ended")
    held = server.call("HGET", keys.open, "running")
    known.presence.call_began("acme", "ended")  # as when its outcome went out beside the renewal
    known.presence.call_began("acme", "refused")
    server.call("DEL", keys.open)
    server.call("DEL", PROCESSES)
    await becomes(server, held, "HGET", keys.open, "running")

    assert server.call("HKEYS", keys.open) == b"*1\r\n$7\r\nrunning\r\n"


async def test_whoever_was_told_of_a_loss_and_closes_is_lost_too_until_it_asks_again(
    real: Servers, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "GONE_SECONDS", 0.05)
    server.call("SADD", PROCESSES, "killed")
    told, heir = Presence(real, "told"), Presence(real, "heir")
    await told.announce()
    await heir.announce()
    assert await told.take_over() == 1
    await told.close(is_done=True)
    assert await heir.take_over() == 1
    assert await heir.take_over() == 0
    await heir.close(is_done=True)

    assert await listed(real) == []


async def test_whoever_could_not_write_all_is_missed_when_it_closes(real: Servers) -> None:
    left = Presence(real, "left")
    await left.announce()
    await left.close(is_done=False)

    assert await listed(real) == ["left"]
