"""One server holds every key."""

from __future__ import annotations

import pytest
from redis.exceptions import ResponseError

from gateway.adapters.redis_store.address import Dialling
from gateway.adapters.redis_store.servers import OneServer, Servers
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
