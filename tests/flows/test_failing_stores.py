"""A store that fails a running gateway: each call is refused soon and clearly, none is dialled, and no restart is needed.

That the deadlines make 300 ms in all is for `tests/contracts/test_deadlines.py` to tell: here a busy machine gets more.
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from gateway.adapters.redis_store import lanes
from gateway.core.ledger import AdmitAsk
from gateway.core.strict_json import dump
from tests.support.people import repeats_tokens
from tests.support.permissions import needs_permissions, without_roots_way
from tests.support.posting import Posted, post
from tests.support.redis_cluster import wait_until
from tests.support.redis_server import RedisServer
from tests.support.serving import SQLITE, Serving, plane_of, provisioned, serving, settled, started, tenant_rules
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIMIT_SECONDS = 4.0
RECOVERY_TRIES = 300
CHAT = dump({"model": "small", "messages": [{"role": "user", "content": "Hello there"}]})


async def called(gateway: Serving) -> Posted:
    return await post(gateway, "/content/v1/chat/completions", CHAT)


async def fails_closed(gateway: Serving, upstream: RecordingUpstream, *codes: str) -> None:
    """One call, refused in time with one of these codes, with a word on when to come again, and not dialled."""
    before, start = len(upstream.requests), time.monotonic()
    posted = await called(gateway)

    assert time.monotonic() - start < LIMIT_SECONDS
    assert (posted.status, posted.error[0] in codes) == (503, True), posted.text
    assert posted.headers["Retry-After"]
    assert len(upstream.requests) == before


async def recovers(gateway: Serving) -> None:
    """Calls are answered again before long."""
    for _ in range(RECOVERY_TRIES):
        if (await called(gateway)).status == 200:
            return
        await asyncio.sleep(0.05)
    pytest.fail("it never recovered")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_sqlite(upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    upstream.answer_with(repeats_tokens)
    folder = tmp_path_factory.mktemp("sqlite")
    rules = {"acme": tenant_rules("acme", "mock-1")}
    ready = await provisioned(folder, upstream.base_url, rules, store_url=SQLITE, sections={}, provider={})
    async with started(ready, behind=without_roots_way()) as gateway:
        await recovers(gateway)
        yield gateway


@contextmanager
def _gone(gateway: Serving) -> Iterator[None]:
    file = gateway.folder / "var" / "isogate.sqlite"
    aside = file.rename(file.with_name("aside.sqlite"))
    try:
        yield
    finally:
        aside.rename(file)


@contextmanager
def _locked(gateway: Serving) -> Iterator[None]:
    with closing(sqlite3.connect(gateway.folder / "var" / "isogate.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _full(gateway: Serving) -> Iterator[None]:
    """The process may write no file longer than its store's is."""
    before = resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("fault", [_gone, _locked, _full], ids=["gone", "slow", "full"])
async def test_a_file_that_fails(on_sqlite: Serving, upstream: RecordingUpstream, fault: object) -> None:
    upstream.answer_with(repeats_tokens)
    with fault(on_sqlite):  # type: ignore[operator]  # one of the three above
        for _ in range(3):
            await fails_closed(on_sqlite, upstream, "store_unavailable", "audit_unavailable")

    await recovers(on_sqlite)


