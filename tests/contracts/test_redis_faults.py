"""What the Redis store does when Redis fails it (threats F01, F02, F05, F06, F08). Times have a margin for busy machines."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from gateway.adapters.redis_store import audit_log, presence, vigil
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import TenantStatus
from gateway.ports.store import Store, UnusableStoreError
from tests.contracts.store import eventually, problems_of_chain
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, intent, outcome, tenant_row
from tests.support.patience import done
from tests.support.redis_server import RedisServer

LIMIT_SECONDS = 10.0
"""The promise is 300 ms; a machine that runs everything at once gets more."""

Act = Callable[[Store], Awaitable[object]]
ACTS: dict[str, tuple[Act, Code]] = {
    "admit": (lambda store: store.admit(ask()), Code.STORE_UNAVAILABLE),
    "commit": (lambda store: store.commit(commit_ask(0)), Code.AUDIT_UNAVAILABLE),
    "epochs": (lambda store: store.epochs(["acme"]), Code.STORE_UNAVAILABLE),
    "withdraw": (lambda store: store.put_consent(consent_row(WITHDRAWN)), Code.STORE_UNAVAILABLE),
    "suspend": (lambda store: store.set_tenant_status("acme", TenantStatus.CLOSED), Code.STORE_UNAVAILABLE),
    "switch off": (lambda store: store.set_switch("tenant:acme", off=True), Code.STORE_UNAVAILABLE),
    "tenants": (lambda store: store.tenants(), Code.STORE_UNAVAILABLE),
    "keys": (lambda store: store.keys("acme"), Code.STORE_UNAVAILABLE),
    "consents": (lambda store: store.consents("acme"), Code.STORE_UNAVAILABLE),
    "switches": (lambda store: store.switches(), Code.STORE_UNAVAILABLE),
    "records": (lambda store: store.records(), Code.STORE_UNAVAILABLE),
    "orphans": (lambda store: store.orphans(), Code.STORE_UNAVAILABLE),
    "chain": (problems_of_chain, Code.STORE_UNAVAILABLE),
}
BAD_REPLIES = {
    "READONLY": b"-READONLY You can't write against a read only replica.\r\n",
    "MOVED": b"-MOVED 3999 127.0.0.1:1\r\n",
    "LOADING": b"-LOADING Redis is loading the dataset in memory\r\n",
    "OOM": b"-OOM command not allowed when used memory > 'maxmemory'.\r\n",
    "NOAUTH": b"-NOAUTH Authentication required.\r\n",
    "MISCONF": b"-MISCONF Redis is configured to save RDB snapshots\r\n",
    "NOSCRIPT for ever": b"-NOSCRIPT No matching script.\r\n",
    "null": b"$-1\r\n",
    "a number": b":1\r\n",
    "a string": b"$2\r\nOK\r\n",
    "empty": b"*0\r\n",
    "not JSON": b"$5\r\n[1,2,\r\n",
    "garbage": b"\xff\xfe\x00garbage\r\n",
    "a web page": b"HTTP/1.1 400 Bad Request\r\n\r\n<html>",
    "silence": b"",
    "hanging up": b"hang up",
}


@pytest.fixture
def server(server: RedisServer) -> RedisServer:
    """The one of all contracts, emptied."""
    server.call("FLUSHALL")
    return server


@pytest.fixture
async def store(server: RedisServer) -> AsyncIterator[RedisStore]:
    store = RedisStore.open(server.url, SystemClock())
    await done(lambda: store.put_tenant(tenant_row()))
    yield store
    await store.close()


async def refused(store: Store, act: Act) -> Code:
    """The code of a refusal that came in time."""
    start = time.monotonic()
    with pytest.raises(Refusal) as caught:
        await act(store)
    assert time.monotonic() - start < LIMIT_SECONDS
    return caught.value.code


async def works(store: Store, within: float = 20.0) -> None:
    """Calls go through again before long, without a restart."""
    end = time.monotonic() + within
    while True:
        try:
            await store.admit(ask())
            (epoch,) = await store.epochs(["acme"])
            await store.commit(commit_ask(epoch, f"works{time.monotonic_ns()}"))
        except Refusal:
            assert time.monotonic() < end
            await asyncio.sleep(0.02)
        else:
            return


async def becomes_ready(store: Store) -> None:
    """`/readyz` says so before long."""
    for _ in range(100):
        if await store.is_ready():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never says so")


async def serve(reply: bytes) -> asyncio.Server:
    """A server that says one thing to everything."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                if reply == BAD_REPLIES["hanging up"]:
                    break
                commands = data.count(b"\r\n*") + data.startswith(b"*")
                writer.write(reply * commands)
        except ConnectionError:
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


