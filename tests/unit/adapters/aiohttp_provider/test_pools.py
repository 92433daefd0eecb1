"""Pools are apart by name, reused, and closed when too many were opened."""

import pytest

from gateway.adapters.aiohttp_provider import pools as module
from gateway.adapters.aiohttp_provider.pools import Pools


async def test_a_name_has_one_pool_and_names_share_none() -> None:
    pools = Pools(None)
    first, again, other = pools.taken("p/acme"), pools.taken("p/acme"), pools.taken("p/globex")
    await pools.close()

    assert first is again
    assert first.users == 2
    assert first.connector is not other.connector
    assert first.connector.closed
    assert other.connector.closed


async def test_the_pool_longest_unused_is_closed_and_one_in_use_never(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_POOLS", 2)
    pools = Pools(None)
    used, old, new = pools.taken("in use"), pools.taken("old"), pools.taken("new")
    old.users = new.users = 0
    await pools.evict()
    in_use_is_open = not used.connector.closed
    closed = (old.connector.closed, new.connector.closed)
    await pools.close()

    assert in_use_is_open
    assert closed == (True, False)
