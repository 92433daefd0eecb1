"""What is written over the lanes is a chain, one trip per tenant for outcomes, and closes with its process."""

from __future__ import annotations

import asyncio

from gateway.adapters.redis_store import audit_reading
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import TENANTS, TenantKeys
from gateway.adapters.redis_store.servers import Servers
from gateway.core.audit import verify
from gateway.core.ledger import CommitAsk, Settlement
from tests.support.clock import SettableClock
from tests.support.ledger import intent, outcome
from tests.support.redis_server import RedisServer


async def commits(log: AuditLog, epoch: int, trace: str) -> object:
    return await log.commit(CommitAsk("acme", epoch, (), intent(trace)), log.entry(intent(trace)))


async def chained(servers: Servers) -> list[tuple[str, int]]:
    await servers.ask(("SADD", TENANTS, "acme"))
    links = [link async for link in audit_reading.chain(servers)]
    assert verify(links) == []
    return [(link.writer, link.sequence) for link in links]


async def test_a_refused_commit_leaves_no_gap(real: Servers) -> None:
    log = AuditLog(real, SettableClock())
    words = [await commits(log, epoch, f"t{epoch}") for epoch in (0, 1, 0)]
    await log.close()

    assert words == [b"written", b"moved", b"written"]
    assert [sequence for _, sequence in await chained(real)] == [1, 2]


async def test_each_lane_writes_a_chain_of_its_own(real: Servers) -> None:
    log = AuditLog(real, SettableClock())
    await asyncio.gather(*[commits(log, 0, f"t{number}") for number in range(40)])
    await log.close()
    links = await chained(real)

    assert len(links) == 40
    assert 1 < len({writer for writer, _ in links}) <= 16


async def test_outcomes_of_one_tenant_go_in_one_trip(real: Servers, server: RedisServer) -> None:
    log = AuditLog(real, SettableClock())
    await commits(log, 0, "t0")  # from now on Redis knows the scripts
    server.call("CONFIG", "RESETSTAT")
    for number in range(50):
        log.append(outcome(f"t{number}"))
    await log.close()

    assert b"cmdstat_evalsha:calls=1," in server.call("INFO", "commandstats")
    assert len(await chained(real)) == 51


async def test_a_process_is_known_while_it_writes_and_forgotten_when_it_closes(
    real: Servers, server: RedisServer
) -> None:
    log = AuditLog(real, SettableClock())
    assert b"isogate:process:" not in server.call("KEYS", "*")
    await commits(log, 0, "t")
    assert b"isogate:process:" in server.call("KEYS", "*")
    assert server.call("HLEN", TenantKeys("acme").open) == b":1\r\n"
    await log.close()

    assert b"isogate:process:" not in server.call("KEYS", "*")


async def test_what_is_handed_over_while_others_outcomes_are_written_is_written_before_the_end(
    real: Servers, server: RedisServer
) -> None:
    log = AuditLog(real, SettableClock())
    await commits(log, 0, "t")
    for turns in range(40):  # of the loop: the writing of the first is at another point each time
        log.append(outcome(f"t{turns}"), Settlement(is_awaited=True))
        for _ in range(turns):
            await asyncio.sleep(0)
        log.append(outcome(f"t{turns}", "beta"), Settlement(is_awaited=True))
        await log.close()
        log = AuditLog(real, SettableClock())

    assert server.call("XLEN", TenantKeys("beta").audit) == b":40\r\n"