def exchanged(file: Path) -> None:
    """Another file with the same content stands there, as after a restored backup, which nobody may write."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = Path(shutil.copy(file, file.with_name("copy.sqlite")))
    copy.chmod(0o400)
    for suffix in ("-wal", "-shm"):
        file.with_name(f"{file.name}{suffix}").unlink()
    copy.replace(file)


@needs_permissions
async def test_a_file_that_is_read_only(on_sqlite: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    file = on_sqlite.folder / "var" / "isogate.sqlite"
    exchanged(file)
    for _ in range(3):
        await fails_closed(on_sqlite, upstream, "store_unavailable", "audit_unavailable")
    assert "store" in await missing(on_sqlite)
    for each in (file, *file.parent.glob("isogate.sqlite-*")):  # what was made beside it meanwhile has its mode
        each.chmod(0o600)

    await recovers(on_sqlite)


async def missing(gateway: Serving) -> list[str]:
    """What `/readyz` misses."""
    async with aiohttp.ClientSession() as session, session.get(f"{gateway.origin}/readyz") as answer:
        document = await answer.json()
    assert (answer.status == 200) is (document["status"] == "ready")
    return list(document["missing"])


async def test_a_tripwire_that_cannot_be_read(on_sqlite: Serving, upstream: RecordingUpstream) -> None:
    file = on_sqlite.folder / "var" / "isogate.sqlite-fingerprints"
    body = dump({"model": "small", "messages": [{"role": "user", "content": "Mail jane.doe@example.com"}]})
    upstream.answer_with(repeats_tokens)
    assert await missing(on_sqlite) == []
    file.write_bytes(b"no database" * 1000)
    try:
        before = len(upstream.requests)
        refused = await post(on_sqlite, "/content/v1/chat/completions", body)

        assert (refused.status, refused.error[0], len(upstream.requests)) == (503, "store_unavailable", before)
        assert await missing(on_sqlite) == ["tripwire"]
    finally:
        file.unlink()
    await recovers(on_sqlite)
    assert (await post(on_sqlite, "/content/v1/chat/completions", body)).status == 200
    assert await missing(on_sqlite) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on_redis(
    upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Serving, RedisServer]]:
    upstream.answer_with(repeats_tokens)
    folder: Path = tmp_path_factory.mktemp("redis")
    redis = RedisServer(folder)
    try:
        async with serving(folder, upstream.base_url, store_url=redis.url) as gateway:
            await recovers(gateway)
            yield gateway, redis
    finally:
        redis.resume()
        redis.kill()


@contextmanager
def closing_pair(folder: Path) -> Iterator[tuple[RedisServer, RedisServer]]:
    """A server and its replica, in step, for the length of a block."""
    servers = []
    try:
        for name in ("primary", "replica"):
            (folder / name).mkdir()
            servers.append(RedisServer(folder / name))
        primary, replica = servers
        replica.call("REPLICAOF", "127.0.0.1", str(primary.port))
        wait_until(primary.is_followed)
        yield primary, replica
    finally:
        for server in servers:
            server.resume()
            server.kill()


@contextmanager
def _killed(redis: RedisServer) -> Iterator[None]:
    redis.kill()
    try:
        yield
    finally:
        redis.start()


@contextmanager
def _hanging(redis: RedisServer) -> Iterator[None]:
    redis.pause()
    try:
        yield
    finally:
        redis.resume()


@contextmanager
def _out_of_memory(redis: RedisServer) -> Iterator[None]:
    redis.call("CONFIG", "SET", "maxmemory", "1")
    try:
        yield
    finally:
        redis.call("CONFIG", "SET", "maxmemory", "0")


@contextmanager
def _follower(redis: RedisServer) -> Iterator[None]:
    """It takes no writes: a failover made another one the primary."""
    redis.call("REPLICAOF", "127.0.0.1", "1")
    try:
        yield
    finally:
        redis.call("REPLICAOF", "NO", "ONE")


@pytest.mark.parametrize(
    "fault", [_killed, _hanging, _out_of_memory, _follower], ids=["gone", "slow", "full", "read-only"]
)
async def test_a_server_that_fails(
    on_redis: tuple[Serving, RedisServer], upstream: RecordingUpstream, fault: object
) -> None:
    gateway, redis = on_redis
    upstream.answer_with(repeats_tokens)
    with fault(redis):  # type: ignore[operator]  # one of the four above
        for _ in range(3):
            await fails_closed(gateway, upstream, "store_unavailable", "audit_unavailable")

    await recovers(gateway)


async def used(gateway: Serving) -> dict[str, int]:
    """What the tenant has used of each meter."""
    async with plane_of(gateway) as plane:
        usage = (await plane.store.admit(AdmitAsk("acme", "", "content", "u", (), is_metered=True))).usage
        return {meter: count for meter, (_, count) in usage.items()}


async def test_calls_that_are_refused_for_want_of_a_replica_count_nothing(
    upstream: RecordingUpstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, patience in (("TRIP_SECONDS", 10.0), ("REPLICA_MILLISECONDS", 9_000)):  # of what is asked here
        monkeypatch.setattr(lanes, name, patience)
    upstream.answer_with(repeats_tokens)
    limit = {"at_most": 1_000_000, "per": "day"}
    budget = {"requests": limit, "tokens": limit, "concurrent": 2}
    with closing_pair(tmp_path) as (redis, replica):
        folder = tmp_path / "gateway"
        folder.mkdir()
        says = {"acme": {"budget": budget}}
        async with serving(folder, upstream.base_url, store_url=redis.url, tenants_say=says) as gateway:
            await recovers(gateway)
            await settled(gateway)
            before = await used(gateway)
            replica.pause()
            for _ in range(4):
                await fails_closed(gateway, upstream, "audit_unavailable", "store_unavailable")
                await asyncio.sleep(0.1)
            replica.resume()
            for _ in range(RECOVERY_TRIES):
                if await used(gateway) == before:
                    break
                await asyncio.sleep(0.05)

            assert await used(gateway) == before
            await recovers(gateway)
