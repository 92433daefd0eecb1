"""Moving everything that a store holds: from one store to another, to a backup's file, and from there.

It is one act for all: the target is filled item by item, read back and compared, and only then becomes a store. One
that is not complete is none: whatever ends the act, nobody trusts a half of it.

A backup knows nothing of what was withdrawn after it. So every tenant comes back suspended: what its people said since then is
recorded again first, and then the operator activates it. Grants stay true records of what somebody said; nobody acts on
them meanwhile.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.core.audit import NONCE_BYTES, Chain, encode, stamp
from gateway.core.contents import Item, LinkItem, Tally, TenantItem
from gateway.core.ledger import Event, Facts, Record, TenantStatus
from gateway.ports.clock import Clock
from gateway.ports.moving import Contents, MovableContents
from gateway.ports.store import UnusableStoreError

BATCH_ITEMS = 200
TRACE_BYTES = 16
WRITER_BYTES = 8

Told = Callable[[str], None]


async def copy(
    source: AsyncIterator[Item], target: Contents, told: Told, *, last: Callable[[], Awaitable[None]] | None = None
) -> Tally:
    """Fill the target with the source's items; returns what went. Raises what they raise, and leaves no half.

    `last` comes just before the target becomes a store: it adds what else belongs there, or raises if it must not be one.
    """
    await target.begin()
    try:
        sent = Tally()
        async for items in _batches(source):
            await target.put(items)
            for item in items:
                sent.add(item)
            told(f"{sent.counts.total():,} written")
        await _compare(sent, target, told)
        if last is not None:
            await last()
        await target.publish()
    except BaseException:
        with suppress(Exception):
            await target.discard()
        raise
    return sent


_TWO_STORES = (
    "The new store is whole, but the old one was not retired: what is withdrawn in one does not hold in the other. "
    "Start no gateway on either before one of them is removed; to begin anew, remove the new one"
)


async def migrate(source: MovableContents, target: Contents, told: Told) -> Tally:
    """Move everything; the source is no store any more. Raises `UnusableStoreError` while anybody uses it."""
    async with source.held():
        moved = await copy(source.items(), target, told, last=source.confirm)
        try:
            await source.retire()
        except UnusableStoreError as error:
            raise UnusableStoreError(f"{error}. {_TWO_STORES}") from None
    return moved


@dataclass(slots=True)
class Returning:
    """How items come back from a backup: epochs above any that the lost store can have reached, tenants suspended."""

    now: datetime
    is_trusted: bool
    """Nothing was withdrawn since the backup, or all of it is recorded elsewhere: tenants come back as they were."""
    suspended: list[str] = field(default_factory=list)

    async def items(self, source: AsyncIterator[Item], backup: datetime, clock: Clock) -> AsyncIterator[Item]:
        """The items of a backup of that moment as they are restored, and behind them the record of it in the audit."""
        async for item in source:
            yield self.change(item)
        yield self._record(backup, clock)

    def change(self, item: Item) -> Item:
        """The item as it is restored."""
        if not isinstance(item, TenantItem):
            return item
        # Epochs count withdrawals, one at a time: no store's reach the seconds since 1970, and a second restore goes higher.
        epoch = max(item.epoch + 1, int(self.now.timestamp()))
        if self.is_trusted or item.row.status is not TenantStatus.ACTIVE:
            return item._replace(epoch=epoch)
        self.suspended.append(item.row.tenant)
        return TenantItem(replace(item.row, status=TenantStatus.SUSPENDED), epoch)

    def _record(self, backup: datetime, clock: Clock) -> LinkItem:
        """The first of a new writer's chain: whoever reads the audit sees where it was set back, and to when."""
        facts: Facts = {
            "status": "restored",
            "backup": stamp(backup),
            "seconds_lost": (self.now - backup).total_seconds(),
            "withdrawals": "accepted as lost" if self.is_trusted else "to be recorded again",
            "suspended": len(self.suspended),
        }
        record = Record(clock.random_bytes(TRACE_BYTES).hex(), Event.RESTORED, self.now, "", facts)
        chain = Chain(f"{clock.random_bytes(WRITER_BYTES).hex()}-1")
        return LinkItem(record.tenant, chain.link(encode(record), clock.random_bytes(NONCE_BYTES)))


async def _batches(source: AsyncIterator[Item]) -> AsyncIterator[list[Item]]:
    batch: list[Item] = []
    async for item in source:
        batch.append(item)
        if len(batch) == BATCH_ITEMS:
            yield batch
            batch = []
    if batch:
        yield batch


async def _compare(sent: Tally, target: Contents, told: Told) -> None:
    found = Tally()
    async for item in target.items():
        found.add(item)
        if found.counts.total() % BATCH_ITEMS == 0:
            told(f"{found.counts.total():,} of {sent.counts.total():,} read back")
    if found != sent:
        raise UnusableStoreError("what was read back is not what was written: begin anew")
