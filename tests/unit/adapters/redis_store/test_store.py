"""Beside the contract: one round trip each, and tampered rows are no rows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store.keys import SWITCHES, TenantKeys
from gateway.adapters.redis_store.lanes import run
from gateway.adapters.redis_store.scripts import COPY_SWITCH
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import TenantStatus
from tests.support.ledger import GRANTED, WITHDRAWN, ask, commit_ask, consent_row, key_row, tenant_row
from tests.support.redis_server import RedisServer

ACME = TenantKeys("acme")
LATE = 9_000_000_000_000_000
"""Microseconds since 1970: in the year 2255."""


@pytest.fixture
async def store(real: Servers) -> AsyncIterator[RedisStore]:
    store = RedisStore(real, SystemClock())
    await store.put_tenant(tenant_row())
    await store.put_key(key_row())
    await store.put_consent(consent_row(GRANTED))
    yield store
    await store.close()


def commands(server: RedisServer, name: str) -> int:
    for line in server.call("INFO", "commandstats").decode().splitlines():
        if line.startswith(f"cmdstat_{name}:"):
            return int(line.partition("calls=")[2].partition(",")[0])
    return 0


def changes(server: RedisServer) -> int:
    (line,) = [
        line
        for line in server.call("INFO", "persistence").decode().splitlines()
        if line.startswith("rdb_changes_since_last_save:")
    ]
    return int(line.partition(":")[2])


async def test_admission_is_one_script_and_one_set_and_commit_is_one_script(
    store: RedisStore, server: RedisServer
) -> None:
    await store.admit(ask())
    await store.commit(commit_ask(0, "first"))
    server.call("CONFIG", "RESETSTAT")
    await store.admit(ask("acme", "s1"))
    assert (commands(server, "evalsha"), commands(server, "hgetall")) == (1, 1)
    await store.commit(commit_ask(0, subjects=("s1",)))

    assert commands(server, "evalsha") == 2


@pytest.mark.parametrize(
    "tampering",
    [
        ("HSET", ACME.tenant, "status", "open"),
        ("HSET", ACME.tenant, "status", '"'),
        ("HSET", ACME.tenant, "row", "{}"),
        ("HSET", ACME.tenant, "epoch", "x"),
        ("HSET", ACME.keys, "d1", "{}"),
        ("HSET", ACME.consent, "twin:u1", '{"state":"yes"}'),
        ("SET", ACME.revoked, "x"),
    ],
)
async def test_an_admission_of_tampered_rows_is_a_refusal(
    tampering: tuple[str, ...], store: RedisStore, server: RedisServer
) -> None:
    server.call(*tampering)

    with pytest.raises(Refusal) as caught:
        await store.admit(ask())
    assert caught.value.code is Code.STORE_UNAVAILABLE


async def test_the_history_of_consent_is_kept(store: RedisStore, server: RedisServer) -> None:
    await store.put_consent(consent_row(GRANTED, 5))

    assert server.call("ZCARD", ACME.history) == b":2\r\n"


async def test_switching_off_again_raises_epochs_again_so_that_a_failed_try_can_be_repeated(
    store: RedisStore,
) -> None:
    for expected in (1, 2):
        await store.set_switch("tenant:acme", off=True)
        assert await store.epochs(["acme"]) == [expected]


async def test_a_switch_whose_number_was_lost_is_turned_off_all_the_same(
    store: RedisStore, server: RedisServer
) -> None:
    for off in (True, False, True, False):
        await store.set_switch("provider:a", off=off)
    server.call("DEL", SWITCHES)
    await store.set_switch("provider:a", off=True)

    assert (await store.admit(ask())).switched_off == {"provider:a"}


@pytest.mark.parametrize("said", ["consent", "objection", "status"])
async def test_what_is_said_again_is_written_again_for_replicas_to_wait_for(
    said: str, store: RedisStore, server: RedisServer
) -> None:
    async def say() -> None:
        match said:
            case "consent":
                await store.put_consent(consent_row(WITHDRAWN, 7))
            case "objection":
                await store.put_objection("acme", "s1")
            case _:
                await store.set_tenant_status("acme", TenantStatus.SUSPENDED)

    await say()
    before, epochs = changes(server), await store.epochs(["acme"])
    await say()

    assert changes(server) > before
    assert await store.epochs(["acme"]) == epochs


async def test_each_tenant_has_its_copy_of_the_switches_also_one_that_comes_later(store: RedisStore) -> None:
    await store.set_switch("provider:a", off=True)
    await store.set_switch("provider:b", off=True)
    await store.set_switch("provider:b", off=False)
    await store.put_tenant(tenant_row("later"))

    for tenant in ("acme", "later"):
        assert (await store.admit(ask(tenant))).switched_off == {"provider:a"}


async def test_a_later_change_of_a_switch_wins_in_every_copy_whatever_comes_last(
    store: RedisStore, real: Servers
) -> None:
    await store.set_switch("provider:a", off=True)
    late = run(COPY_SWITCH, (ACME.tenant, ACME.switches), "provider:a", f"{LATE + 1}:off")
    early = run(COPY_SWITCH, (ACME.tenant, ACME.switches), "provider:a", f"{LATE}:on")
    await real.ask(late, early)

    assert (await store.admit(ask())).switched_off == {"provider:a"}
