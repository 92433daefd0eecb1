"""Beside the contract: one round trip each, and tampered rows are no rows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store.keys import TenantKeys
from gateway.adapters.redis_store.lanes import run
from gateway.adapters.redis_store.scripts import COPY_SWITCH
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from tests.support.ledger import GRANTED, ask, commit_ask, consent_row, key_row, tenant_row
from tests.support.redis_server import RedisServer

ACME = TenantKeys("acme")


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
    late = run(COPY_SWITCH, (ACME.tenant, ACME.switches), "provider:a", "9:off")
    early = run(COPY_SWITCH, (ACME.tenant, ACME.switches), "provider:a", "8:on")
    await real.ask(late, early)

    assert (await store.admit(ask())).switched_off == {"provider:a"}
