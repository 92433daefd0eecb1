"""A release that is too old is named; what settings do is in `tests/contracts/test_redis_faults.py`."""

from __future__ import annotations

import pytest

from gateway.adapters.redis_store import settings
from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.servers import OneServer, Servers
from tests.support.redis_server import RedisServer


async def test_a_sound_redis_has_no_problems(real: Servers) -> None:
    assert await settings.problems(real, unsafe_unverified_durability=False) == []


async def test_a_release_that_is_too_old_is_named(real: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OLDEST_VERSION", (99, 0))
    (problem,) = await settings.problems(real, unsafe_unverified_durability=False)

    assert problem.endswith("install Redis 7.0 or Valkey 7.2, or later")


async def test_a_declared_service_may_hide_its_settings(server: RedisServer) -> None:
    server.call("ACL", "SETUSER", "shy", "on", ">secret", "~*", "&*", "+@all", "-config")
    shy = OneServer(Dialling(server.url.replace("//", "//shy:secret@")))
    hidden = await settings.problems(shy, unsafe_unverified_durability=False)
    declared = await settings.problems(shy, unsafe_unverified_durability=True)
    await shy.close()

    assert (len(hidden), declared) == (3, [])


async def test_a_declaration_does_not_excuse_a_setting_that_shows(real: Servers, server: RedisServer) -> None:
    server.call("CONFIG", "SET", "appendfsync", "no")
    found = await settings.problems(real, unsafe_unverified_durability=True)
    server.call("CONFIG", "SET", "appendfsync", "always")

    assert len(found) == 1
