"""What the store does when servers of its cluster fail, hang, move slots or refuse (threats F01 to F06, F08).

Three real primaries with a replica each. Nobody's timing decides: where 300 ms are promised, a busy machine gets more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest

from gateway.adapters import asyncio_watch
from gateway.adapters.asyncio_watch import AsyncioWatch
from gateway.adapters.redis_store import fingerprints, lanes, replicas, vigil
from gateway.adapters.redis_store.cluster import servers_at
from gateway.adapters.redis_store.fingerprints import RedisFingerprints
from gateway.adapters.redis_store.keys import ENROLLED, TenantKeys
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.redis_store.topology import slot_of
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import Row, Sort
from gateway.core.ledger import Record
from gateway.ports.store import UNREADABLE, EpochMovedError, Store
from tests.contracts.cluster import (
    LIMIT_SECONDS,
    RECOVERY_SECONDS,
    REFUSED,
    TENANTS,
    Load,
    code_of,
    home,
    problems_of,
    provide,
    refused,
    works,
)
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, outcome
from tests.support.redis_cluster import NODE_TIMEOUT_MILLISECONDS, RedisCluster, closing_cluster, name_of, wait_until
from tests.support.redis_server import RedisServer
from tests.support.stages import KEYS


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisCluster]:
    with closing_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def cluster(formed: RedisCluster) -> Iterator[RedisCluster]:
    formed.empty()
    yield formed
    formed.heal()


@pytest.fixture
async def store(cluster: RedisCluster) -> AsyncIterator[RedisStore]:
    store = RedisStore.open(cluster.url, SystemClock())
    for tenant in TENANTS:
        await provide(store, tenant)
    yield store
    await store.close()


async def test_a_primary_killed_in_mid_load_loses_nothing_acknowledged_and_its_replica_takes_over(
    store: RedisStore, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", LIMIT_SECONDS)
    load = Load(store, *TENANTS)
    await load.goes_on(*TENANTS)
    with cluster.nobody_takes_over():
        home(cluster, "e").kill()
        assert await refused(store, "e") == REFUSED
        assert await store.is_ready()
        before = load.passed["e"]
        epochs = await store.epochs(TENANTS)
        await load.goes_on("c", "d")
        during = load.passed["e"]
    await works(store, *TENANTS)
    await load.goes_on(*TENANTS)
    await load.end()

    assert [epoch == UNREADABLE for epoch in epochs] == [False, False, True]
    assert during == before
    assert await load.lost() == []


async def test_a_replica_that_was_cut_off_and_is_promoted_lacks_nothing_acknowledged(
    store: RedisStore, cluster: RedisCluster
) -> None:
    load = Load(store, *TENANTS)
    await load.goes_on(*TENANTS)
    primary = home(cluster, "e")
    cluster.cut_off(cluster.replica_of(primary), primary)
    await asyncio.sleep(0.5)
    primary.kill()
    await works(store, *TENANTS)
    await load.end()

    assert await load.lost() == []


async def written(store: RedisStore, tenant: str) -> list[Record]:
    """The tenant's outcome, once it is there."""
    async with asyncio.timeout(RECOVERY_SECONDS):
        while True:
            if found := await store.records(tenant=tenant, trace=f"o-{tenant}"):
                return found
            await asyncio.sleep(0.05)


async def test_outcomes_of_others_are_written_while_one_server_is_away(
    store: RedisStore, cluster: RedisCluster
) -> None:
    await works(store, *TENANTS)
    home(cluster, "e").kill()
    for tenant in TENANTS:
        await store.append(outcome(f"o-{tenant}", tenant))
    for tenant in ("c", "d"):
        assert await written(store, tenant) == [outcome(f"o-{tenant}", tenant)]
    await works(store, "e")

    assert await written(store, "e") == [outcome("o-e", "e")]


async def test_an_old_primary_that_wakes_up_takes_no_call_of_an_old_epoch(
    store: RedisStore, cluster: RedisCluster
) -> None:
    await works(store, *TENANTS)
    stale = RedisStore.open(cluster.url, SystemClock())
    await works(stale, "e")
    old = home(cluster, "e")
    (epoch,) = await store.epochs(["e"])
    old.pause()
    assert await refused(store, "e") == REFUSED
    await works(store, "c")
    await works(store, "e")
    await eventually_withdrawn(store, "e")
    old.resume()
    for _ in range(20):
        with pytest.raises((Refusal, EpochMovedError)):
            await stale.commit(commit_ask(epoch, "late", "e"))
    await works(stale, "e")

    assert (await stale.admit(ask("e"))).user_consent is WITHDRAWN
    assert "late" not in {record.trace for record in await store.records(tenant="e")}
    await stale.close()