@pytest.mark.parametrize("kind", BAD_REPLIES)
async def test_whatever_redis_says_instead_is_never_taken_for_no_record(kind: str) -> None:
    async with await serve(BAD_REPLIES[kind]) as server:
        store = RedisStore.open(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}", SystemClock())
        for act, code in (ACTS["admit"], ACTS["commit"], ACTS["withdraw"]):
            assert await refused(store, act) is code
        (problem,) = await store.problems()
        await store.close()

    assert problem.startswith("Redis at 127.0.0.1:")
    assert " cannot be asked: " in problem
    assert "garbage" not in problem
    assert "html" not in problem


async def test_redis_down_is_not_ready() -> None:
    store = RedisStore.open("redis://127.0.0.1:1", SystemClock())

    assert not await store.is_ready()
    await store.close()


@pytest.mark.parametrize("act", ACTS)
async def test_redis_down_refuses_everything(act: str) -> None:
    store = RedisStore.open("redis://127.0.0.1:1", SystemClock())

    assert await refused(store, ACTS[act][0]) is ACTS[act][1]
    await store.close()


async def test_a_hanging_redis_refuses_in_time_and_comes_back_by_itself(store: RedisStore, server: RedisServer) -> None:
    await works(store)
    server.pause()
    try:
        for act, code in (ACTS["admit"], ACTS["commit"]):
            codes = await asyncio.gather(*[refused(store, act) for _ in range(50)])
            assert set(codes) == {code}
    finally:
        server.resume()

    await works(store)
    assert (await problems_of_chain(store))[1] == []


async def test_what_was_acknowledged_survives_the_killing_of_redis(store: RedisStore, server: RedisServer) -> None:
    for number in range(5):
        await store.put_consent(consent_row(WITHDRAWN, number, user=f"u{number}"))
        await store.commit(commit_ask(number + 1, f"t{number}"))
        server.kill()
        assert await refused(store, ACTS["commit"][0]) is Code.AUDIT_UNAVAILABLE
        server.start()
        await works(store)

        assert (await store.admit(ask(user=f"u{number}"))).user_consent is WITHDRAWN
        assert intent(f"t{number}") in await store.records(limit=1000)
    assert (await problems_of_chain(store))[1] == []


async def test_outcomes_outlast_an_outage(store: RedisStore, server: RedisServer) -> None:
    server.kill()
    await store.append(outcome("kept"))
    await asyncio.sleep(0.5)
    server.start()

    await asyncio.sleep(0.3)
    assert await eventually(store, 1) == [outcome("kept")]


async def test_outcomes_are_refused_when_too_many_are_waiting(
    store: RedisStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "MAX_WAITING_OUTCOMES", 3)
    for number in range(3):
        await store.append(outcome(f"t{number}"))

    assert await refused(store, lambda store: store.append(outcome("t3"))) is Code.AUDIT_UNAVAILABLE


@pytest.mark.parametrize(
    ("setting", "wrong", "right"),
    [
        ("appendonly", "no", "yes"),
        ("appendfsync", "everysec", "always"),
        ("maxmemory-policy", "allkeys-lru", "noeviction"),
    ],
)
async def test_a_setting_that_loses_records_is_a_problem_with_its_remedy(
    setting: str, wrong: str, right: str, store: RedisStore, server: RedisServer
) -> None:
    server.call("CONFIG", "SET", setting, wrong)
    (problem,) = await store.problems()
    is_ready = await store.is_ready()
    server.call("CONFIG", "SET", setting, right)

    assert problem.startswith(f"Redis has {setting} {wrong}, so ")
    assert f"CONFIG SET {setting} {right}, or declare store.unsafe_" in problem
    assert not is_ready
    assert await store.problems() == []
    await becomes_ready(store)


async def test_hidden_settings_are_a_problem(server: RedisServer) -> None:
    server.call("ACL", "SETUSER", "app", "on", ">secret", "~*", "&*", "+@all", "-config")
    store = RedisStore.open(server.url.replace("//", "//app:secret@"), SystemClock())
    found = await store.problems()
    await store.close()

    assert len(found) == 3
    assert all("allow CONFIG GET" in problem for problem in found)


