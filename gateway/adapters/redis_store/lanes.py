"""A bounded number of connections to one Redis server, each with the audit chain that is written over it.

Every trip has one deadline for waiting, connecting and talking, so that a Redis which is down, silent or slow
is a refusal within 300 ms (F01, F02; redis-py by itself would take 4 s and 59 s). A trip is never repeated,
but for `NOSCRIPT`, which is Redis's word that nothing was done. After a failure all idle connections are
closed too: what broke one has most likely broken them.

A durable trip ends with `WAIT`, in the same breath: it costs a call no trip, and half of the replicas have what is acknowledged.

A lane is used by one trip at a time, so its chain's links are written one after the other. When a trip that
carries a link fails, the link's fate is unknown: the lane's chain is closed where it stood and its next link
begins a fresh writer. Whichever way it went, both chains verify.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeAlias, TypeVar

from hiredis import pack_command
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import NoScriptError, RedisError, ResponseError

from gateway.adapters.redis_store.replicas import REPLICA_MILLISECONDS, Replicas, UnreplicatedError, following
from gateway.adapters.redis_store.scripts import SCRIPTS, Script
from gateway.core.audit import Chain

MAX_LANES = 16
"""Calls of one process that talk to one server at one moment; the others wait their turn, within the deadline."""
TRIP_SECONDS = 0.25
PROMPT_TRIP_SECONDS = 0.15
"""For a trip to several servers in which those that answer must not wait long for one that does not."""
CLOSE_SECONDS = 0.1

Result = TypeVar("Result")
Argument: TypeAlias = str | bytes | int
Command: TypeAlias = Sequence[Argument]

_ASKING: Command = ("ASKING",)


def run(script: Script, keys: Sequence[str], *arguments: Argument) -> Command:
    """The command that runs a script."""
    return ("EVALSHA", script.sha, len(keys), *keys, *arguments)


def trip_end(*, promptly: bool = False) -> float:
    """When a trip that begins now must have ended, by the loop's clock."""
    return asyncio.get_running_loop().time() + (PROMPT_TRIP_SECONDS if promptly else TRIP_SECONDS)


def raise_first_error(replies: list[object]) -> list[object]:
    """The replies; raises the first of them that is an error."""
    for reply in replies:
        if isinstance(reply, Exception):
            raise reply
    return replies


class Lane:
    """One connection, opened when it is first used, and the chain written over it."""

    __slots__ = ("_replicas", "chain", "connection", "is_asking")

    def __init__(self, connection: AbstractConnection, replicas: Replicas) -> None:
        """No chain yet; `replicas` are those of the server, as its lanes know them at any time."""
        self.connection = connection
        self._replicas = replicas
        self.chain: Chain | None = None
        self.is_asking = False
        """True while the trip goes to a server that a slot is on its way to: each command must say so."""

    async def ask(self, *commands: Command, durably: bool = False) -> list[object]:
        """The replies, in order, to commands sent together. Raises redis-py's errors, the first of them.

        `durably`: `UnreplicatedError` unless half of the replicas have it, too.
        """
        return raise_first_error(await self.ask_each(*commands, durably=durably))

    async def ask_each(self, *commands: Command, durably: bool = False) -> list[object]:
        """The same, with what Redis refuses among the replies, as redis-py's `ResponseError`."""
        if durably and self._replicas.has_new():
            return await self._ask_beside_new(commands)
        needed = self._replicas.needed() if durably else 0
        if not needed:
            return await self._with_scripts(commands)
        *replies, count = await self._with_scripts([*commands, _wait(needed)])
        return _acknowledged(replies, needed, count)

    async def _ask_beside_new(self, commands: Sequence[Command]) -> list[object]:
        """While a replica is new: behind the write the server says who follows, and one that was full meanwhile is waited for."""
        *replies, info = await self._with_scripts([*commands, ("INFO", "replication")])
        if not isinstance(info, bytes):
            raise TypeError("INFO answered something else")
        if not (needed := self._replicas.needed(following(info))):
            return replies
        (count,) = await self._ask([_wait(needed)])
        return _acknowledged(replies, needed, count)

    async def _with_scripts(self, commands: Sequence[Command]) -> list[object]:
        replies = await self._ask(commands)
        if any(isinstance(reply, NoScriptError) for reply in replies):
            await self._ask([("SCRIPT", "LOAD", script.text) for script in SCRIPTS])
            replies = await self._ask(commands)
        return replies

    async def _ask(self, commands: Sequence[Command]) -> list[object]:
        if self.is_asking:
            commands = [each for command in commands for each in (_ASKING, command)]
        # Its stub says a tuple of one; it takes any.
        packed = b"".join([pack_command(tuple(command)) for command in commands])  # type: ignore[arg-type]
        await self.connection.send_packed_command(packed, check_health=False)
        replies = [await self._reply() for _ in commands]
        return replies[1::2] if self.is_asking else replies

    async def _reply(self) -> object:
        try:
            reply: object = await self.connection.read_response()
        except ResponseError as error:
            return error
        return reply


