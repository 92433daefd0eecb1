"""What each store costs a call, and what a cluster's failover costs: `python -m tests.bench.stores [--trials 10]`.

Both trips of a call, one at a time, in interleaved rounds: milliseconds as a caller waits, and this process's CPU. Then, so many
times, a primary is killed (SIGKILL) under load: what was acknowledged and is gone, how long its tenants were refused, and
how late the latest refusal came. In every second trial its replica was cut off from it for half a second before. Last, as a
control, that with a store that waits for no replica: it must lose something. Everything runs on this machine's loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from gateway.adapters.redis_store.keys import TenantKeys
from gateway.adapters.redis_store.replicas import Replicas
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Refusal
from gateway.ports.store import EpochMovedError, Store
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, key_row, tenant_row
from tests.support.redis_cluster import RedisCluster, closing_cluster, wait_until
from tests.support.redis_server import RedisServer, closing_redis

ROUNDS, CALLS_A_ROUND = 8, 100
TENANTS = ("c", "d", "e")
"""One on each primary."""
CALLERS_A_TENANT = 4
CUT_SECONDS = 0.5


@dataclass(slots=True)
class Cost:
    """Seconds of each call of one store, and of its rounds' CPU."""

    admit: list[float] = field(default_factory=list)
    commit: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def measure(stores: dict[str, Store]) -> dict[str, Cost]:
    """Rounds of calls, one store after another, again and again."""
    costs = {name: Cost() for name in stores}
    for turn in range(ROUNDS + 1):
        for name, store in stores.items():
            cost = costs[name] if turn else Cost()  # the first round warms up
            began = time.process_time()
            for number in range(CALLS_A_ROUND):
                with suppress(Refusal):  # a machine too busy for 250 ms
                    start = time.perf_counter()
                    await store.admit(ask())
                    between = time.perf_counter()
                    await store.commit(commit_ask(0, f"{turn}-{number}"))
                    cost.commit.append(time.perf_counter() - between)
                    cost.admit.append(between - start)
            cost.cpu.append((time.process_time() - began) / CALLS_A_ROUND)
    return costs


