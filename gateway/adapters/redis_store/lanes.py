"""A bounded number of connections to one Redis server, each with the audit chain that is written over it.

Every trip has one deadline for waiting, connecting and talking, so that a Redis which is down, silent or slow
is a refusal within 300 ms (F01, F02; redis-py by itself would take 4 s and 59 s). A trip is never repeated,
but for `NOSCRIPT`, which is Redis's word that nothing was done. After a failure all idle connections are
closed too: what broke one has most likely broken them.

A lane is used by one trip at a time, so its chain's links are written one after the other. When a trip that
carries a link fails, the link's fate is unknown: the lane's chain is closed where it stood and its next link
begins a fresh writer. Whichever way it went, both chains verify.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeAlias, TypeVar

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import NoScriptError, RedisError, ResponseError

from gateway.adapters.redis_store.scripts import SCRIPTS, Script
from gateway.core.audit import Chain

MAX_LANES = 16
"""Calls of one process that talk to one server at one moment; the others wait their turn, within the deadline."""
TRIP_SECONDS = 0.25
CLOSE_SECONDS = 0.1

Result = TypeVar("Result")
Argument: TypeAlias = str | bytes | int
Command: TypeAlias = Sequence[Argument]

_ASKING: Command = ("ASKING",)


def run(script: Script, keys: Sequence[str], *arguments: Argument) -> Command:
    """The command that runs a script."""
    return ("EVALSHA", script.sha, len(keys), *keys, *arguments)


def trip_end() -> float:
    """When a trip that begins now must have ended, by the loop's clock."""
    return asyncio.get_running_loop().time() + TRIP_SECONDS


def raise_first_error(replies: list[object]) -> list[object]:
    """The replies; raises the first of them that is an error."""
    for reply in replies:
        if isinstance(reply, Exception):
            raise reply
    return replies


class Lane:
    """One connection, opened when it is first used, and the chain written over it."""

    __slots__ = ("chain", "connection", "is_asking")

    def __init__(self, connection: AbstractConnection) -> None:
        """No chain yet."""
        self.connection = connection
        self.chain: Chain | None = None
        self.is_asking = False
        """True while the trip goes to a server that a slot is on its way to: each command must say so."""

    async def ask(self, *commands: Command) -> list[object]:
        """The replies, in order, to commands sent together. Raises redis-py's errors, the first of them."""
        return raise_first_error(await self.ask_each(*commands))

    async def ask_each(self, *commands: Command) -> list[object]:
        """The same, with what Redis refuses among the replies, as redis-py's `ResponseError`."""
        replies = await self._ask(commands)
        if any(isinstance(reply, NoScriptError) for reply in replies):
            await self._ask([("SCRIPT", "LOAD", script.text) for script in SCRIPTS])
            replies = await self._ask(commands)
        return replies

    async def _ask(self, commands: Sequence[Command]) -> list[object]:
        if self.is_asking:
            commands = [each for command in commands for each in (_ASKING, command)]
        await self.connection.send_packed_command(self.connection.pack_commands(commands), check_health=False)
        replies = [await self._reply() for _ in commands]
        return replies[1::2] if self.is_asking else replies

    async def _reply(self) -> object:
        try:
            reply: object = await self.connection.read_response()
        except ResponseError as error:
            return error
        return reply


class Lanes:
    """The lanes of one process to one server."""

    def __init__(self, connect: Callable[[], AbstractConnection]) -> None:
        """Connect to nothing yet; `connect` makes a connection that is not open."""
        self._connect = connect
        self._idle: list[Lane] = []
        self._free = asyncio.Semaphore(MAX_LANES)

    async def use(
        self, work: Callable[[Lane], Awaitable[Result]], *, until: float | None = None, is_asking: bool = False
    ) -> Result:
        """Do `work` on a free lane. Raises what it raises, and `TimeoutError` at the deadline: `until`, by the loop's clock."""
        try:
            async with asyncio.timeout_at(until or trip_end()), self._free:
                return await self._on_a_lane(work, is_asking=is_asking)
        except ResponseError:
            raise
        except (RedisError, OSError):
            await self._forget(self._idle)
            raise

    async def _on_a_lane(self, work: Callable[[Lane], Awaitable[Result]], *, is_asking: bool) -> Result:
        lane = self._idle.pop() if self._idle else Lane(self._connect())
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

    async def ask(self, *commands: Command, until: float | None = None) -> list[object]:
        """The replies to commands that need no chain."""
        return await self.use(lambda lane: lane.ask(*commands), until=until)

    async def close(self) -> None:
        """Close the connections; none may be in use."""
        while self._idle:
            with suppress(RedisError, OSError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._idle.pop().connection.disconnect()

    async def _forget(self, lanes: Sequence[Lane]) -> None:
        for lane in lanes:
            await lane.connection.disconnect(nowait=True)