SPANS = (
    (asyncio_watch, "POLL_SECONDS"),
    (asyncio_watch, "LEASE_SECONDS"),
    (lanes, "TRIP_SECONDS"),
    (lanes, "PROMPT_TRIP_SECONDS"),
)


async def stream(watch: AsyncioWatch, tenant: str, epoch: int) -> None:
    """An answer under way that takes longer than any test."""
    async with watch.hold(tenant, epoch):
        await asyncio.sleep(3600)


async def test_a_hung_primary_cuts_its_tenants_answers_and_nobody_elses(
    store: RedisStore, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in SPANS:  # longer ones, for a busy machine
        monkeypatch.setattr(module, name, 3 * getattr(module, name))
    watch = AsyncioWatch(store, SystemClock())
    answers = [asyncio.create_task(stream(watch, each, 0)) for each in TENANTS]
    await asyncio.sleep(asyncio_watch.POLL_SECONDS)
    with cluster.nobody_takes_over():
        hung = home(cluster, "e")
        hung.pause()
        try:
            *others, cut = answers
            with pytest.raises(Refusal) as caught:
                await cut
            for _ in range(4):
                answers.append(asyncio.create_task(stream(watch, "e", 0)))
                await asyncio.sleep(asyncio_watch.POLL_SECONDS)
            assert not any(each.done() for each in others)
        finally:
            hung.resume()
            await watch.close()
            await asyncio.gather(*answers, return_exceptions=True)

    assert caught.value.code is Code.STORE_UNAVAILABLE


async def eventually_withdrawn(store: Store, tenant: str) -> None:
    """A withdrawal, said again until it is acknowledged."""
    for _ in range(50):
        with suppress(Refusal):
            await store.put_consent(consent_row(WITHDRAWN, 5, tenant=tenant))
            return
    raise AssertionError("the withdrawal is never acknowledged")


async def test_without_its_replica_a_primary_acknowledges_nothing(store: RedisStore, cluster: RedisCluster) -> None:
    await works(store, *TENANTS)
    replica = cluster.replica_of(home(cluster, "e"))
    replica.pause()
    await store.admit(ask("e"))
    commit = await code_of(store.commit(commit_ask(0, "no", "e")))
    withdrawal = await code_of(store.put_consent(consent_row(WITHDRAWN, tenant="e")))
    revocation = await code_of(store.revoke_key("e", "k1"))
    await works(store, "c")
    replica.resume()

    assert commit is Code.AUDIT_UNAVAILABLE
    assert (withdrawal, revocation) == (Code.STORE_UNAVAILABLE, Code.STORE_UNAVAILABLE)
    await works(store, "e")


def fall_behind(primary: RedisServer) -> None:
    """It is written so much that whoever does not follow must be filled anew, which then takes long."""
    primary.call("CONFIG", "SET", "repl-backlog-size", "16384")
    primary.call("CONFIG", "SET", "repl-diskless-sync-delay", "3600")
    for _ in range(4):
        primary.call("SET", "isogate:{t.e}:ballast", "x" * 65536)


def is_filling(primary: RedisServer) -> bool:
    return b"state=wait_bgsave" in primary.call("INFO", "replication")


async def test_a_replica_that_is_filled_anew_and_may_be_promoted_is_waited_for(
    store: RedisStore, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 0.05)
    load = Load(store, *TENANTS)
    await works(store, *TENANTS)
    primary = home(cluster, "e")
    replica = cluster.replica_of(primary)
    cluster.cut_off(replica, primary)
    fall_behind(primary)
    replica.call("CONFIG", "SET", "masterauth", "")
    wait_until(lambda: is_filling(primary))
    await asyncio.sleep(1)
    before = load.passed["e"]
    await asyncio.sleep(1)
    during = load.passed["e"]
    primary.kill()
    await works(store, "e")
    await load.end()

    assert during == before
    assert await load.lost() == []


async def test_a_replica_that_started_anew_stops_nothing_while_it_is_filled_for_nobody_promotes_it(
    store: RedisStore, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 0.05)
    await works(store, *TENANTS)
    primary = home(cluster, "e")
    replica = cluster.replica_of(primary)
    replica.kill()
    fall_behind(primary)
    replica.start()
    wait_until(lambda: is_filling(primary))
    await works(store, "e")
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 3600)  # while somebody is filled, it is looked at more often
    await asyncio.sleep(2 * replicas.NEW_SECONDS)
    await works(store, "e")
    assert is_filling(primary)
    primary.kill()
    await asyncio.sleep(4 * NODE_TIMEOUT_MILLISECONDS / 1000)

    assert b"role:slave" in replica.call("INFO", "replication")
    assert await refused(store, "e") == REFUSED


