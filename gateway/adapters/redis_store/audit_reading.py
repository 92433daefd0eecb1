"""The audit in Redis as everybody wrote it: streams per tenant, read side by side.

A writer's links lie in the streams of the tenants that it wrote for. They are merged by stream id, Redis's
own time, and put in order by writer: at most one page per tenant, and the links that run ahead of a missing
one, are in memory at once.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Sequence

from gateway.adapters.redis_store.keys import TENANTS, UNTENANTED, TenantKeys
from gateway.adapters.redis_store.lanes import Lanes
from gateway.adapters.redis_store.presence import living
from gateway.adapters.redis_store.servers import Servers
from gateway.core.audit import Link, read
from gateway.core.contents import LinkItem, link_of
from gateway.core.ledger import ChainedRecord, Record

PAGE_RECORDS = 500
"""Records read in one trip, well within its deadline."""
TENANTS_A_TRIP = 100
"""Tenants whose open intents are read in one trip."""
MAX_HELD_RECORDS = 20_000
"""Records in memory at once, over all tenants' pages."""
SETTLE_SECONDS = 0.002
"""Longer than the millisecond of a stream id: what was written up to it is complete by then."""

_Place = tuple[int, int]
"""A stream id: milliseconds and number."""
_Placed = tuple[_Place, Link]


async def tenants(servers: Servers) -> list[str]:
    """Every tenant with records, and the place of records without a tenant."""
    (names,) = await servers.ask(("SMEMBERS", TENANTS))
    return sorted([UNTENANTED, *[name.decode() for name in _list(names)]])


async def records(servers: Servers, *, tenant: str | None, trace: str | None, limit: int) -> list[Record]:
    """Readable records, newest first."""
    found: list[_Placed] = []
    for each in [tenant] if tenant is not None else await tenants(servers):
        if trace is None:
            found += await _latest(servers, each, limit)
        else:
            (ids,) = await servers.ask(("HGET", TenantKeys(each).traces, trace))
            for place in ids.decode().split(",") if isinstance(ids, bytes) else ():
                found += await _range(servers, "XRANGE", each, place, place, 1)
    found.sort(key=_place_of, reverse=True)
    return _readable(found)[:limit]


async def orphans(servers: Servers) -> list[Record]:
    """Open intents of processes that are gone, oldest first. Processes are asked after when their intents were read."""
    found: list[_Placed] = []
    intents = [(tenant, held.decode().split(",")) for tenant, held in await _open(servers)]
    alive = await living(servers, {process for _, (process, _) in intents})
    for tenant, (process, place) in intents:
        if process not in alive:
            found += await _range(servers, "XRANGE", tenant, place, place, 1)
    return _readable(sorted(found, key=_place_of))


async def _open(servers: Servers) -> list[tuple[str, bytes]]:
    """Each tenant's open intents: process and id, by a comma."""
    names = await tenants(servers)
    found: list[tuple[str, bytes]] = []
    for at in range(0, len(names), TENANTS_A_TRIP):
        some = names[at : at + TENANTS_A_TRIP]
        held = await servers.ask(*[("HVALS", TenantKeys(name).open) for name in some])
        found += [(name, value) for name, values in zip(some, held, strict=True) for value in _list(values)]
    return found


async def chain(servers: Servers) -> AsyncIterator[ChainedRecord]:
    """Every record written before now, each writer's in order; those behind a missing one come last."""
    async for item in links(servers):
        yield read(item.link)


