"""Which processes live: those whose key in Redis has not expired, or comes back at once.

A key may be missing for a moment although its process lives: the server that holds it was away for longer than the key lasts, or
the process stood still. So who is listed and has no key is asked after again, when it had time to renew it; whoever closed is
listed no more, and gone without that.

Whoever misses a process takes it off the list, so that one is told, and closes its open intents. Should it stop before it has,
it stays on the list itself, without a key: the next who looks misses it, and closes both.

A process that was missed although it lives (it stood still; it alone could not reach its key's server) finds itself off the list
with its next renewal. Its calls that are still under way are counted as in flight again then, and a few times more, for whoever
missed it may be closing them just now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress

from redis.exceptions import RedisError

from gateway.adapters.redis_store import replies
from gateway.adapters.redis_store.keys import PROCESSES, TenantKeys, process_key
from gateway.adapters.redis_store.lanes import Command, run
from gateway.adapters.redis_store.scripts import COUNT_AGAIN
from gateway.adapters.redis_store.servers import Servers

PRESENCE_MILLISECONDS = 5_000
"""A process that did not renew its key for this long is gone (F24)."""
RENEW_SECONDS = 1.0
GONE_SECONDS = 2.5
"""Longer than two renewals."""
RECOUNTS = 5
"""Renewals with which a process that was missed counts its calls again."""


class Presence:
    """The sign of life of one process, and which of its calls are in flight."""

    def __init__(self, servers: Servers, process: str) -> None:
        """Nobody knows of it before `announce` or `show`."""
        self._servers = servers
        self._process = process
        self._staying: asyncio.Task[None] | None = None
        self._running: dict[str, set[str]] = {}
        self._recounts = 0
        self._owes = False

    async def announce(self) -> None:
        """Be on the list, and known to live."""
        await self._servers.ask(("SADD", PROCESSES, self._process))
        await self.show()

    async def show(self) -> None:
        """Be known to live from now on, before the first record: so that its open intents are no orphans."""
        if self._staying is None:
            await self._servers.ask(self._renewal())
        if self._staying is None:  # another call may have been here meanwhile
            self._staying = asyncio.create_task(self._stay(), name="isogate-redis-presence")

    def call_began(self, tenant: str, trace: str) -> None:
        """The intent of one of its calls is about to be written."""
        self._running.setdefault(tenant, set()).add(trace)

    def call_ended(self, tenant: str, trace: str) -> None:
        """The intent was not written, or the outcome is about to be."""
        traces = self._running.get(tenant)
        if traces is not None:
            traces.discard(trace)
            if not traces:
                del self._running[tenant]

    async def take_over(self) -> int:
        """How many were lost whom nobody had missed yet: this process is to close their open intents before it asks again."""
        self._owes = True  # also where the answer is lost
        lost = await forget_lost(self._servers)
        self._owes = lost > 0
        return lost

    async def close(self, *, is_done: bool) -> None:
        """Be gone. Who is not done, or owes what another left, stays on the list and is missed."""
        if self._staying is None:
            return
        self._staying.cancel()
        await asyncio.wait([self._staying])
        with suppress(RedisError, OSError):
            await self._servers.ask(("DEL", process_key(self._process)))
            if is_done and not self._owes:
                await self._servers.ask(("SREM", PROCESSES, self._process))

    async def _stay(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with suppress(Exception):  # whatever it is: a process that renews no more would be missed while it lives
                await self._renew()

    async def _renew(self) -> None:
        recounts, self._recounts = self._recounts, RECOUNTS  # also where the answer is lost
        _, missed = await self._servers.ask(self._renewal(), ("SADD", PROCESSES, self._process))
        if not missed:
            self._recounts = recounts
        if self._recounts:
            await self._count_again()
            self._recounts -= 1

    async def _count_again(self) -> None:
        counting = []
        for tenant, traces in self._running.items():
            keys = TenantKeys(tenant)
            counting.append(run(COUNT_AGAIN, (keys.audit, keys.traces, keys.open), self._process, *traces))
        if counting:
            await self._servers.ask(*counting)

    def _renewal(self) -> Command:
        return ("SET", process_key(self._process), "1", "PX", PRESENCE_MILLISECONDS)


async def listed(servers: Servers) -> list[str]:
    """The processes that made themselves known and did not close."""
    (names,) = await servers.ask(("SMEMBERS", PROCESSES))
    return [name.decode() for name in replies.listed(names)]


async def living(servers: Servers, processes: Iterable[str]) -> set[str]:
    """Those of them that live. Raises what `Servers` raises, where nobody can tell."""
    asked = list(processes)
    found = await _present(servers, asked)
    missing = set(asked) - found
    if missing and (doubtful := missing.intersection(await listed(servers))):
        await asyncio.sleep(GONE_SECONDS)
        found |= await _present(servers, sorted(doubtful))
    return found


async def forget_lost(servers: Servers) -> int:
    """Forget those who are listed and gone: how many there were whom nobody had forgotten yet."""
    names = await listed(servers)
    lost = set(names) - await living(servers, names)
    if not lost:
        return 0
    (count,) = await servers.ask(("SREM", PROCESSES, *sorted(lost)))
    if not isinstance(count, int):
        raise TypeError("Redis answered something else")
    return count


async def _present(servers: Servers, processes: Sequence[str]) -> set[str]:
    if not processes:
        return set()
    answers = await servers.ask(*[("EXISTS", process_key(each)) for each in processes])
    return {each for each, answer in zip(processes, answers, strict=True) if answer != 0}
