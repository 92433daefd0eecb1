"""What a URL means: one server or a cluster's, and nothing that checks no certificates."""

from __future__ import annotations

import pytest
from redis.asyncio.connection import SSLConnection

from gateway.adapters.redis_store.address import Address, Dialling
from gateway.ports.store import UnusableStoreError


@pytest.mark.parametrize(
    ("url", "seeds"),
    [
        ("redis://h", [("h", 6379)]),
        ("redis://:p,w@h:1/2", [("h", 1)]),
        ("redis+cluster://h", [("h", 6379)]),
        ("redis+cluster://u:p@h:1,i,[::1]:3/0?client_name=x", [("h", 1), ("i", 6379), ("::1", 3)]),
        ("rediss+cluster://h:1,i:2", [("h", 1), ("i", 2)]),
    ],
)
def test_servers_are_read(url: str, seeds: list[tuple[str, int]]) -> None:
    dialling = Dialling(url)

    assert [(each.host, each.port) for each in dialling.seeds] == seeds
    assert dialling.is_cluster == ("cluster" in url)


def test_every_server_of_a_cluster_gets_the_same_credentials() -> None:
    dialling = Dialling("redis+cluster://user:a%40b@h:1,i:2")
    connection = dialling.connection(Address("learned", 3))

    assert (connection.host, connection.port) == ("learned", 3)  # type: ignore[attr-defined]
    assert (connection.username, connection.password) == ("user", "a@b")


def test_two_s_mean_tls() -> None:
    assert isinstance(Dialling("rediss+cluster://h").connection(Address("h", 1)), SSLConnection)


def test_authorities_are_loaded_once_for_all_connections() -> None:
    dialling = Dialling("rediss+cluster://h")
    one, other = (dialling.connection(Address("h", port)) for port in (1, 2))

    assert isinstance(one, SSLConnection)
    assert isinstance(other, SSLConnection)
    assert one.ssl_context.get() is other.ssl_context.get()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://h", "no Redis URL"),
        ("redis+cluster://h/3", "number 0 only"),
        ("rediss+cluster://h:1,i:2?ssl_cert_reqs=none", "certificate"),
        ("rediss://h?ssl_check_hostname=false", "certificate"),
    ],
)
def test_what_cannot_be_used_says_why(url: str, says: str) -> None:
    with pytest.raises(UnusableStoreError, match=says):
        Dialling(url)
