"""The servers of a Redis or Valkey Cluster.

Each command goes to the primary that holds its slot, as the cluster's own table says; the table is read at first, again when a
server fails or says that a slot is elsewhere, and never replaced by an older one. redis-py's own cluster client is not used: it
repeats trips whose fate is unknown, and it lends connections out in an order of its own, over which no chain can be written.

`MOVED`, `ASK` and `TRYAGAIN` say that nothing was done, so that the same command may be sent again, within the trip's one
deadline. What fails otherwise is not repeated. A server that is gone costs the others nothing: they have lanes of their own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from typing import NamedTuple

from redis.exceptions import AskError, ClusterDownError, MovedError, RedisError, ResponseError, TryAgainError

from gateway.adapters.redis_store.address import Address, Dialling
from gateway.adapters.redis_store.lanes import Command, Lane, Lanes, Result, raise_first_error, trip_end
from gateway.adapters.redis_store.replicas import VALIDITY, connected, is_new
from gateway.adapters.redis_store.servers import OneServer, Servers
from gateway.adapters.redis_store.topology import Topology, read_topology, slot_of

MAX_REDIRECTIONS = 5
TRY_AGAIN_SECONDS = 0.02
ASKED_AT_ONCE = 5
"""Servers that are asked for the table together; the first good answer counts."""
LEARN_AGAIN_SECONDS = 0.1
"""Pause between two readings of the table while servers fail."""


class _Way(NamedTuple):
    """To whom a command goes next."""

    address: Address
    is_asking: bool = False


@dataclass(slots=True)
class _Trip:
    """Commands under way, to one server or several."""

    commands: Sequence[Command]
    replies: list[object]
    end: float
    is_durable: bool


class Cluster:
    """All servers of one cluster."""

    def __init__(self, dialling: Dialling) -> None:
        """Connect to nothing yet."""
        self._dialling = dialling
        self.seeds: Sequence[Address] = dialling.seeds
        self._lanes: dict[Address, Lanes] = {}
        self._topology: Topology | None = None
        self._silence: RedisError | OSError = RedisError("no server of the cluster tells who holds what")
        """Why nobody told: the last reason."""
        self._turn = 0
        self._doubting: asyncio.Task[None] | None = None

    async def use(self, key: str, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        """See `Servers`."""
        end = trip_end()
        way = self._way(await self._known(end), key)
        for _ in range(MAX_REDIRECTIONS):
            if way is None:
                raise _unheld()
            try:
                return await self._on(way, work, end)
            except ResponseError as error:
                following = await self._next(way, error, end)
                if following is None:
                    raise
                if isinstance(error, TryAgainError):
                    await asyncio.sleep(TRY_AGAIN_SECONDS)
                way = following
        raise _astray()

    async def ask(self, *commands: Command, durably: bool = False) -> list[object]:
        """See `Servers`."""
        return raise_first_error(await self.ask_each(*commands, durably=durably))

    async def ask_each(self, *commands: Command, durably: bool = False, promptly: bool = False) -> list[object]:
        """See `Servers`."""
        trip = _Trip(commands, [None] * len(commands), trip_end(promptly=promptly), durably)
        topology = await self._known(trip.end)
        left: dict[int, _Way] = {}
        for at, command in enumerate(commands):
            way = self._way(topology, _key_of(command))
            if way is None:
                trip.replies[at] = _unheld()
            else:
                left[at] = way
        for _ in range(MAX_REDIRECTIONS):
            rounds = [self._round(trip, way, [at for at in left if left[at] == way]) for way in set(left.values())]
            if not rounds:
                break
            if len(rounds) == 1:  # a call's trips: to one server, without a task
                left = await rounds[0]
            else:
                left = {at: way for again in await asyncio.gather(*rounds) for at, way in again.items()}
        return trip.replies

    async def _round(self, trip: _Trip, way: _Way, mine: Sequence[int]) -> dict[int, _Way]:
        """Send one server its commands of a trip. Returns those that it sends elsewhere, with their next way."""
        some = [trip.commands[at] for at in mine]
        try:
            answers = await self._on(way, lambda lane: lane.ask_each(*some, durably=trip.is_durable), trip.end)
        except (RedisError, OSError) as error:
            answers = [error] * len(mine)
        again = {}
        for at, answer in zip(mine, answers, strict=True):
            trip.replies[at] = answer
            following = await self._next(way, answer, trip.end) if isinstance(answer, ResponseError) else None
            if following is not None:
                again[at] = following
        if any(isinstance(trip.replies[at], TryAgainError) for at in again):
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        return again

    async def _on(self, way: _Way, work: Callable[[Lane], Awaitable[Result]], end: float) -> Result:
        try:
            return await self._at(way.address).use(work, until=end, is_asking=way.is_asking)
        except ClusterDownError:
            self._doubt()
            raise
        except ResponseError:
            raise
        except (RedisError, OSError):
            self._doubt()
            raise

    async def _next(self, way: _Way, answer: ResponseError, end: float) -> _Way | None:
        """Where to send a command again to which this was the answer; None: that was all."""
        if isinstance(answer, TryAgainError):
            return way
        if not isinstance(answer, AskError):
            return None
        there = Address(answer.host or way.address.host, answer.port)
        if not isinstance(answer, MovedError):
            return _Way(there, is_asking=True)
        if self._topology is None or not self._topology.says(answer.slot_id, there):  # not yet learned in this trip
            await self._learn([there], end)
        return _Way(there)

    async def look(self) -> None:
        """See `Servers`. A server that does not answer changes nothing: what is sent to it fails by itself."""
        topology = await self.topology()
        await asyncio.gather(*[self._look_at(self._at(each), some) for each, some in topology.replicas.items()])

    async def _look_at(self, lanes: Lanes, replicas: Sequence[Address]) -> None:
        """Who is filled anew is rare, so that replicas are asked about themselves only then."""
        new, asked = 0, time.monotonic()
        with suppress(RedisError, OSError):
            (info,) = await lanes.ask(("INFO", "replication"))
            if isinstance(info, bytes) and connected(info)[1]:
                new = sum(await asyncio.gather(*[self._is_new(self._at(each)) for each in replicas]))
        lanes.replicas.saw_new(new, asked=asked)

    async def _is_new(self, replica: Lanes) -> bool:
        try:
            return is_new(*await replica.ask(("INFO", "replication"), ("CONFIG", "GET", VALIDITY)))
        except (RedisError, OSError):
            return False

    async def primaries(self) -> Sequence[tuple[Address, Lanes]]:
        """See `Servers`."""
        return [(each, self._at(each)) for each in (await self._known(trip_end())).replicas]

    async def lanes_of(self, key: str) -> Lanes:
        """See `Servers`."""
        way = self._way(await self._known(trip_end()), key)
        if way is None:
            raise _unheld()
        return self._at(way.address)

    async def topology(self) -> Topology:
        """The table, read anew; the last one where nobody tells."""
        end = trip_end()
        known = [*(self._topology.servers() if self._topology else []), *self._dialling.seeds]
        self._turn += 1
        asked = list(islice(cycle(dict.fromkeys(known)), self._turn, self._turn + ASKED_AT_ONCE))
        await self._learn(asked, end)
        return await self._known(end)

    async def problems(self) -> list[str]:
        """Slots that nobody holds; servers that are no cluster's."""
        try:
            missing = (await self.topology()).missing()
        except ResponseError as error:
            if "cluster support disabled" not in str(error):
                raise
            return ["Redis is no cluster: write redis:// or rediss:// in store.url"]
        return [f"nobody holds {missing} slots of the cluster: CLUSTER ADDSLOTS"] if missing else []

    async def close(self) -> None:
        """See `Servers`."""
        if self._doubting is not None:
            self._doubting.cancel()
            await asyncio.wait([self._doubting])
        for lanes in list(self._lanes.values()):
            await lanes.close()

    async def _known(self, end: float) -> Topology:
        if self._topology is None:
            await self._learn(self._dialling.seeds, end)
        if self._topology is None:
            raise self._silence
        return self._topology

    async def _learn(self, asked: Sequence[Address], end: float) -> None:
        """Take the first table that one of these servers tells, unless it is older than the one at hand."""
        asking = [asyncio.ensure_future(self._view(each, end)) for each in dict.fromkeys(asked)]
        try:
            for answering in asyncio.as_completed(asking):
                try:
                    view = await answering
                except (RedisError, OSError) as error:
                    self._silence = error
                    continue
                if self._topology is None or view.epoch >= self._topology.epoch:
                    await self._accept(view)
                break
        finally:
            for each in asking:
                each.cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    async def _view(self, asked: Address, end: float) -> Topology:
        (text,) = await self._at(asked).ask(("CLUSTER", "NODES"), until=end)
        try:
            return read_topology(text.decode() if isinstance(text, bytes) else "", asked)
        except ValueError:
            raise RedisError("CLUSTER NODES answered something else") from None

    async def _accept(self, topology: Topology) -> None:
        self._topology = topology
        for primary, replicas in topology.replicas.items():
            self._at(primary).replicas.known = len(replicas)
        here = {*topology.servers(), *self._dialling.seeds}
        for gone in [each for each in self._lanes if each not in here]:
            await self._lanes.pop(gone).close()

    def _way(self, topology: Topology, key: str) -> _Way | None:
        holder = topology.holders[slot_of(key)]
        if holder is None:
            self._doubt()
            return None
        return _Way(holder)

    def _doubt(self) -> None:
        """Read the table anew beside the calls, soon and not too often."""
        if self._doubting is None or self._doubting.done():
            self._doubting = asyncio.create_task(self._learn_again(), name="isogate-redis-topology")

    async def _learn_again(self) -> None:
        with suppress(RedisError, OSError):
            await self.topology()
        await asyncio.sleep(LEARN_AGAIN_SECONDS)

    def _at(self, address: Address) -> Lanes:
        lanes = self._lanes.get(address)
        if lanes is None:
            lanes = self._lanes[address] = Lanes(lambda: self._dialling.connection(address))
        return lanes


def servers_at(url: str) -> Servers:
    """The servers that a URL means (`address.py`). Connects to nothing yet; `UnusableStoreError` for one that cannot be used."""
    dialling = Dialling(url)
    return Cluster(dialling) if dialling.is_cluster else OneServer(dialling)


def _key_of(command: Command) -> str:
    """The first key of a command of ours: the others have the same slot."""
    return str(command[3 if command[0] in ("EVALSHA", "EVAL") else 1])


def _unheld() -> RedisError:
    return RedisError("nobody holds the slot")


def _astray() -> RedisError:
    return RedisError("the cluster sends from one server to another")
