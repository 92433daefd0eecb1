"""Calls against a real cluster while its servers fail: what is refused, what goes through again, what was acknowledged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from contextlib import suppress

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.redis_store.keys import TenantKeys
from gateway.core.errors import Code, Refusal
from gateway.ports.store import EpochMovedError, Store
from tests.contracts.store import problems_of_chain
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, key_row, tenant_row
from tests.support.redis_cluster import RedisCluster
from tests.support.redis_server import RedisServer

LIMIT_SECONDS = 1.0
RECOVERY_SECONDS = 60.0
TENANTS = ("c", "d", "e")
"""One on each primary."""
CALLERS = range(3)
"""Of each tenant of a load."""


async def provide(store: Store, tenant: str) -> None:
    """A tenant and its key, once replicas that were just filled keep up; what was refused at first may be there."""
    for _ in range(50):
        with suppress(Refusal):
            with suppress(ValueError):
                await store.put_tenant(tenant_row(tenant))
            with suppress(ValueError):
                await store.put_key(key_row(tenant=tenant))
            return
    raise AssertionError("the replicas do not keep up")


def home(cluster: RedisCluster, tenant: str) -> RedisServer:
    return cluster.holder(TenantKeys(tenant).tenant)


async def call(store: Store, tenant: str, trace: str) -> None:
    """Both trips of a call."""
    epoch = (await store.admit(ask(tenant))).epoch
    await store.commit(commit_ask(epoch, trace, tenant))


async def code_of(act: Coroutine[object, object, object]) -> Code:
    """The code of a refusal that came in time."""
    start = time.monotonic()
    with pytest.raises(Refusal) as caught:
        await act
    assert time.monotonic() - start < 10 * LIMIT_SECONDS  # only what hangs takes as long
    return caught.value.code


async def refused(store: Store, tenant: str) -> tuple[Code, Code, Code]:
    """The codes of admission, commit and withdrawal."""
    return (
        await code_of(store.admit(ask(tenant))),
        await code_of(store.commit(commit_ask(0, "no", tenant))),
        await code_of(store.put_consent(consent_row(WITHDRAWN, tenant=tenant))),
    )


REFUSED = (Code.STORE_UNAVAILABLE, Code.AUDIT_UNAVAILABLE, Code.STORE_UNAVAILABLE)


async def works(store: Store, *tenants: str) -> None:
    """Calls of these tenants go through, before long and without a restart."""
    end = time.monotonic() + RECOVERY_SECONDS
    for tenant in tenants:
        while True:
            try:
                await call(store, tenant, f"works{time.monotonic_ns()}")
                break
            except (Refusal, EpochMovedError):
                assert time.monotonic() < end
                await asyncio.sleep(0.05)


async def problems_of(store: Store) -> list[str]:
    """What is wrong with its servers, once all of them were asked in time."""
    for _ in range(50):
        found = await store.problems()
        if not any("does not answer in time" in problem for problem in found):
            return found
    raise AssertionError("the servers cannot be asked")


class Load:
    """Calls and withdrawals of every tenant, and what the store acknowledged of them."""

    def __init__(self, store: Store, *tenants: str) -> None:
        self.store = store
        self.withdrawn: set[tuple[str, str]] = set()
        self.committed: set[str] = set()
        self.passed: dict[str, int] = dict.fromkeys(tenants, 0)
        self._passed = {(tenant, caller): 0 for tenant in tenants for caller in CALLERS}
        self._tasks = [asyncio.create_task(self._go_on(*each)) for each in self._passed]

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        for task in self._tasks:
            assert task.cancelled(), task.exception()

    async def goes_on(self, *tenants: str) -> None:
        """Every caller of these tenants has a call answered that he has not had now: none waits for a server that is away."""
        before = {each: count for each, count in self._passed.items() if each[0] in tenants}
        async with asyncio.timeout(RECOVERY_SECONDS):
            while True:
                if all(self._passed[each] > count for each, count in before.items()):
                    return
                await asyncio.sleep(0.02)

    async def _go_on(self, tenant: str, caller: int) -> None:
        while True:
            trace = f"{tenant}{time.monotonic_ns()}"
            with suppress(Refusal, EpochMovedError):
                await self.store.put_consent(consent_row(WITHDRAWN, user=trace, tenant=tenant))
                self.withdrawn.add((tenant, trace))
            with suppress(Refusal, EpochMovedError):
                await call(self.store, tenant, trace)
                self.committed.add(trace)
                self.passed[tenant] += 1
                self._passed[tenant, caller] += 1
            await asyncio.sleep(0.005)

    async def lost(self) -> list[object]:
        """What was acknowledged and does not hold, and faults of the chains. Patient, for the machine may be busy."""
        with pytest.MonkeyPatch.context() as patient:
            patient.setattr(lanes, "TRIP_SECONDS", 10.0)
            back = [
                each
                for each in self.withdrawn
                if (await self.store.admit(ask(each[0], user=each[1]))).user_consent is not WITHDRAWN
            ]
            recorded = {record.trace for record in await self.store.records(limit=100_000)}
            return [*back, *(self.committed - recorded), *(await problems_of_chain(self.store))[1]]
