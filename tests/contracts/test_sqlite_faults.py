"""What the SQLite store does when the file fails it (threats F08 to F11, F22, F24). Times have a margin for busy machines."""

# ruff: noqa: ASYNC240 - a test may wait for its own small files

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from gateway.ports.store import Store, UnusableStoreError
from tests.contracts.store import eventually, problems_of_chain
from tests.support.ledger import (
    GRANTED,
    WITHDRAWN,
    ask,
    commit_ask,
    consent_row,
    outcome,
    tenant_row,
)

LIMIT_SECONDS = 4.0
"""SQLite by itself would wait for five. That the deadlines make 300 ms in all is for `test_deadlines.py` to tell."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore.open(path, SystemClock(), create=True)
    await store.put_tenant(tenant_row())
    yield store
    await store.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the file's write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def refused(act: Callable[[], Awaitable[object]]) -> Code:
    """The code of a refusal that came in time."""
    start = time.monotonic()
    with pytest.raises(Refusal) as caught:
        await act()
    assert time.monotonic() - start < LIMIT_SECONDS
    assert caught.value.retry_after_seconds
    return caught.value.code


async def works(store: Store) -> None:
    (epoch,) = await store.epochs(["acme"])
    await store.commit(commit_ask(epoch, f"works{time.monotonic_ns()}"))
    assert (await store.admit(ask())).tenant == tenant_row()


async def test_a_locked_file_refuses_what_must_be_written(store: SqliteStore, path: Path) -> None:
    with locked(path):
        commits = [refused(lambda: store.commit(commit_ask(0, "t"))) for _ in range(20)]
        assert set(await asyncio.gather(*commits)) == {Code.AUDIT_UNAVAILABLE}
        assert await refused(lambda: store.put_consent(consent_row(WITHDRAWN))) is Code.STORE_UNAVAILABLE

    await works(store)
    assert await store.consents("acme") == []
    assert (await problems_of_chain(store))[1] == []


async def test_outcomes_outlast_a_locked_file(store: SqliteStore, path: Path) -> None:
    with locked(path):
        await store.append(outcome("kept"))
        await asyncio.sleep(0.5)
        assert await store.records() == []

    assert await eventually(store, 1) == [outcome("kept")]


async def test_outcomes_are_refused_when_too_many_are_waiting(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.adapters.sqlite_store.group_commit.MAX_WAITING_OUTCOMES", 3)
    with locked(path):
        for number in range(3):
            await store.append(outcome(f"t{number}"))
        assert await refused(lambda: store.append(outcome("t3"))) is Code.AUDIT_UNAVAILABLE

    assert len(await eventually(store, 3)) == 3


async def test_a_file_deleted_under_a_running_gateway_is_a_refusal_and_no_new_file(
    store: SqliteStore, path: Path
) -> None:
    await works(store)
    aside = path.rename(path.with_name("aside.db"))

    assert await refused(lambda: store.admit(ask())) is Code.STORE_UNAVAILABLE
    assert await refused(lambda: store.commit(commit_ask(0))) is Code.AUDIT_UNAVAILABLE
    assert await refused(lambda: store.put_consent(consent_row(GRANTED))) is Code.STORE_UNAVAILABLE
    assert not path.exists()
    aside.rename(path)
    await works(store)


async def test_a_damaged_file_is_a_refusal(store: SqliteStore, path: Path) -> None:
    await store.close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * (path.stat().st_size - 4096))

    assert await refused(lambda: store.admit(ask())) is Code.STORE_UNAVAILABLE
    assert await refused(lambda: store.commit(commit_ask(0))) is Code.AUDIT_UNAVAILABLE


def test_a_missing_file_is_never_made_without_being_told(path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="is missing: restore it"):
        SqliteStore.open(path, SystemClock())
    assert not path.exists()


async def test_a_file_that_is_there_is_never_made_anew(store: SqliteStore, path: Path) -> None:
    again = SqliteStore.open(path, SystemClock(), create=True)

    assert await again.tenants() == [tenant_row()]
    await again.close()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda file: b"", "is not a store of isogate"),
        (lambda file: b"no database at all" * 400, "damaged or unreadable"),
        (lambda file: file[:4096] + b"\xa5" * (len(file) - 4096), "damaged or unreadable"),
        (lambda file: file[:60] + b"\0\0\0\x63" + file[64:], "has schema version 99, this release knows 3"),
        (lambda file: file[:68] + b"\0\0\0\0" + file[72:], "is not a store of isogate"),
    ],
    ids=["empty", "garbage", "flipped pages", "newer schema", "somebody else's"],
)
async def test_an_unfit_file_is_named_at_the_start(
    damage: Callable[[bytes], bytes], message: str, store: SqliteStore, path: Path
) -> None:
    await store.close()
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(UnusableStoreError, match=message):
        SqliteStore.open(path, SystemClock())


async def test_only_the_owner_can_read_the_files(store: SqliteStore, path: Path) -> None:
    await works(store)

    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    path.chmod(0o644)
    assert await store.problems() == [f"{path} can be read by other users: chmod 600 {path}"]


async def test_what_was_deleted_is_in_no_file(store: SqliteStore, path: Path) -> None:
    canary = "CANARY" + "x" * 50
    await store.put_objection("acme", canary)
    assert any(canary.encode() in file.read_bytes() for file in path.parent.iterdir())
    await store.remove_objection("acme", canary)
    await store.close()

    assert not any(canary.encode() in file.read_bytes() for file in path.parent.iterdir())


FULL_DISK = """
import asyncio, resource, sys
from pathlib import Path
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Refusal
from gateway.core.ledger import *
from tests.support.ledger import *