async def test_a_wrong_password_is_a_refusal(server: RedisServer) -> None:
    store = RedisStore.open(server.url.replace("//", "//app:wrong@"), SystemClock())

    assert await refused(store, ACTS["admit"][0]) is Code.STORE_UNAVAILABLE
    (problem,) = await store.problems()
    assert "it refuses the user and password of store.url" in problem
    assert "wrong" not in problem
    await store.close()


async def test_full_memory_refuses_admission_too(store: RedisStore, server: RedisServer) -> None:
    server.call("CONFIG", "SET", "maxmemory", "1")
    try:
        for act, code in (ACTS["admit"], ACTS["commit"], ACTS["withdraw"]):
            assert await refused(store, act) is code
    finally:
        server.call("CONFIG", "SET", "maxmemory", "0")

    await works(store)


async def test_a_replica_admits_nobody(store: RedisStore, server: RedisServer, tmp_path: Path) -> None:
    replica = RedisServer(tmp_path)
    try:
        replica.call("REPLICAOF", "127.0.0.1", str(server.port))
        stale = RedisStore.open(replica.url, SystemClock())
        for act, code in (ACTS["admit"], ACTS["commit"], ACTS["withdraw"]):
            assert await refused(stale, act) is code
        await stale.close()
    finally:
        replica.kill()


UNFIT = {
    "a replica": (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
    "full": (("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
    "without its replica": (
        ("CONFIG", "SET", "min-replicas-to-write", "1"),
        ("CONFIG", "SET", "min-replicas-to-write", "0"),
    ),
}


@pytest.mark.parametrize("fault", UNFIT)
async def test_a_server_that_takes_no_call_is_not_ready(fault: str, store: RedisStore, server: RedisServer) -> None:
    unfit, fit = UNFIT[fault]
    assert await store.is_ready()
    server.call(*unfit)
    is_ready = await store.is_ready()
    server.call(*fit)

    assert not is_ready
    await becomes_ready(store)


async def test_a_setting_that_goes_bad_is_noticed_before_the_first_call(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vigil, "LOOK_SECONDS", 0.02)
    store = RedisStore.open(server.url, SystemClock())
    server.call("CONFIG", "SET", "appendfsync", "everysec")
    try:
        await asyncio.sleep(0.5)
        assert await refused(store, ACTS["admit"][0]) is Code.STORE_UNAVAILABLE
    finally:
        server.call("CONFIG", "SET", "appendfsync", "always")
        await store.close()


async def test_scripts_are_loaded_again_when_redis_forgot_them(store: RedisStore, server: RedisServer) -> None:
    await works(store)
    server.call("SCRIPT", "FLUSH")

    assert (await store.admit(ask())).tenant == tenant_row()
    server.call("SCRIPT", "FLUSH")
    await store.commit(commit_ask(0, "after"))
    assert (await problems_of_chain(store)) == (2, [])


async def test_a_cancelled_call_leaves_no_reply_behind_for_the_next(store: RedisStore, server: RedisServer) -> None:
    await works(store)
    for delay in range(20):
        call = asyncio.create_task(store.epochs(["nobody"] * 3))
        for _ in range(delay):
            await asyncio.sleep(0)
        call.cancel()
        await asyncio.wait([call])
        assert (await store.admit(ask())).tenant == tenant_row()


async def test_a_gone_process_leaves_orphans_and_a_living_one_none(
    store: RedisStore, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "PRESENCE_MILLISECONDS", 400)
    monkeypatch.setattr(presence, "RENEW_SECONDS", 0.1)
    monkeypatch.setattr(presence, "GONE_SECONDS", 1.0)
    await done(lambda: store.commit(commit_ask(0, "in flight")))
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.writer", "redis", server.url, stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    said = [await writer.stdout.readline() for _ in range(31)]
    os.kill(writer.pid, signal.SIGKILL)
    said += (await writer.communicate())[0].splitlines()
    committed = {f"t{line.split()[1].decode()}" for line in said if line.startswith(b"committed")}
    await asyncio.sleep(5.2)
    orphans = {record.trace for record in await done(store.orphans)}

    assert set() < committed <= orphans
    assert "in flight" not in orphans
    assert [await done(store.lost_processes) for _ in range(2)] == [1, 0]
    assert (await problems_of_chain(store))[1] == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1", "127.0.0.1", "rediss://h?ssl_cert_reqs=none", "rediss://h?ssl_check_hostname=false"],
)
def test_a_url_that_promises_too_little_is_refused(url: str) -> None:
    with pytest.raises(UnusableStoreError, match=r"store\.url"):
        RedisStore.open(url, SystemClock())