async def links(servers: Servers) -> AsyncIterator[LinkItem]:
    """As `chain`: the links themselves, and whose they are."""
    now = {server: await _now(server) for _, server in await servers.primaries()}
    await asyncio.sleep(SETTLE_SECONDS)
    names = await tenants(servers)
    count = max(1, min(PAGE_RECORDS, MAX_HELD_RECORDS // len(names)))
    order = _Order()
    streams = []
    for name in names:
        server = await servers.lanes_of(TenantKeys(name).audit)
        until = now.get(server) or await _now(server)
        streams.append(_Stream(servers, name, "XRANGE", ("-", until), count))
    async for at, link in _merged(streams):
        for ready in order.take(LinkItem(names[at], link)):
            yield ready
    for left in order.rest():
        yield left


async def _now(server: Lanes) -> str:
    """Its own time, which its stream ids are made of; the servers of a cluster do not have one time."""
    (now,) = await server.ask(("TIME",))
    seconds, microseconds = (int(part) for part in _list(now))
    return str(seconds * 1000 + microseconds // 1000)


class _Order:
    """Lets a writer's links pass in the order of their numbers, holding back those that came early."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}
        self._early: dict[str, dict[int, LinkItem]] = {}

    def take(self, item: LinkItem) -> list[LinkItem]:
        link = item.link
        due = self._next.get(link.writer, 1)
        early = self._early.setdefault(link.writer, {})
        if link.sequence < due or link.sequence in early:
            return [item]  # there twice: the verifier says so
        early[link.sequence] = item
        ready = []
        while due in early:
            ready.append(early.pop(due))
            due += 1
        self._next[link.writer] = due
        return ready

    def rest(self) -> list[LinkItem]:
        return [early[at] for _, early in sorted(self._early.items()) for at in sorted(early)]


class _Stream:
    """One tenant's links, page by page, from one end to the other."""

    def __init__(self, servers: Servers, tenant: str, command: str, ends: tuple[str, str], count: int) -> None:
        self._servers = servers
        self._tenant = tenant
        self._command = command
        self._from, self._until = ends
        self._count = count
        self._page: deque[_Placed] = deque()

    async def next(self) -> _Placed | None:
        if not self._page:
            page = await _range(self._servers, self._command, self._tenant, self._from, self._until, self._count)
            if not page:
                return None
            self._page.extend(page)
            milliseconds, number = page[-1][0]
            self._from = f"({milliseconds}-{number}"
        return self._page.popleft()


async def _merged(streams: Sequence[_Stream]) -> AsyncIterator[tuple[int, Link]]:
    """Each link with its stream's number."""
    heap: list[tuple[_Place, int, Link]] = []
    for at, stream in enumerate(streams):
        first = await stream.next()
        if first is not None:
            heapq.heappush(heap, (first[0], at, first[1]))
    while heap:
        _, at, link = heapq.heappop(heap)
        yield at, link
        following = await streams[at].next()
        if following is not None:
            heapq.heappush(heap, (following[0], at, following[1]))


async def _latest(servers: Servers, tenant: str, limit: int) -> list[_Placed]:
    stream = _Stream(servers, tenant, "XREVRANGE", ("+", "-"), min(limit, PAGE_RECORDS))
    found: list[_Placed] = []
    while len(found) < limit:
        placed = await stream.next()
        if placed is None:
            break
        if _readable([placed]):
            found.append(placed)
    return found


async def _range(servers: Servers, command: str, tenant: str, start: str, end: str, count: int) -> list[_Placed]:
    keys = TenantKeys(tenant)
    (entries,) = await servers.ask((command, keys.audit, start, end, "COUNT", count))
    listed = [(place, _list(fields)) for place, fields in _list(entries)]
    if not listed:
        return []
    (payloads,) = await servers.ask(("HMGET", keys.rows, *[place for place, _ in listed]))
    return [
        (_place(place), _link(fields, payload))
        for (place, fields), payload in zip(listed, _list(payloads), strict=True)
    ]


def _link(fields: Sequence[bytes], payload: bytes | None) -> Link:
    named = dict(zip(fields[::2], fields[1::2], strict=True))
    marks = (named[b"p"], named[b"d"], named[b"h"])
    return link_of(named[b"w"].decode(), int(named[b"s"]), marks, payload or b"")


def _place(place: bytes) -> _Place:
    milliseconds, number = place.split(b"-")
    return int(milliseconds), int(number)


def _place_of(placed: _Placed) -> _Place:
    return placed[0]


def _readable(placed: Sequence[_Placed]) -> list[Record]:
    found = [read(link).record for _, link in placed]
    return [record for record in found if isinstance(record, Record)]


def _list(reply: object) -> list:  # type: ignore[type-arg]
    if not isinstance(reply, list):
        raise TypeError("Redis answered something else")
    return reply
