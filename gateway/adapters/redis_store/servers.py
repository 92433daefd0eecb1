"""Where a command goes: to the server that holds its key. One server holds every key; in a cluster each holds some."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from redis.exceptions import RedisError, ResponseError

from gateway.adapters.redis_store.address import Address, Dialling
from gateway.adapters.redis_store.lanes import Command, Lane, Lanes, Result, raise_first_error, trip_end
from gateway.adapters.redis_store.replicas import connected


class Servers(Protocol):
    """The server or servers of a store. Commands in one trip may have keys of several; each command keeps to one slot."""

    seeds: Sequence[Address]
    """Those that the store's URL names."""

    async def use(self, key: str, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        """Do `work` on a lane to the primary that holds `key`. What Redis refused without doing anything may be done again."""
        ...

    async def ask(self, *commands: Command, durably: bool = False) -> list[object]:
        """The replies, in order. Every command was tried when this raises the first error.

        `durably`: an `UnreplicatedError` for what not enough replicas have.
        """
        ...

    async def ask_each(self, *commands: Command, durably: bool = False, promptly: bool = False) -> list[object]:
        """The same, with errors among the replies.

        `promptly`: of several servers one that is slow does not keep the others' replies for the whole length of a trip.
        """
        ...

    async def look(self) -> None:
        """Learn anew who stands where, and who follows whom."""
        ...

    async def primaries(self) -> Sequence[tuple[Address, Lanes]]:
        """Everybody who holds keys, as known at this moment."""
        ...

    async def lanes_of(self, key: str) -> Lanes:
        """The primary that holds `key`, as known at this moment."""
        ...

    async def problems(self) -> list[str]:
        """What is wrong with how they stand together, with the remedy."""
        ...

    async def close(self) -> None:
        """Close all connections; none may be in use."""
        ...


class OneServer:
    """A single server, with or without replicas."""

    def __init__(self, dialling: Dialling) -> None:
        """Connect to nothing yet."""
        self.seeds: Sequence[Address] = dialling.seeds
        self._address = dialling.seeds[0]
        self._lanes = Lanes(lambda: dialling.connection(self._address))

    async def use(self, key: str, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        """See `Servers`; it holds every key."""
        del key
        return await self._on(work)

    async def ask(self, *commands: Command, durably: bool = False) -> list[object]:
        """See `Servers`."""
        return raise_first_error(await self.ask_each(*commands, durably=durably))

    async def ask_each(self, *commands: Command, durably: bool = False, promptly: bool = False) -> list[object]:
        """See `Servers`. A trip that fails as a whole raises. It always has its whole time: nobody else waits for it."""
        del promptly
        return await self._on(lambda lane: lane.ask_each(*commands, durably=durably))

    async def _on(self, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        end = trip_end()
        if self._lanes.replicas.known is None:
            await self._look(end)
        try:
            return await self._lanes.use(work, until=end)
        except ResponseError:
            raise
        except (RedisError, OSError):
            self._lanes.replicas.known = None  # another server may stand there when it is back
            raise

    async def look(self) -> None:
        """See `Servers`."""
        await self._look(trip_end())

    async def _look(self, end: float) -> None:
        (info,) = await self._lanes.ask(("INFO", "replication"), until=end)
        if not isinstance(info, bytes):
            raise TypeError("INFO answered something else")
        self._lanes.replicas.known, _ = connected(info)

    async def primaries(self) -> Sequence[tuple[Address, Lanes]]:
        """See `Servers`."""
        return [(self._address, self._lanes)]

    async def lanes_of(self, key: str) -> Lanes:
        """See `Servers`."""
        del key
        return self._lanes

    async def problems(self) -> list[str]:
        """A cluster's server holds some keys only."""
        (info,) = await self._lanes.ask(("INFO", "cluster"))
        if isinstance(info, bytes) and b"cluster_enabled:1" in info:
            return ["Redis is one server of a cluster: write redis+cluster:// in store.url"]
        return []

    async def close(self) -> None:
        """See `Servers`."""
        await self._lanes.close()
