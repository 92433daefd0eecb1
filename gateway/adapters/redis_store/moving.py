"""Who uses this Redis as a store, and who moves it there or away: at most one process, and nobody beside it.

Who uses the store makes itself known and then looks whether it is being moved; who moves it does it the other way round. So
at least one of them sees the other. A holder that dies lets go within `HOLD_MILLISECONDS`; what it left half-filled
says so in `STATE` until somebody fills it anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.exceptions import RedisError

from gateway.adapters.redis_store.keys import HOLD, PROCESSES, STATE
from gateway.adapters.redis_store.presence import listed, living
from gateway.adapters.redis_store.servers import Servers
from gateway.ports.store import UnusableStoreError

FILLING, RETIRED = b"filling", b"retired"
HOLD_MILLISECONDS = 5_000
RENEW_SECONDS = 1.0
_RENEW = "#!lua\nif redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end"
_LET_GO = "#!lua\nif redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"
_PROBLEMS = {
    FILLING: "Redis was not filled to the end: run `isogate store migrate` or `restore` again, it begins anew",
    RETIRED: "what this Redis held was moved to another store: name that one in store.url",
}


async def state(servers: Servers) -> bytes | None:
    """What stands in `STATE`; None for a store in use, or an empty one."""
    (found,) = await servers.ask(("GET", STATE))
    return found if isinstance(found, bytes) else None


async def moved(servers: Servers) -> list[str]:
    """Why nobody may use this store now, with the remedy; empty when everybody may."""
    (held,) = await servers.ask(("GET", HOLD))
    if held is not None:
        return ["Redis is being moved to or from another store: wait, then name the right one in store.url"]
    found = await state(servers)
    return [] if found is None else [_PROBLEMS.get(found, "Redis is in a state that this release does not know")]


async def users(servers: Servers) -> int:
    """How many living processes made themselves known. Where none lives, those that are gone are forgotten.

    Where one does, it is for the living to miss them, and to close what they left.
    """
    names = await listed(servers)
    found = await living(servers, names)
    if names and not found:
        await servers.ask(("SREM", PROCESSES, *names))
    return len(found)


class Hold:
    """The right to move the store, for as long as it is renewed."""

    def __init__(self, servers: Servers, owner: str) -> None:
        """Made by `holding`."""
        self._servers = servers
        self._owner = owner

    async def confirm(self) -> None:
        """`UnusableStoreError` when it was lost: nothing may be relied on that was done under it."""
        (held,) = await self._servers.ask(("GET", HOLD))
        if held != self._owner.encode():
            raise UnusableStoreError("Redis was away too long while the store was moved: begin anew")

    async def renew(self) -> None:
        """Renew it each second, until cancelled."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with suppress(RedisError, OSError):
                await self._servers.ask(("EVAL", _RENEW, 1, HOLD, self._owner, HOLD_MILLISECONDS))

    async def let_go(self) -> None:
        """Let others move or use the store."""
        with suppress(RedisError, OSError):
            await self._servers.ask(("EVAL", _LET_GO, 1, HOLD, self._owner))


@asynccontextmanager
async def holding(servers: Servers, owner: str) -> AsyncIterator[Hold]:
    """Hold the store: nobody begins to use it meanwhile. `UnusableStoreError` while others do, or move it, too."""
    (word,) = await servers.ask(("SET", HOLD, owner, "NX", "PX", HOLD_MILLISECONDS))
    if word is None:
        raise UnusableStoreError("Redis is being moved by another process, or was until a moment ago")
    hold = Hold(servers, owner)
    renewing = asyncio.create_task(hold.renew(), name="isogate-redis-hold")
    try:
        if count := await users(servers):
            raise UnusableStoreError(
                f"Redis is in use by {count} process{'' if count == 1 else 'es'}: stop the gateways"
            )
        yield hold
    finally:
        renewing.cancel()
        await asyncio.wait([renewing])
        await hold.let_go()
