"""What is looked at beside the calls: who stands where, who follows, and whether the settings still keep the promises.

A server whose settings went bad is used no more until they are right again (F05): its calls, and whatever is to be recorded
there, are refused. A server that cannot be asked stays what it was: what is sent to it fails by itself.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from redis.exceptions import RedisError

from gateway.adapters.redis_store.lanes import Lanes
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.settings import Declared, unsound

LOOK_SECONDS = 2.0
LOOK_AT_NEW_SECONDS = 0.1
"""While a replica is filled for the first time: what is written in between is not waited for (`replicas.py`)."""
_FAILURES = (RedisError, OSError, ValueError, TypeError, KeyError)
"""A server away, refusing, or answering what it should not: it is looked at again."""


class Vigil:
    """One process's look at its servers, every `LOOK_SECONDS`, or sooner."""

    def __init__(self, servers: Servers, declared: Declared) -> None:
        """Nobody looks before `begin`."""
        self._servers = servers
        self._declared = declared
        self._looking: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look from now on; again is nothing."""
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(), name="isogate-redis-vigil")

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def _look(self) -> None:
        pause = LOOK_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = LOOK_SECONDS
            with suppress(*_FAILURES):
                await self._servers.look()
                everybody = [lanes for _, lanes in await self._servers.primaries()]
                if any(lanes.replicas.has_new() for lanes in everybody):
                    pause = LOOK_AT_NEW_SECONDS
                await asyncio.gather(*[self._judge(lanes) for lanes in everybody])

    async def _judge(self, lanes: Lanes) -> None:
        with suppress(*_FAILURES):
            lanes.is_sound = not await unsound(lanes, self._declared)
