"""A bounded number of connections to Redis, each with the audit chain that is written over it.

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
from typing import Any, TypeAlias, TypeVar

from redis.asyncio.connection import AbstractConnection, Connection, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from gateway.adapters.redis_store.scripts import SCRIPTS, Script
from gateway.core.audit import Chain
from gateway.ports.store import UnusableStoreError

MAX_LANES = 16
"""Calls of one process that talk to Redis at one moment; the others wait their turn, within the deadline."""
TRIP_SECONDS = 0.25
CLOSE_SECONDS = 0.1

Result = TypeVar("Result")
Argument: TypeAlias = str | bytes | int
Command: TypeAlias = Sequence[Argument]


def run(script: Script, keys: Sequence[str], *arguments: Argument) -> Command:
    """The command that runs a script."""
    return ("EVALSHA", script.sha, len(keys), *keys, *arguments)


class Lane:
    """One connection, opened when it is first used, and the chain written over it."""

    __slots__ = ("chain", "connection")

    def __init__(self, connection: AbstractConnection) -> None:
        """No chain yet."""
        self.connection = connection
        self.chain: Chain | None = None

    async def ask(self, *commands: Command) -> list[object]:
        """The replies, in order, to commands sent together. Raises redis-py's errors, the first of them."""
        replies = await self._ask(commands)
        if any(isinstance(reply, NoScriptError) for reply in replies):
            await self._ask([("SCRIPT", "LOAD", script.text) for script in SCRIPTS])
            replies = await self._ask(commands)
        for reply in replies:
            if isinstance(reply, ResponseError):
                raise reply
        return replies

    async def _ask(self, commands: Sequence[Command]) -> list[object]:
        await self.connection.send_packed_command(self.connection.pack_commands(commands), check_health=False)
        return [await self._reply() for _ in commands]

    async def _reply(self) -> object:
        try:
            reply: object = await self.connection.read_response()
        except ResponseError as error:
            return error
        return reply


class Lanes:
    """The lanes of one process."""

    def __init__(self, url: str) -> None:
        """Connect to nothing yet. `UnusableStoreError`: no Redis URL, or one that checks no certificates."""
        self._idle: list[Lane] = []
        self._free = asyncio.Semaphore(MAX_LANES)
        try:
            options: dict[str, Any] = {**parse_url(url)}
        except ValueError:
            raise UnusableStoreError("store.url is no Redis URL: write rediss://host:port/0") from None
        checks = options.get("ssl_cert_reqs", "required"), options.get("ssl_check_hostname", True)
        if checks != ("required", True):
            raise UnusableStoreError("store.url lets any certificate pass: drop its ssl_… options")
        self._kind: type[AbstractConnection] = options.pop("connection_class", Connection)
        self._options = options | {
            "socket_connect_timeout": None,  # a trip has its own deadline
            "socket_timeout": None,
            "retry": Retry(NoBackoff(), 0),
            "protocol": 2,
        }

    async def use(self, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        """Do `work` on a free lane. Raises what it raises, and `TimeoutError` at the deadline."""
        try:
            async with asyncio.timeout(TRIP_SECONDS), self._free:
                return await self._on_a_lane(work)
        except ResponseError:
            raise
        except (RedisError, OSError):
            await self._forget(self._idle)
            raise

    async def _on_a_lane(self, work: Callable[[Lane], Awaitable[Result]]) -> Result:
        lane = self._idle.pop() if self._idle else Lane(self._kind(**self._options))
        try:
            return await work(lane)
        except BaseException as error:
            lane.chain = None
            if not isinstance(error, ResponseError):
                await self._forget([lane])  # a reply may still be on its way
            raise
        finally:
            self._idle.append(lane)

    async def ask(self, *commands: Command) -> list[object]:
        """The replies to commands that need no chain."""
        return await self.use(lambda lane: lane.ask(*commands))

    async def close(self) -> None:
        """Close the connections; none may be in use."""
        while self._idle:
            with suppress(RedisError, OSError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._idle.pop().connection.disconnect()

    async def _forget(self, lanes: Sequence[Lane]) -> None:
        for lane in lanes:
            await lane.connection.disconnect(nowait=True)
