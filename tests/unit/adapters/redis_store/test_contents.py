"""A store in Redis is read without missing a withdrawal, and filled by commands that can be sent again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.redis_store import audit_reading, lanes
from gateway.adapters.redis_store import contents as module
from gateway.adapters.redis_store.contents import RedisContents
from gateway.adapters.redis_store.keys import HOLD, STATE
from gateway.adapters.redis_store.lanes import Command
from gateway.adapters.redis_store.servers import OneServer, Servers
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.system_clock import SystemClock
from gateway.control.moving import copy, migrate
from gateway.ports.store import UnusableStoreError
from tests.support.contents import everything, fill, held_by, in_order, ledger_of
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, outcome
from tests.support.redis_server import RedisServer


async def test_a_tenant_that_withdraws_while_it_is_read_is_read_again(
    real: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, store = RedisContents(real), RedisStore(real, SystemClock())
    await fill(contents, everything())
    asked, withdrawn = real.ask, False

    async def withdrawing(*commands: Command, durably: bool = False) -> list[object]:
        nonlocal withdrawn
        if commands[0][0] == "ZRANGE" and not withdrawn:
            withdrawn = True
            await store.put_consent(consent_row(WITHDRAWN, 99, user="u2"))
        return await asked(*commands, durably=durably)

    monkeypatch.setattr(real, "ask", withdrawing)
    found = ledger_of(await held_by(contents))
    monkeypatch.undo()

    assert found == ledger_of(await held_by(contents))
    assert consent_row(WITHDRAWN, 99, user="u2") in found
    assert found[0].epoch == 8  # type: ignore[union-attr]


async def test_a_tenant_that_never_stands_still_is_not_read_wrongly(
    real: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, store = RedisContents(real), RedisStore(real, SystemClock())
    await fill(contents, everything())
    asked, number = real.ask, 0

    async def withdrawing(*commands: Command, durably: bool = False) -> list[object]:
        nonlocal number
        if commands[0][0] == "ZRANGE":
            number += 1
            await store.put_objection("acme", f"s{number}")
        return await asked(*commands, durably=durably)

    monkeypatch.setattr(real, "ask", withdrawing)
    with pytest.raises(UnusableStoreError, match="too fast"):
        await held_by(contents)


async def test_a_trip_that_broke_off_is_made_again_and_writes_once(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 5.0)
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    contents, asked, trips = RedisContents.open(server.url), OneServer.ask, 0

    async def breaking(self: OneServer, *commands: Command, durably: bool = False) -> list[object]:
        nonlocal trips
        trips += 1
        replies = await asked(self, *commands, durably=durably)
        if trips % 3 == 0:
            raise TimeoutError
        return replies

    await contents.begin()
    with monkeypatch.context() as patched:
        patched.setattr(OneServer, "ask", breaking)
        for _ in range(2):
            await contents.put(everything()[:10])
        await contents.put(everything()[10:])
        found = await held_by(contents)
    await contents.publish()
    await contents.close()

    assert trips > 10
    assert in_order(found) == in_order(everything())


async def test_a_redis_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    contents = RedisContents.open("redis://127.0.0.1:9")
    with pytest.raises(UnusableStoreError, match="cannot be asked: nobody listens there"):
        await held_by(contents)
    await contents.close()


async def test_who_stood_still_while_the_store_was_moved_away_serves_nobody(real: Servers) -> None:
    contents, asleep = RedisContents(real), RedisStore(real, SystemClock())
    await fill(contents, everything())
    admitted = await asleep.admit(ask())
    async with contents.held():
        await contents.retire()
    admission = await asleep.admit(ask())

    assert admission.tenant is not None
    assert admission.tenant.status.value == "closed"
    assert admission.epoch > admitted.epoch


async def test_what_is_there_stays_when_nothing_was_begun(real: Servers, server: RedisServer) -> None:
    contents = RedisContents(real)
    await fill(contents, everything())
    with pytest.raises(UnusableStoreError, match="holds a store already"):
        await contents.begin()
    await contents.discard()

    assert server.call("EXISTS", STATE) == b":0\r\n"
    assert in_order(await held_by(contents)) == in_order(everything())


async def test_a_mover_that_slept_through_its_hold_moves_nothing(
    real: Servers, server: RedisServer, tmp_path: Path
) -> None:
    contents, target = RedisContents(real), SqliteContents(tmp_path / "store.db")
    await fill(contents, everything())

    def asleep(said: str) -> None:
        if "written" in said:
            server.call("DEL", HOLD)  # as after five seconds

    with pytest.raises(UnusableStoreError, match="away too long"):
        await migrate(contents, target, asleep)

    assert list(folder(tmp_path)) == []
    assert await RedisStore(real, SystemClock()).problems() == []


async def test_a_backup_made_under_load_has_whole_chains(
    real: Servers, server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading, "PAGE_RECORDS", 20)
    contents, store = RedisContents.open(server.url), RedisStore(real, SystemClock())
    await fill(contents, everything())
    done = asyncio.Event()

    async def calls(worker: int) -> None:
        number = 0
        while not done.is_set():
            number += 1
            await store.commit(commit_ask(0, f"{worker}-{number}", "beta"))
            await store.append(outcome(f"{worker}-{number}", "beta"))

    working = [asyncio.create_task(calls(worker)) for worker in range(8)]
    await asyncio.sleep(0.5)
    saved = await copy(contents.items(), BackupFile(tmp_path / "saved", b"k" * 32, SystemClock()), lambda _: None)
    done.set()
    await asyncio.gather(*working)
    await store.close()
    await contents.close()

    assert saved.broken == []
    assert saved.counts["link"] > 50


def folder(path: Path) -> list[Path]:
    return list(path.iterdir())
