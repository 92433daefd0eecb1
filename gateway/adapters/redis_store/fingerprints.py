"""`RedisFingerprints`: the fingerprints' port on Redis or Valkey.

A print lies in one of 2^18 small hashes, by its first bits, so that they spread over a cluster and no key grows: of 10 million
prints about 40 are in a hash, which Redis keeps as one compact list up to 512. A string of 32 KiB says which of the hashes
were ever used. Every command has one key and is atomic by itself: a place is taken by `HSETNX`, so two who enrol at once never
write over each other.

While nothing was ever enrolled, a process asks for that alone, once a second: at first, in time for a start, the list itself.
From then on whatever is enrolled is noted at many servers, and at all of them before the first print: any that answers without
the note tells that there is none, so that no server which is away refuses calls on account of a tripwire that nobody uses. What
was enrolled before releases made notes is in the list alone, so that notes tell nothing to who has not asked for it.
"""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from redis.exceptions import RedisError

from gateway.adapters.redis_store.cluster import servers_at
from gateway.adapters.redis_store.keys import ENROLLED, FINGERPRINTS, fingerprints_key
from gateway.adapters.redis_store.lanes import Command, raise_first_error
from gateway.adapters.redis_store.servers import Servers
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import PLACES, PRINT_BYTES, Page, Places, Row, covered_in, place_for

SHARD_BITS = 18
COMMANDS_A_TRIP = 500
IDLE_SECONDS = 1.0
"""For so long nothing is taken to be enrolled, once Redis said so."""
RETRY_AFTER_SECONDS = 1

_PLACES = tuple([bytes([place]) for place in range(PLACES)])
_FAILURES = (RedisError, OSError, ValueError, TypeError)


