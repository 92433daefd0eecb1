"""A release that is too old is named; what settings do is in `tests/contracts/test_redis_faults.py`."""

from __future__ import annotations

import pytest

from gateway.adapters.asyncio_watch import LEASE_SECONDS
from gateway.adapters.redis_store import settings
from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.servers import OneServer, Servers
from gateway.adapters.redis_store.settings import NOTHING_DECLARED, Declared
from gateway.ports.store import Risk
from tests.support.redis_server import RedisServer


async def test_a_sound_redis_has_no_problems(real: Servers) -> None:
    assert await settings.problems(real, NOTHING_DECLARED) == []


async def test_a_release_that_is_too_old_is_named(real: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OLDEST_VERSION", (99, 0))
    (problem,) = await settings.problems(real, NOTHING_DECLARED)

    assert problem.endswith("install Redis 7.0 or Valkey 7.2, or later")


async def test_a_declared_service_may_hide_its_settings(server: RedisServer) -> None:
    server.call("ACL", "SETUSER", "shy", "on", ">secret", "~*", "&*", "+@all", "-config")
    shy = OneServer(Dialling(server.url.replace("//", "//shy:secret@")))
    hidden = await settings.problems(shy, NOTHING_DECLARED)
    declared = await settings.problems(shy, Declared(may_hide=True))
    await shy.close()

    assert (len(hidden), declared) == (3, [])


async def test_a_declaration_does_not_excuse_a_setting_that_shows(real: Servers, server: RedisServer) -> None:
    server.call("CONFIG", "SET", "appendfsync", "no")
    found = await settings.problems(real, Declared(may_hide=True))
    server.call("CONFIG", "SET", "appendfsync", "always")

    assert len(found) == 1


@pytest.mark.parametrize(
    ("setting", "value", "right", "risk"),
    [
        ("appendfsync", "everysec", "always", Risk.EVERYSEC),
        ("appendfsync", "no", "always", Risk.NO_PERSISTENCE),
        ("appendonly", "no", "yes", Risk.NO_PERSISTENCE),
        ("maxmemory-policy", "volatile-ttl", "noeviction", Risk.EVICTION),
    ],
)
async def test_a_setting_is_accepted_with_its_own_declaration_alone(
    setting: str, value: str, right: str, risk: Risk, real: Servers, server: RedisServer
) -> None:
    server.call("CONFIG", "SET", setting, value)
    found = {each: await settings.problems(real, Declared(risks=frozenset({each}))) for each in Risk}
    (named,) = await settings.problems(real, NOTHING_DECLARED)
    server.call("CONFIG", "SET", setting, right)

    assert named.endswith(f"or declare store.unsafe_{risk}")
    assert found.pop(risk) == []
    accepts_more = setting == "appendfsync" and value == "everysec"
    assert [each for each, says in found.items() if not says] == ([Risk.NO_PERSISTENCE] if accepts_more else [])


@pytest.mark.parametrize("command", ["info", "wait"])
async def test_a_user_who_may_not_do_what_the_store_does_is_named_with_the_command(
    command: str, server: RedisServer
) -> None:
    server.call("ACL", "SETUSER", "bound", "reset", "on", ">secret", "~*", "&*", "+@all", f"-{command}")
    bound = OneServer(Dialling(server.url.replace("//", "//bound:secret@")))
    (problem,) = await settings.problems(bound, NOTHING_DECLARED)
    await bound.close()

    assert "it forbids a command to the user of store.url: " in problem
    assert f"'{command}" in problem


async def test_a_failover_faster_than_a_lease_is_a_problem(real: Servers, server: RedisServer) -> None:
    server.call("CONFIG", "SET", "cluster-node-timeout", "999")
    (problem,) = await settings.problems(real, Declared(may_hide=True, risks=frozenset(Risk)))
    server.call("CONFIG", "SET", "cluster-node-timeout", "15000")

    assert problem.startswith("Redis has cluster-node-timeout 999, so ")
    assert 1000 * LEASE_SECONDS < settings.LEAST_NODE_TIMEOUT