def _wait(needed: int) -> Command:
    return ("WAIT", needed, REPLICA_MILLISECONDS)


def _acknowledged(replies: list[object], needed: int, count: object) -> list[object]:
    """The replies, if so many replicas have what was written."""
    if isinstance(count, int) and count >= needed:
        return replies
    lost = UnreplicatedError(f"{needed} replicas were to have it")
    return [reply if isinstance(reply, Exception) else lost for reply in replies]


class UnsoundError(RedisError):
    """The server's settings endanger what it would acknowledge."""


class Lanes:
    """The lanes of one process to one server."""

    def __init__(self, connect: Callable[[], AbstractConnection]) -> None:
        """Connect to nothing yet; `connect` makes a connection that is not open."""
        self.replicas = Replicas()
        self.is_sound = True
        """False while its settings are bad: no trip then, but `ask`."""
        self._connect = connect
        self._idle: list[Lane] = []
        self._is_closed = False
        self._free = asyncio.Semaphore(MAX_LANES)

    async def use(
        self, work: Callable[[Lane], Awaitable[Result]], *, until: float | None = None, is_asking: bool = False
    ) -> Result:
        """Do `work` on a free lane. Raises what it raises, and `TimeoutError` at the deadline: `until`, by the loop's clock.

        `UnsoundError` while the server's settings are bad.
        """
        if not self.is_sound:
            raise UnsoundError("its settings endanger what it would acknowledge")
        return await self._use(work, until or trip_end(), is_asking=is_asking)

    async def ask(self, *commands: Command, until: float | None = None) -> list[object]:
        """The replies to commands about the server itself, whatever its settings."""
        return await self._use(lambda lane: lane.ask(*commands), until or trip_end(), is_asking=False)

    async def _use(self, work: Callable[[Lane], Awaitable[Result]], until: float, *, is_asking: bool) -> Result:
        try:
            async with asyncio.timeout_at(until), self._free:
                return await self._on_a_lane(work, is_asking=is_asking)
        except ResponseError:
            raise
        except (RedisError, OSError):
            await self._forget(self._idle)
            raise

    async def _on_a_lane(self, work: Callable[[Lane], Awaitable[Result]], *, is_asking: bool) -> Result:
        lane = self._idle.pop() if self._idle else Lane(self._connect(), self.replicas)
        lane.is_asking = is_asking
        try:
            return await work(lane)
        except BaseException as error:
            lane.chain = None
            if not isinstance(error, ResponseError):
                await self._forget([lane])  # a reply may still be on its way
            raise
        finally:
            self._idle.append(lane)
            if self._is_closed:  # a cluster let the server go in the middle of this trip
                await self._forget([lane])

    async def close(self) -> None:
        """Close the connections; those in use when their trips end."""
        self._is_closed = True
        while self._idle:
            with suppress(RedisError, OSError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._idle.pop().connection.disconnect()

    async def _forget(self, lanes: Sequence[Lane]) -> None:
        for lane in lanes:
            lane.chain = None  # a server that comes back may have lost its last links
            await lane.connection.disconnect(nowait=True)
