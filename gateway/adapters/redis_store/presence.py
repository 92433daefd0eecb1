"""Which processes live: those whose key in Redis has not expired, or comes back at once.

A key may be missing for a moment although its process lives: the server that holds it was away for longer than the key lasts, or
the process stood still. So who is listed and has no key is asked after again, when it had time to renew it; whoever closed is
listed no more, and gone without that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from gateway.adapters.redis_store import replies
from gateway.adapters.redis_store.keys import PROCESSES, process_key
from gateway.adapters.redis_store.servers import Servers

GONE_SECONDS = 2.5
"""Longer than two renewals (`audit_log.RENEW_SECONDS`)."""


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
