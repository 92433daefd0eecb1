"""A tenant's keys as Redis holds them: rows, which of them were revoked, and when each was last used, read as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from gateway.adapters.redis_store import replies, rows
from gateway.adapters.redis_store.keys import TenantKeys
from gateway.core.ledger import KeyRow

Ask: TypeAlias = Callable[..., Awaitable[list[object]]]
"""`Servers.ask`."""


async def keys(ask: Ask, tenant: str) -> list[KeyRow]:
    """The tenant's keys, oldest first. Raises as `replies` and `rows` do for what is none."""
    places = TenantKeys(tenant)
    found, revoked, uses = await ask(("HGETALL", places.keys), ("SMEMBERS", places.revoked), ("HGETALL", places.uses))
    gone, used = replies.listed(revoked), replies.paired(uses)
    made = [
        rows.key_row(tenant, text, revoked=digest in gone, last_used=replies.day(used.get(digest)))
        for digest, text in replies.paired(found).items()
    ]
    return sorted(made, key=lambda row: (row.created, row.key_id))