async def main(path):
    store = SqliteStore.open(path, SystemClock())
    await store.commit(commit_ask(0, "before"))
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name("store.db-wal").stat().st_size, whole[1]))
    for act in (store.commit(commit_ask(0, "full")), store.put_consent(consent_row(WITHDRAWN))):
        try:
            await act
        except Refusal as refusal:
            print(refusal, (await store.admit(ask())).user_consent)
    resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    await store.commit(commit_ask(0, "after"))
    await store.close()

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_a_full_disk_refuses_until_there_is_room(store: SqliteStore, path: Path) -> None:
    writer = await asyncio.create_subprocess_exec(sys.executable, "-c", FULL_DISK, path, stdout=asyncio.subprocess.PIPE)
    said, _ = await writer.communicate()

    assert said.decode().splitlines() == ["audit_unavailable None", "store_unavailable None"]
    assert [record.trace for record in await store.records()] == ["after", "before"]
    assert (await problems_of_chain(store))[1] == []


async def test_what_was_acknowledged_survives_the_killing_of_its_process(store: SqliteStore, path: Path) -> None:
    for _ in range(2):
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.writer", "sqlite", path, stdout=asyncio.subprocess.PIPE
        )
        assert writer.stdout is not None
        said = [await writer.stdout.readline() for _ in range(31)]
        os.kill(writer.pid, signal.SIGKILL)
        said += (await writer.communicate())[0].splitlines()
        withdrawn = {line.split()[1].decode() for line in said if line.startswith(b"withdrawn")}
        committed = {f"t{line.split()[1].decode()}" for line in said if line.startswith(b"committed")}

        orphans = {record.trace for record in await store.orphans()}
        assert {f"u{number}" for number in withdrawn} <= {row.user for row in await store.consents("acme")}
        assert committed <= orphans
        assert len(committed) >= 15
        assert (await problems_of_chain(store))[1] == []
        for trace in orphans:
            await store.append(outcome(trace))
        await asyncio.sleep(0.5)
        assert await store.orphans() == []
        for number in withdrawn:
            await store.put_consent(consent_row(GRANTED, 10_000, user=f"u{number}"))
