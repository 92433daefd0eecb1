"""Beside the contract: one round trip each, and tampered rows are no rows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.redis_store.keys import TenantKeys
from gateway.adapters.redis_store.lanes import Lanes
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from tests.support.ledger import GRANTED, ask, commit_ask, consent_row, key_row, tenant_row
from tests.support.redis_server import RedisServer

ACME = TenantKeys("acme")


@pytest.fixture
async def store(real: Lanes) -> AsyncIterator[RedisStore]:
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
    assert (commands(server, "evalsha"), commands(server, "smembers")) == (1, 1)
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
