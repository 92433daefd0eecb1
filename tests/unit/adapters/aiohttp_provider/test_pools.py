"""Pools are apart by name, reused, and closed when too many were opened."""

import pytest

from gateway.adapters.aiohttp_provider import pools as module
from gateway.adapters.aiohttp_provider.pools import Pools


async def test_a_name_has_one_session_and_names_share_none() -> None:
    pools = Pools(None)
    async with pools.session("p/acme") as first, pools.session("p/acme") as again, pools.session("p/globex") as other:
        same, apart = first is again, first is not other
    await pools.close()

    assert same
    assert apart
    assert first.closed
    assert other.closed


async def test_the_pool_longest_unused_is_closed_and_one_in_use_never(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_POOLS", 2)
    pools = Pools(None)
    async with pools.session("in use") as used:
        async with pools.session("old") as old:
            pass
        async with pools.session("new") as new:
            pass
        in_use_is_open = not used.closed
    closed = (old.closed, new.closed)
    await pools.close()

    assert in_use_is_open
    assert closed == (True, False)
