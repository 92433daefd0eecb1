"""Keys are read as they were put, whoever reads them; anything else in their place is an error. The suites of stores say more."""

from __future__ import annotations

import pytest

from gateway.adapters.redis_store import key_reading, rows
from gateway.adapters.redis_store.keys import TenantKeys
from gateway.adapters.redis_store.servers import Servers
from tests.support.ledger import key_row, later

KEYS = TenantKeys("acme")


async def test_a_tenants_keys_come_oldest_first_with_what_happened_to_them(real: Servers) -> None:
    newer, older = key_row("k0", digest="d0", expires=later(3600)), key_row("k1")
    for row in (newer, older):
        await real.ask(("HSET", KEYS.keys, row.digest, rows.key_text(row)))
    await real.ask(("SADD", KEYS.revoked, "d1"), ("HSET", KEYS.uses, "d0", "2026-03-11"))
    first, second = await key_reading.keys(real.ask, "acme")

    assert [(row.key_id, row.revoked, str(row.last_used)) for row in (first, second)] == [
        ("k0", False, "2026-03-11"),
        ("k1", True, "None"),
    ]
    assert await key_reading.keys(real.ask, "beta") == []


async def test_what_is_no_key_is_never_no_key(real: Servers) -> None:
    await real.ask(("HSET", KEYS.keys, "d1", "[1]"))

    with pytest.raises((TypeError, ValueError, KeyError)):
        await key_reading.keys(real.ask, "acme")
