"""Pooled connections, apart by provider *and tenant*: what a server sends late, or twice, can reach no other tenant (C4.5).

HTTP/1.1 tells an answer's owner by order alone. A server that answers one request twice shifts every later answer on that
connection by one; so a connection serves one tenant, and an answer that was there before its request was written is refused
(`egress.py`). The pools longest unused are closed when there are more than `MAX_POOLS`.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession, DummyCookieJar, TCPConnector

KEEP_ALIVE_SECONDS = 15
"""Idle connections are dropped before most servers drop them, so that a call rarely meets one that is just closing."""
MAX_POOLS = 512
OWN_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")
"""Headers that aiohttp would add by itself; ours come from `Outgoing` alone."""


@dataclass(slots=True)
class _Pool:
    session: ClientSession
    users: int = 0


class Pools:
    """Sessions by name, opened when they are needed."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        """`tls` replaces the default context, which verifies against the system's authorities."""
        self._tls: ssl.SSLContext | bool = tls if tls is not None else True
        self._pools: OrderedDict[str, _Pool] = OrderedDict()

    @asynccontextmanager
    async def session(self, name: str) -> AsyncIterator[ClientSession]:
        """The session of that name, kept open while inside."""
        pool = self._pools.get(name)
        if pool is None:
            pool = self._pools[name] = _Pool(self._opened())
        self._pools.move_to_end(name)
        pool.users += 1
        try:
            await self._evict()
            yield pool.session
        finally:
            pool.users -= 1

    async def close(self) -> None:
        """Close every pooled connection."""
        pools, self._pools = self._pools, OrderedDict()
        for pool in pools.values():
            await pool.session.close()

    async def _evict(self) -> None:
        if len(self._pools) <= MAX_POOLS:
            return
        name = next((name for name, pool in self._pools.items() if not pool.users), None)
        if name is not None:
            await self._pools.pop(name).session.close()

    def _opened(self) -> ClientSession:
        return ClientSession(
            connector=TCPConnector(ssl=self._tls, limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=OWN_HEADERS,
        )
