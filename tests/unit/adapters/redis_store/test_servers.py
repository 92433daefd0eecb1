"""One server holds every key."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from redis.exceptions import ResponseError

from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.lanes import Command
from gateway.adapters.redis_store.replicas import UnreplicatedError
from gateway.adapters.redis_store.servers import OneServer, Servers
from tests.support.redis_cluster import wait_until
from tests.support.redis_server import RedisServer


async def test_errors_are_among_the_replies_or_raised(real: Servers) -> None:
    replies = await real.ask_each(("SET", "a", "1"), ("LPUSH", "a", "x"), ("GET", "a"))

    assert isinstance(replies[1], ResponseError)
    assert replies[::2] == [b"OK", b"1"]
    with pytest.raises(ResponseError):
        await real.ask(("SET", "b", "2"), ("LPUSH", "a", "x"))
    assert await real.ask(("GET", "b")) == [b"2"]


async def test_it_is_the_primary_of_every_key(real: Servers) -> None:
    ((_, lanes),) = await real.primaries()

    assert await real.lanes_of("a") is await real.lanes_of("b") is lanes


async def test_a_clusters_server_is_no_single_one(server: RedisServer) -> None:
    clustered = RedisServer(server.directory, cluster_enabled="yes", appenddirname="other")
    servers = OneServer(Dialling(clustered.url))
    try:
        (problem,) = await servers.problems()
    finally:
        await servers.close()
        clustered.kill()

    assert "write redis+cluster://" in problem


async def acknowledged(servers: Servers, *commands: Command) -> list[object]:
    """The replies, once the replica keeps up."""
    for _ in range(50):
        with suppress(UnreplicatedError, OSError):
            return await servers.ask(*commands, durably=True)
    raise AssertionError("the replica never has it")


async def test_what_no_replica_has_is_not_acknowledged(server: RedisServer, tmp_path: Path) -> None:
    replica = RedisServer(tmp_path)
    servers = OneServer(Dialling(server.url))
    try:
        replica.call("REPLICAOF", "127.0.0.1", str(server.port))
        wait_until(server.is_followed)
        assert await acknowledged(servers, ("SET", "a", 1)) == [b"OK"]
        replica.pause()
        start = time.monotonic()
        with pytest.raises((UnreplicatedError, TimeoutError)):
            await servers.ask(("SET", "a", 2), durably=True)
        assert time.monotonic() - start < 10.0  # only what hangs takes as long
        _, lanes = (await servers.primaries())[0]
        lanes.replicas.saw_new(1, asked=time.monotonic())  # what was true before it was full
        with pytest.raises((UnreplicatedError, TimeoutError)):
            await servers.ask(("SET", "a", 2), durably=True)
        assert await servers.ask(("GET", "a")) == [b"2"]
        replica.resume()
        assert await acknowledged(servers, ("SET", "a", 3), ("GET", "a")) == [b"OK", b"3"]
    finally:
        replica.kill()
        await servers.close()
