"""The audit in Redis: this process's chains as they are written.

A writer is `<process>-<number>`, one per lane (`lanes.py`). An intent goes with its commit; outcomes wait up
to `LINGER_SECONDS` and go together, one trip per tenant. An outcome whose trip failed is sent again under
another writer: it may then be there twice, never be lost while the process lives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from gateway.adapters.redis_store.keys import TenantKeys
from gateway.adapters.redis_store.lanes import Argument, Command, Lane, Lanes, run
from gateway.adapters.redis_store.presence import Presence
from gateway.adapters.redis_store.scripts import APPEND, COMMIT
from gateway.adapters.redis_store.servers import Servers
from gateway.core.audit import NONCE_BYTES, Chain, Link, encode
from gateway.core.ledger import NOTHING, CommitAsk, Event, Record, Settlement
from gateway.ports.clock import Clock

LINGER_SECONDS = 0.2
MAX_WAITING_OUTCOMES = 10_000
"""Outcomes kept while Redis is away, about 10 MB; then `append` refuses."""
MAX_OUTCOMES_A_TRIP = 100
PROCESS_BYTES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on its way into a chain."""

    row: bytes
    nonce: bytes
    trace: str
    event: Event
    settlement: Settlement = NOTHING


class AuditLog:
    """The writing side of one process."""

    def __init__(self, servers: Servers, clock: Clock) -> None:
        """Nothing is written, nor the process's presence made known, before `announce` or the first record."""
        self._servers = servers
        self._clock = clock
        self._process = clock.random_bytes(PROCESS_BYTES).hex()
        self.presence = Presence(servers, self._process)
        self._writers = 0
        self._waiting: dict[str, list[Entry]] = {}
        self._count = 0
        self._flushing: asyncio.Task[None] | None = None
        self._is_closing = False
        self._due = asyncio.Event()
        """Set when outcomes are to be written before their time."""

    async def commit(self, ask: CommitAsk, intent: Entry) -> bytes:
        """Run `COMMIT`; returns its word: `written`, `moved`, `objected`, or `over:` with the meter."""
        keys = TenantKeys(ask.tenant)
        places = (keys.tenant, keys.objections, keys.audit, keys.rows, keys.traces, keys.open, keys.meters)

        async def work(lane: Lane) -> bytes:
            chain = self._chain(lane)
            link = chain.link(intent.row, intent.nonce)
            (word,) = await lane.ask(
                run(COMMIT, places, *_conditions(ask), *self._arguments(intent, link)), durably=True
            )
            if not isinstance(word, bytes):
                raise TypeError("COMMIT answered something else")
            if word == b"written":
                chain.advance(link)
            return word

        await self.presence.show()
        self.presence.call_began(ask.tenant, intent.trace)
        word = b""
        try:
            word = await self._servers.use(keys.tenant, work)
        finally:
            if word != b"written":
                self.presence.call_ended(ask.tenant, intent.trace)
        return word

    def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        """Hand over an outcome. `OSError` when too many are waiting."""
        if self._count >= MAX_WAITING_OUTCOMES:
            raise OSError("too many outcomes are waiting")
        self._waiting.setdefault(record.tenant, []).append(self.entry(record, settlement))
        self.presence.call_ended(record.tenant, record.trace)
        self._count += 1
        if settlement.is_awaited:
            self._due.set()
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush(), name="isogate-redis-outcomes")

    async def close(self) -> None:
        """Write what is waiting; from then on this process is gone, and missed if something could not be written."""
        self._is_closing = True
        self._due.set()
        if self._flushing is not None:
            await asyncio.wait([self._flushing])
        await self._write_waiting()  # what came while others' outcomes were written
        await self.presence.close(is_done=not self._waiting)

    async def _flush(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER_SECONDS):
                    await self._due.wait()
            if not self._is_closing:
                self._due.clear()
            await self._write_waiting()
            if self._is_closing:
                break
        self._flushing = None

    async def _write_waiting(self) -> None:
        away: set[Lanes | None] = (
            set()
        )  # in one round no server fails twice: the others' outcomes wait no longer for it
        for tenant in list(self._waiting):
            server = None
            try:
                server = await self._servers.lanes_of(TenantKeys(tenant).audit)
                if server not in away:
                    await self._write_of(tenant)
            except Exception:  # noqa: BLE001 - whatever it is, they are kept and tried again
                away.add(server)

    async def _write_of(self, tenant: str) -> None:
        entries = self._waiting[tenant]
        while entries:
            some = entries[:MAX_OUTCOMES_A_TRIP]
            await self._write(tenant, some)
            del entries[: len(some)]
            self._count -= len(some)
        del self._waiting[tenant]

    async def _write(self, tenant: str, entries: Sequence[Entry]) -> None:
        keys = TenantKeys(tenant)

        async def work(lane: Lane) -> None:
            await lane.ask(self._appending(keys, self._chain(lane), entries))

        await self.presence.show()
        await self._servers.use(keys.tenant, work)

    def _appending(self, keys: TenantKeys, chain: Chain, entries: Sequence[Entry]) -> Command:
        """The command that writes outcomes; the chain goes on behind them. Should the trip fail, the lane drops its chain."""
        uses = dict([each.settlement.used for each in entries if each.settlement.used])
        arguments: list[Argument] = [len(uses)]
        for digest, day in uses.items():
            arguments += (digest, day.isoformat())
        for entry in entries:
            link = chain.link(entry.row, entry.nonce)
            chain.advance(link)
            charges = entry.settlement.charges
            arguments.append(len(charges))
            for charge in charges:
                arguments += (charge.meter, charge.window, charge.amount)
            arguments += self._arguments(entry, link)
        return run(APPEND, (keys.audit, keys.rows, keys.traces, keys.open, keys.uses, keys.meters), *arguments)

    def _arguments(self, entry: Entry, link: Link) -> tuple[Argument, ...]:
        return (
            entry.event.value,
            entry.trace,
            self._process,
            link.writer,
            link.sequence,
            link.previous,
            link.digest,
            link.row_hash,
            link.nonce + link.row,
        )

    def _chain(self, lane: Lane) -> Chain:
        if lane.chain is None:
            self._writers += 1
            lane.chain = Chain(f"{self._process}-{self._writers}")
        return lane.chain

    def entry(self, record: Record, settlement: Settlement = NOTHING) -> Entry:
        """The entry of a record. `ValueError` for facts that are none."""
        return Entry(encode(record), self._clock.random_bytes(NONCE_BYTES), record.trace, record.event, settlement)


def _conditions(ask: CommitAsk) -> list[Argument]:
    """What `COMMIT` compares and counts."""
    at_most: Argument = "" if ask.concurrent is None else ask.concurrent
    arguments: list[Argument] = [ask.epoch, len(ask.subjects), *ask.subjects, at_most, len(ask.charges)]
    for charge in ask.charges:
        arguments += (charge.meter, charge.window, charge.amount, charge.at_most)
    return arguments