async def test_a_switch_that_one_server_cannot_take_holds_for_the_others_at_once(
    store: RedisStore, cluster: RedisCluster
) -> None:
    away = next(tenant for tenant in TENANTS if home(cluster, tenant) is not cluster.holder("{all}"))
    paused = home(cluster, away)
    paused.pause()
    with pytest.raises(Refusal):
        await store.set_switch("provider:x", off=True)
    others = [await store.admit(ask(tenant)) for tenant in TENANTS if tenant != away]
    paused.resume()
    await works(store, away)
    for _ in range(50):
        with suppress(Refusal):
            await store.set_switch("provider:x", off=True)
            break

    assert [admission.switched_off for admission in others] == [{"provider:x"}] * 2
    assert (await store.admit(ask(away))).switched_off == {"provider:x"}


def prints_of(*values: str) -> list[Row]:
    keys = KEYS.fingerprints
    return [keys.row(keys.print_of(Sort.VALUE, each), keys.owner("c", Sort.VALUE)) for each in values]


async def test_an_unused_tripwire_refuses_nobody_whichever_server_hangs(
    cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", LIMIT_SECONDS)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 2 * LIMIT_SECONDS)
    monkeypatch.setattr(fingerprints, "IDLE_SECONDS", 0.2)
    rows = prints_of(*map(str, range(30)))
    for hung in cluster.primaries():
        prints = RedisFingerprints.open(cluster.url)
        assert await prints.problems() == []  # as at a start
        await asyncio.sleep(fingerprints.IDLE_SECONDS)
        hung.pause()
        found = await prints.places([row[0] for row in rows])
        hung.resume()
        await prints.close()
        assert found == [{}] * len(rows)


@pytest.mark.parametrize("release", ["this", "an earlier one"])
async def test_a_tripwire_in_use_is_known_to_be_whichever_server_hangs(
    release: str, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", LIMIT_SECONDS)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 2 * LIMIT_SECONDS)
    rows = prints_of(*map(str, range(30)))
    enrolling = RedisFingerprints.open(cluster.url)
    await enrolling.enrol(rows)
    await enrolling.close()
    if release != "this":  # it noted nothing
        servers = servers_at(cluster.url)
        await servers.ask(*[("DEL", key) for key in ENROLLED])
        await servers.close()
    for hung in cluster.primaries():
        prints = RedisFingerprints.open(cluster.url)
        hung.pause()
        with pytest.raises(Refusal):  # thirty values: some lie there
            await prints.places([row[0] for row in rows])
        hung.resume()
        assert not prints.is_idle()
        await prints.close()


async def test_a_first_enrolment_is_known_to_a_gateway_that_runs_whichever_server_hangs(
    cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PROMPT_TRIP_SECONDS", LIMIT_SECONDS)
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 2 * LIMIT_SECONDS)
    rows = prints_of(*map(str, range(30)))
    running = {hung: RedisFingerprints.open(cluster.url) for hung in cluster.primaries()}
    for prints in running.values():
        assert await prints.problems() == []
    enrolling = RedisFingerprints.open(cluster.url)
    await enrolling.enrol(rows)
    await enrolling.close()
    await asyncio.sleep(fingerprints.IDLE_SECONDS)
    for hung, prints in running.items():
        hung.pause()
        with pytest.raises(Refusal):
            await prints.places([row[0] for row in rows])
        hung.resume()
        await prints.close()


async def test_a_slot_moves_in_mid_load(store: RedisStore, cluster: RedisCluster) -> None:
    await provide(store, "a")
    load = Load(store, "a", "d")
    await works(store, "a", "d")
    await asyncio.sleep(0.3)
    slot, source, target = slot_of(TenantKeys("a").tenant), home(cluster, "a"), home(cluster, "c")
    target.call("CLUSTER", "SETSLOT", str(slot), "IMPORTING", name_of(source).decode())
    source.call("CLUSTER", "SETSLOT", str(slot), "MIGRATING", name_of(target).decode())
    await asyncio.sleep(0.1)
    while keys := source.call("CLUSTER", "GETKEYSINSLOT", str(slot), "1").split(b"\r\n")[2:3]:
        if not keys[0]:
            break
        source.call("MIGRATE", "127.0.0.1", str(target.port), keys[0].decode(), "0", "5000")
        await asyncio.sleep(0.01)
    moved = load.passed["a"]
    (epoch,) = await store.epochs(["a"])  # by ASK: the slot is the source's still
    assert epoch > 0
    assert await code_of(store.admit(ask("a"))) is REFUSED[0]  # TRYAGAIN: a call has keys that are nowhere
    assert await code_of(store.commit(commit_ask(epoch, "no", "a"))) is REFUSED[1]
    assert load.passed["d"] > 0
    for server in (target, source):
        server.call("CLUSTER", "SETSLOT", str(slot), "NODE", name_of(target).decode())
    await works(store, "a")
    await asyncio.sleep(0.3)
    await load.end()

    assert home(cluster, "a") is target
    assert load.passed["a"] > moved
    assert await load.lost() == []


async def test_replicas_tell_the_way_and_take_nothing(store: RedisStore, cluster: RedisCluster) -> None:
    replica = cluster.replica_of(home(cluster, "e"))
    through = RedisStore.open(f"redis+cluster://127.0.0.1:{replica.port}", SystemClock())
    single = RedisStore.open(replica.url, SystemClock())
    await works(through, *TENANTS)

    assert await refused(single, "e") == REFUSED
    assert "redis+cluster://" in (await problems_of(single))[0]
    for each in (through, single):
        await each.close()


async def test_a_full_server_refuses_its_tenants_and_says_so(store: RedisStore, cluster: RedisCluster) -> None:
    await works(store, *TENANTS)
    server = home(cluster, "e")
    server.call("CONFIG", "SET", "maxmemory", "1")
    try:
        assert await refused(store, "e") == REFUSED
        await works(store, "c", "d")
        (problem,) = await problems_of(store)
    finally:
        server.call("CONFIG", "SET", "maxmemory", "0")

    assert problem == f"Redis at 127.0.0.1:{server.port} is full: raise maxmemory, or add primaries"
    await works(store, "e")


async def test_a_cluster_of_which_no_server_takes_a_call_is_not_ready(store: RedisStore, cluster: RedisCluster) -> None:
    await works(store, *TENANTS)
    assert await store.is_ready()
    for replica in [cluster.replica_of(primary) for primary in cluster.primaries()]:
        replica.kill()
    without_replicas = await store.is_ready()
    cluster.heal()
    await works(store, *TENANTS)
    assert await store.is_ready()
    alone = home(cluster, "e")
    left = (alone, cluster.replica_of(alone))
    for server in cluster.servers:
        if server not in left:
            server.kill()
    wait_until(lambda: b"cluster_state:fail" in alone.call("CLUSTER", "INFO"))

    assert not without_replicas
    assert not await store.is_ready()


async def test_a_password_that_is_wanted_is_a_refusal_with_its_reason(cluster: RedisCluster) -> None:
    for server in cluster.servers:
        server.call("ACL", "SETUSER", "app", "on", ">secret", "~*", "&*", "+@all")
    wrong = RedisStore.open(cluster.url.replace("//", "//app:wrong@"), SystemClock())
    right = RedisStore.open(cluster.url.replace("//", "//app:secret@"), SystemClock())

    assert await refused(wrong, "e") == REFUSED
    assert "refuses the user and password" in (await problems_of(wrong))[0]
    assert await problems_of(right) == []
    for each in (wrong, right):
        await each.close()


async def test_a_setting_that_goes_bad_stops_its_servers_tenants(
    store: RedisStore, cluster: RedisCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 0.05)
    await works(store, *TENANTS)
    server = home(cluster, "e")
    server.call("CONFIG", "SET", "appendfsync", "everysec")
    try:
        for _ in range(100):
            with suppress(Refusal):
                await store.admit(ask("e"))
                await asyncio.sleep(0.05)
        assert await refused(store, "e") == REFUSED
        await works(store, "c", "d")
        assert f"Redis at 127.0.0.1:{server.port} has appendfsync everysec" in (await problems_of(store))[0]
    finally:
        server.call("CONFIG", "SET", "appendfsync", "always")
    await works(store, "e")


async def test_servers_that_are_no_cluster_are_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    store = RedisStore.open(server.url.replace("redis://", "redis+cluster://"), SystemClock())
    try:
        assert await refused(store, "e") == REFUSED
        assert await problems_of(store) == ["Redis is no cluster: write redis:// or rediss:// in store.url"]
    finally:
        await store.close()
        server.kill()