class RedisFingerprints:
    """Prints in Redis, over connections of their own: who enrols a million takes no call's place."""

    def __init__(self, servers: Servers) -> None:
        """Connect to nothing yet."""
        self._servers = servers
        self._is_in_use = False
        self._is_noted = False
        self._was_unused = False
        """The list itself was empty once, since this process began."""
        self._idle_until = 0.0

    @classmethod
    def open(cls, url: str) -> RedisFingerprints:
        """The prints at a store's URL; `UnusableStoreError` for one that cannot be used."""
        return cls(servers_at(url))

    async def problems(self) -> list[str]:
        """See the port. They are where the store is, which tells of its servers itself; the list is asked for, at a start."""
        if not self._is_in_use and not self._was_unused:
            with suppress(Refusal):
                await self._places([])
        return []

    def is_idle(self) -> bool:
        """See the port."""
        return not self._is_in_use and asyncio.get_running_loop().time() < self._idle_until

    def places(self, prints: Sequence[bytes]) -> Future[list[Places]]:
        """See the port."""
        return asyncio.ensure_future(self._places(prints))

    async def enrol(self, rows: Sequence[Row]) -> int:
        """See the port."""
        waiting = [(row, 0) for row in rows]
        added = 0
        with _refusing():
            self._is_in_use = True
            await self._note()
            await self._servers.ask(_used([_shard(row[0]) for row in rows]), durably=True)
            for _ in range(PLACES):
                taken = await self._ask(
                    [("HSETNX", *_field(row[0], place), covered_in(row)[place]) for row, place in waiting], durably=True
                )
                added += sum(reply == 1 for reply in taken)
                lost = [row for (row, _), reply in zip(waiting, taken, strict=True) if reply != 1]
                found = await self._found([row[0] for row in lost])
                waiting = [
                    (row, place)
                    for row, places in zip(lost, found, strict=True)
                    if (place := place_for(row, places)) is not None
                ]
        return added

    async def remove(self, rows: Sequence[Row]) -> int:
        """See the port."""
        with _refusing():
            found = await self._found([row[0] for row in rows])
            gone = [
                ("HDEL", *_field(row[0], place))
                for row, places in zip(rows, found, strict=True)
                for place, owner in enumerate(covered_in(row))
                if places.get(place) == owner
            ]
            return sum(reply == 1 for reply in await self._ask(gone, durably=True))

    async def every(self) -> AsyncIterator[Page]:
        """See the port."""
        with _refusing():
            (used,) = await self._servers.ask(("GET", FINGERPRINTS))
            shards = _set_bits(used)
        while some := list(islice(shards, COMMANDS_A_TRIP)):
            with _refusing():
                replies = await self._ask([("HGETALL", fingerprints_key(shard)) for shard in some])
                page = [
                    (field[:PRINT_BYTES], {field[-1]: owner}) for reply in replies for field, owner in _paired(reply)
                ]
            if page:
                yield Page(page)

    async def close(self) -> None:
        """See the port."""
        await self._servers.close()

    async def _places(self, prints: Sequence[bytes]) -> list[Places]:
        if self.is_idle():
            return [{}] * len(prints)
        with _refusing():
            if not self._is_in_use:
                asked = asyncio.get_running_loop().time()
                if await self._is_noted_somewhere():
                    self._is_in_use = True
                self._idle_until = asked + IDLE_SECONDS
            return await self._found(prints) if self._is_in_use else [{}] * len(prints)

    async def _note(self) -> None:
        """Something is to be enrolled: everywhere, or nothing is."""
        if not self._is_noted:
            await self._servers.ask(*[("SET", key, "1") for key in ENROLLED], durably=True)
            self._is_noted = True

    async def _is_noted_somewhere(self) -> bool:
        replies = await self._servers.ask_each(*[("EXISTS", key) for key in (FINGERPRINTS, *ENROLLED)], promptly=True)
        self._was_unused |= replies[0] == 0
        answers = [each for each in replies if not isinstance(each, Exception)]
        is_noted = any(each != 0 for each in answers)
        if not is_noted and not (self._was_unused and answers):
            raise_first_error(replies)
        return is_noted

    async def _found(self, prints: Sequence[bytes]) -> list[Places]:
        asks: list[Command] = [("HMGET", _key(each), *[each + place for place in _PLACES]) for each in prints]
        return [
            {place: owner for place, owner in enumerate(_listed(reply)) if owner is not None}
            for reply in await self._ask(asks)
        ]

    async def _ask(self, commands: Sequence[Command], *, durably: bool = False) -> list[object]:
        replies: list[object] = []
        for at in range(0, len(commands), COMMANDS_A_TRIP):
            replies += await self._servers.ask(*commands[at : at + COMMANDS_A_TRIP], durably=durably)
        return replies


def _shard(print_: bytes) -> int:
    return int.from_bytes(print_[:3]) >> (24 - SHARD_BITS)


def _key(print_: bytes) -> str:
    return fingerprints_key(_shard(print_))


def _used(shards: Sequence[int]) -> Command:
    """The command that notes them."""
    return ("BITFIELD", FINGERPRINTS, *[part for shard in shards for part in ("SET", "u1", shard, 1)])


def _set_bits(reply: object) -> Iterator[int]:
    """The places of the bits, the first byte's highest being 0."""
    if not isinstance(reply, bytes | None):
        raise TypeError("Redis answered something else")
    return (8 * at + bit for at, byte in enumerate(reply or b"") if byte for bit in range(8) if byte & (0x80 >> bit))


def _field(print_: bytes, place: int) -> tuple[str, bytes]:
    return _key(print_), print_ + _PLACES[place]


def _listed(reply: object) -> list[bytes | None]:
    if not isinstance(reply, list) or len(reply) != PLACES:
        raise TypeError("Redis answered something else")
    return reply


def _paired(reply: object) -> Iterator[tuple[bytes, bytes]]:
    if not isinstance(reply, list):
        raise TypeError("Redis answered something else")
    each = iter(reply)
    return zip(each, each, strict=True)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except _FAILURES:
        raise Refusal(Code.STORE_UNAVAILABLE, retry_after_seconds=RETRY_AFTER_SECONDS) from None
