"""Tampering shows, expiry does not, and long streams are read in pages."""

from __future__ import annotations

import asyncio

import pytest

from gateway.adapters.redis_store import audit_reading
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import TENANTS, TenantKeys
from gateway.adapters.redis_store.lanes import Command
from gateway.adapters.redis_store.servers import Servers
from gateway.core.audit import verify
from gateway.core.ledger import ChainedRecord, Missing
from tests.support.clock import SettableClock
from tests.support.ledger import intent, outcome

ACME = TenantKeys("acme")


@pytest.fixture
async def written(real: Servers) -> Servers:
    """Ten records of one writer, in the streams of two tenants by turns."""
    await real.ask(("SADD", TENANTS, "acme", "beta"))
    log = AuditLog(real, SettableClock())
    for number in range(10):
        tenant = ("acme", "beta")[number % 2]
        await log._write(tenant, [log.entry(outcome(f"t{number}", tenant))])
        await asyncio.sleep(0.002)
    await log.close()
    return real


async def chained(servers: Servers) -> list[ChainedRecord]:
    return [link async for link in audit_reading.chain(servers)]


async def ids(servers: Servers) -> list[bytes]:
    (entries,) = await servers.ask(("XRANGE", ACME.audit, "-", "+"))
    assert isinstance(entries, list)
    return [entry[0] for entry in entries]


@pytest.mark.parametrize(("page", "held"), [(500, 20_000), (2, 20_000), (500, 1)])
async def test_a_chain_over_many_tenants_comes_in_order(
    page: int, held: int, written: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading, "PAGE_RECORDS", page)
    monkeypatch.setattr(audit_reading, "MAX_HELD_RECORDS", held)

    assert [link.sequence for link in await chained(written)] == list(range(1, 11))
    assert len(await audit_reading.records(written, tenant="acme", trace=None, limit=4)) == 4


async def test_links_that_come_early_wait_for_their_turn(written: Servers) -> None:
    (first, *_) = await ids(written)
    (entries,) = await written.ask(("XRANGE", ACME.audit, first, first))
    assert isinstance(entries, list)
    await written.ask(("XDEL", ACME.audit, first))
    (late,) = await written.ask(("XADD", ACME.audit, "*", *entries[0][1]))
    (payload,) = await written.ask(("HGET", ACME.rows, first))
    await written.ask(("HSET", ACME.rows, late, payload))  # type: ignore[arg-type]

    assert verify(await chained(written)) == []


async def test_a_deleted_link_is_named(written: Servers) -> None:
    place = (await ids(written))[2]
    await written.ask(("XDEL", ACME.audit, place))
    (problem,) = verify(await chained(written))

    assert (problem.sequence, problem.what) == (6, "record 5 is missing before it")


@pytest.mark.parametrize("payload", [b"", b"n" * 16, b"n" * 16 + b"{}"])
async def test_a_changed_payload_shows(payload: bytes, written: Servers) -> None:
    await written.ask(("HSET", ACME.rows, (await ids(written))[2], payload))

    assert bool(verify(await chained(written))) == bool(payload)


async def test_an_expired_payload_leaves_a_chain_that_verifies(written: Servers) -> None:
    await written.ask(("HDEL", ACME.rows, *(await ids(written))[:2]))
    links = await chained(written)

    assert verify(links) == []
    assert [link.record for link in links][0:3:2] == [Missing.EXPIRED] * 2
    assert len(await audit_reading.records(written, tenant="acme", trace=None, limit=100)) == 3


async def test_a_start_asks_after_all_processes_once_however_much_is_under_way(
    real: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = [f"t{number}" for number in range(7)]
    await real.ask(("SADD", TENANTS, *tenants))
    clock = SettableClock()
    dead, living = AuditLog(real, clock), AuditLog(real, clock)
    for log in (dead, living):
        for tenant in tenants:
            await log._write(tenant, [log.entry(intent(f"{log._process}-{tenant}", tenant))])
    await dead.close()
    asked, ask = list[str](), real.ask

    async def counting(*commands: Command, durably: bool = False) -> list[object]:
        asked.append(str(commands[0][0]))
        return await ask(*commands, durably=durably)

    monkeypatch.setattr(real, "ask", counting)
    monkeypatch.setattr(audit_reading, "TENANTS_A_TRIP", 5)
    found = await audit_reading.orphans(real)
    await living.close()

    assert [record.tenant for record in found] == tenants
    assert (asked.count("EXISTS"), asked.count("HVALS")) == (1, 2)