def tell(costs: dict[str, Cost]) -> None:
    """One row per store."""
    print("| store | admit p50, p99 | commit p50, p99 | CPU a call |")
    print("|---|---|---|---|")
    for name, cost in costs.items():
        cpu = sorted(cost.cpu)[len(cost.cpu) // 2] * 1000
        print(f"| {name} | {_two(cost.admit)} | {_two(cost.commit)} | {cpu:.2f} ms |")


def _two(seconds: Sequence[float]) -> str:
    ordered = [each * 1000 for each in sorted(seconds)]
    return f"{ordered[len(ordered) // 2]:.2f} ms, {ordered[len(ordered) * 99 // 100]:.2f} ms"


@dataclass(slots=True)
class Failover:
    """One primary's death."""

    acknowledged: set[str] = field(default_factory=set)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    latest_refusal: float = 0.0
    refused: dict[str, int] = field(default_factory=dict)
    recovery: float = 0.0
    lost: int = 0


async def fail_over(store: Store, cluster: RedisCluster, trial: int, *, cut_seconds: float = 0.0) -> Failover:
    """Kill a primary under load, its replica cut off for so long before; wait until its tenant is served again."""
    seen = Failover(refused=dict.fromkeys(TENANTS, 0))
    calling = [
        asyncio.create_task(_go_on(store, tenant, f"{trial}-{tenant}{number}", seen))
        for tenant in TENANTS
        for number in range(CALLERS_A_TENANT)
    ]
    await asyncio.sleep(0.5)
    victim = TENANTS[trial % len(TENANTS)]
    primary = cluster.holder(TenantKeys(victim).tenant)
    if cut_seconds:
        cluster.cut_off(cluster.replica_of(primary), primary)
        await asyncio.sleep(cut_seconds)
    primary.kill()
    killed = time.monotonic()
    await asyncio.sleep(0.1)
    while True:
        try:
            await store.commit(commit_ask((await store.admit(ask(victim))).epoch, f"{trial}-back", victim))
            break
        except (Refusal, EpochMovedError):
            await asyncio.sleep(0.02)
    seen.recovery = time.monotonic() - killed
    for task in calling:
        task.cancel()
    await asyncio.wait(calling)
    cluster.heal()
    seen.lost = await _lost(store, seen)
    return seen


async def _go_on(store: Store, tenant: str, name: str, seen: Failover) -> None:
    number = 0
    while True:
        number += 1
        trace = f"{name}-{number}"
        start = time.monotonic()
        try:
            await store.put_consent(consent_row(WITHDRAWN, user=trace, tenant=tenant))
            seen.withdrawn.add((tenant, trace))
            start = time.monotonic()
            epoch = (await store.admit(ask(tenant))).epoch
            start = time.monotonic()
            await store.commit(commit_ask(epoch, trace, tenant))
            seen.acknowledged.add(trace)
        except EpochMovedError:
            pass
        except Refusal:
            seen.refused[tenant] += 1
            seen.latest_refusal = max(seen.latest_refusal, time.monotonic() - start)
        await asyncio.sleep(0.002)


async def _lost(store: Store, seen: Failover) -> int:
    recorded = {record.trace for tenant in TENANTS for record in await store.records(tenant=tenant, limit=1_000_000)}
    held = [(await store.admit(ask(tenant, user=user))).user_consent is WITHDRAWN for tenant, user in seen.withdrawn]
    return len(seen.acknowledged - recorded) + held.count(False)


@asynccontextmanager
async def opened(folder: Path, cluster: RedisCluster) -> AsyncIterator[dict[str, Store]]:
    """All stores, with a tenant and its key."""
    async with AsyncExitStack() as stack:
        one = stack.enter_context(closing_redis(_made(folder / "one")))
        two = stack.enter_context(_followed(folder))
        stores: dict[str, Store] = {
            "SQLite": SqliteStore.open(folder / "store.db", SystemClock(), create=True),
            "Redis": RedisStore.open(one.url, SystemClock()),
            "Redis with a replica": RedisStore.open(two.url, SystemClock()),
            "Cluster, a replica each": RedisStore.open(cluster.url, SystemClock()),
        }
        for store in stores.values():
            stack.push_async_callback(store.close)
            await provide(store, "acme")
        yield stores


async def provide(store: Store, tenant: str) -> None:
    """A tenant and its key."""
    for _ in range(100):
        with suppress(Refusal):
            with suppress(ValueError):  # refused at first, it was there all the same
                await store.put_tenant(tenant_row(tenant))
            with suppress(ValueError):
                await store.put_key(key_row(tenant=tenant))
            break


@contextmanager
def _followed(folder: Path) -> Iterator[RedisServer]:
    with closing_redis(_made(folder / "two")) as primary, closing_redis(_made(folder / "three")) as replica:
        replica.call("REPLICAOF", "127.0.0.1", str(primary.port))
        wait_until(primary.is_followed)
        yield primary


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def main(trials: int) -> None:
    """Measure, and print Markdown."""
    with TemporaryDirectory() as name, closing_cluster(Path(name)) as cluster:
        async with opened(Path(name), cluster) as stores:
            tell(await measure(stores))
            store = stores["Cluster, a replica each"]
            for tenant in TENANTS:
                await provide(store, tenant)
            print(
                "\n| killed | acknowledged | of it lost | refused, its / others | latest refusal | served again after |"
            )
            print("|---|---|---|---|---|---|")
            for trial in range(trials):
                tell_failover(
                    str(trial + 1), trial, await fail_over(store, cluster, trial, cut_seconds=trial % 2 * CUT_SECONDS)
                )
            with patch.object(Replicas, "needed", lambda _: 0):
                tell_failover("control", trials, await fail_over(store, cluster, trials, cut_seconds=CUT_SECONDS))


def tell_failover(name: str, trial: int, seen: Failover) -> None:
    """One row."""
    victim = TENANTS[trial % len(TENANTS)]
    others = sum(count for tenant, count in seen.refused.items() if tenant != victim)
    print(
        f"| {name} | {len(seen.acknowledged) + len(seen.withdrawn)} | {seen.lost} "
        f"| {seen.refused[victim]} / {others} | {seen.latest_refusal * 1000:.0f} ms | {seen.recovery:.1f} s |"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=10)
    asyncio.run(main(parser.parse_args().trials))
