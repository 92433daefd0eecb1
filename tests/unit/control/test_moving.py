"""What is moved arrives whole or not at all; what comes back from a backup serves nobody until somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.system_clock import SystemClock
from gateway.control.moving import Returning, copy, migrate
from gateway.core.audit import read
from gateway.core.contents import Item, LinkItem, TenantItem
from gateway.core.ledger import Event, Record, TenantStatus
from gateway.ports.store import UnusableStoreError
from tests.support.clock import START
from tests.support.contents import everything, fill, held_by, links
from tests.support.ledger import later, tenant_row


class Losing(SqliteContents):
    """Drops a switch on its way."""

    async def put(self, items: Sequence[Item]) -> None:
        await super().put([item for item in items if type(item).__name__ != "SwitchItem"])


async def test_what_did_not_arrive_as_it_was_sent_is_no_store(tmp_path: Path) -> None:
    source, target = SqliteContents(tmp_path / "a.db"), Losing(tmp_path / "b.db")
    await fill(source, everything())
    with pytest.raises(UnusableStoreError, match="what was read back"):
        await migrate(source, target, lambda _: None)

    assert not (tmp_path / "b.db").exists()
    assert len(await held_by(source)) == len(everything())
    async with source.held():
        pass


async def test_what_was_moved_is_counted_told_and_gone_from_the_source(tmp_path: Path) -> None:
    source, target, told = SqliteContents(tmp_path / "a.db"), SqliteContents(tmp_path / "b.db"), list[str]()
    await fill(source, everything())
    moved = await migrate(source, target, told.append)

    assert moved.counts.total() == len(everything())
    assert told == [f"{len(everything())} written"]
    with pytest.raises(UnusableStoreError, match="moved to another store"):
        await held_by(source)


class Unretired(SqliteContents):
    """Goes away when all was moved."""

    async def retire(self) -> None:
        raise UnusableStoreError("it does not answer")


async def test_two_stores_that_live_on_are_told_of(tmp_path: Path) -> None:
    source, target = Unretired(tmp_path / "a.db"), SqliteContents(tmp_path / "b.db")
    await fill(source, everything())
    with pytest.raises(
        UnusableStoreError, match=r"it does not answer\. The new store is whole, but the old one was not"
    ):
        await migrate(source, target, lambda _: None)

    assert len(await held_by(target)) == len(everything())


async def test_a_store_that_came_meanwhile_is_kept_and_no_draft_is(tmp_path: Path) -> None:
    class Late(SqliteContents):
        async def publish(self) -> None:
            (tmp_path / "b.db").write_bytes(b"somebody's")
            await super().publish()

    source, target = SqliteContents(tmp_path / "a.db"), Late(tmp_path / "b.db")
    await fill(source, everything())
    with pytest.raises(UnusableStoreError, match="is there already"):
        await migrate(source, target, lambda _: None)

    assert (tmp_path / "b.db").read_bytes() == b"somebody's"
    assert not (tmp_path / ".b.db.filling").exists()


async def test_a_broken_chain_goes_along_and_is_told(tmp_path: Path) -> None:
    source, target = SqliteContents(tmp_path / "a.db"), SqliteContents(tmp_path / "b.db")
    first, _, third = links("acme", "acme")
    await fill(source, [first, third])
    moved = await copy(source.items(), target, lambda _: None)

    assert len(moved.broken) == 1
    assert await held_by(target) == [first, third]


@pytest.mark.parametrize("epoch", [0, 7, 5_000_000_000])
def test_epochs_rise_above_whatever_was_lost(epoch: int) -> None:
    back = Returning(START, is_trusted=True).change(TenantItem(tenant_row(), epoch))

    assert isinstance(back, TenantItem)
    assert back.epoch == max(epoch + 1, int(START.timestamp()))
    assert back.row == tenant_row()


@pytest.mark.parametrize("status", TenantStatus)
def test_nobody_is_served_before_what_was_lost_is_recorded_again(status: TenantStatus) -> None:
    returning = Returning(START, is_trusted=False)
    back = returning.change(TenantItem(tenant_row(status=status), 0))

    assert isinstance(back, TenantItem)
    assert back.row.status is (TenantStatus.SUSPENDED if status is TenantStatus.ACTIVE else status)
    assert returning.suspended == (["acme"] if status is TenantStatus.ACTIVE else [])


@pytest.mark.parametrize("is_trusted", [False, True])
async def test_the_audit_of_a_restored_store_says_that_it_was_set_back_and_to_when(
    is_trusted: bool,  # noqa: FBT001 - a parameter
    tmp_path: Path,
) -> None:
    source, target, clock = SqliteContents(tmp_path / "a.db"), SqliteContents(tmp_path / "b.db"), SystemClock()
    await fill(source, everything())
    returning = Returning(later(90), is_trusted=is_trusted)
    moved = await copy(returning.items(source.items(), START, clock), target, lambda _: None)

    assert moved.broken == []
    before = {(each.link.writer, each.link.sequence) for each in everything() if isinstance(each, LinkItem)}
    links = [item for item in await held_by(target) if isinstance(item, LinkItem)]
    (added,) = [each for each in links if (each.link.writer, each.link.sequence) not in before]
    record = read(added.link).record
    assert isinstance(record, Record)
    assert (record.event, record.at, record.tenant, record.facts) == (
        Event.RESTORED,
        later(90),
        "",
        {
            "status": "restored",
            "backup": "2026-03-11T12:00:00.000000+00:00",
            "seconds_lost": 90.0,
            "withdrawals": "accepted as lost" if is_trusted else "to be recorded again",
            "suspended": 0 if is_trusted else 1,
        },
    )
