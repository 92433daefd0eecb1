"""Pooled connections, apart by provider *and tenant*: what a server sends late, or twice, can reach no other tenant (C4.5).

Where a purpose isolates users, they are apart by user, too (C4.1).

HTTP/1.1 tells an answer's owner by order alone. A server that answers one request twice shifts every later answer on that
connection by one; so a connection serves one tenant, and an answer that was there before its request was written is refused
(`sending.py`). The pools longest unused are closed when there are more than `MAX_POOLS`.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakSet

from aiohttp import TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection

KEEP_ALIVE_SECONDS = 15
"""Idle connections are dropped before most servers drop them, so that a call rarely meets one that is just closing."""
MAX_POOLS = 512


@dataclass(slots=True)
class Pool:
    """The connections of one provider and tenant, and how many calls use them now."""

    connector: TCPConnector
    users: int = 0
    used: WeakSet[ResponseHandler] = field(default_factory=WeakSet)
    """Connections that have carried a call; each was made ready for the next one then."""

    def ready(self, connection: Connection) -> ResponseHandler:
        """The connection's reading side, ready for an answer. Raises `ConnectionError` if it is gone."""
        protocol = connection.protocol
        if protocol is None:
            raise ConnectionError
        if protocol not in self.used:
            self.used.add(protocol)
            _expect_answer(protocol)
        return protocol

    def give_back(self, connection: Connection) -> None:
        """Let another call use the connection. A fresh parser takes the place of one that holds the last answer's headers."""
        if connection.protocol is not None:
            _expect_answer(connection.protocol)
        connection.release()


def _expect_answer(protocol: ResponseHandler) -> None:
    protocol.set_response_params(read_until_eof=True, auto_decompress=False)


class Pools:
    """Pools by name, opened when they are needed."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        """`tls` replaces the default context, which verifies against the system's authorities."""
        self._tls = tls
        self._pools: OrderedDict[str, Pool] = OrderedDict()

    def taken(self, name: str) -> Pool:
        """The pool of that name with one more user, who takes himself off when he leaves."""
        pool = self._pools.get(name)
        if pool is None:
            pool = self._pools[name] = Pool(self._opened())
        self._pools.move_to_end(name)
        pool.users += 1
        return pool

    async def evict(self) -> None:
        """Close the pool longest unused if there are too many."""
        if len(self._pools) <= MAX_POOLS:
            return
        name = next((name for name, pool in self._pools.items() if not pool.users), None)
        if name is not None:
            await self._pools.pop(name).connector.close()

    async def close(self) -> None:
        """Close every pooled connection."""
        pools, self._pools = self._pools, OrderedDict()
        for pool in pools.values():
            await pool.connector.close()

    def _opened(self) -> TCPConnector:
        return TCPConnector(ssl=True if self._tls is None else self._tls, limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
