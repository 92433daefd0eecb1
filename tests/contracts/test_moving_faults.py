"""A store that is moved while the mover is killed, the disk is full, or somebody changes the file: no half of it is trusted."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.redis_store import contents, lanes
from gateway.adapters.redis_store.contents import RedisContents
from gateway.adapters.redis_store.keys import HOLD
from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.control.moving import copy, migrate
from gateway.ports.moving import MovableContents
from gateway.ports.store import UnusableStoreError
from tests.support.contents import everything, fill, held_by, in_order
from tests.support.redis_server import RedisServer

KILLED = """
import asyncio, os, signal, sys
from types import SimpleNamespace
from gateway.control import moving
from gateway.plane import open_contents

async def main(source, target, killed_at):
    nothing_declared = SimpleNamespace(unsafe_unverified_durability=False, store_risks=frozenset())
    left, to = open_contents(source, nothing_declared), open_contents(target, nothing_declared)
    acts = {"put": 0, "publish": 0, "begin": 0}
    moving.BATCH_ITEMS = 5

    class Dying:
        def __getattr__(self, name):
            if name in acts:
                acts[name] += 1
                if f"{name}{acts[name]}" == killed_at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return getattr(to, name)

    await moving.migrate(left, Dying(), lambda said: None)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 10.0)


def moved_and_killed(source: str, target: str, at: str) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, source, target, at]) as process:
        assert process.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("at", ["begin1", "put1", "put3", "publish1"])
async def test_a_mover_killed_on_its_way_to_redis_leaves_the_source_and_begins_anew(
    at: str, server: RedisServer, tmp_path: Path
) -> None:
    server.call("FLUSHALL")
    path = tmp_path / "store.db"
    await fill(SqliteContents(path), everything())
    moved_and_killed(f"sqlite:///{path}", server.url, at)
    left, target = SqliteContents(path), RedisContents.open(server.url)
    store = RedisStore.open(server.url, SystemClock())
    assert at == "begin1" or await store.problems()
    await store.close()
    server.call("PEXPIRE", HOLD, "0")  # as after five seconds
    await migrate(left, target, lambda _: None)

    assert in_order(await held_by(target)) == in_order(everything())
    await target.close()


@pytest.mark.parametrize("at", ["begin1", "put3", "publish1"])
async def test_a_mover_killed_on_its_way_to_a_file_leaves_no_store_and_begins_anew(
    at: str, server: RedisServer, tmp_path: Path
) -> None:
    server.call("FLUSHALL")
    path = tmp_path / "store.db"
    left, target = RedisContents.open(server.url), SqliteContents(path)
    await fill(left, everything())
    moved_and_killed(server.url, f"sqlite:///{path}", at)
    with pytest.raises(UnusableStoreError, match="missing"):
        SqliteStore.open(path, SystemClock())
    server.call("PEXPIRE", HOLD, "0")
    await migrate(left, target, lambda _: None)
    await left.close()

    assert in_order(await held_by(target)) == in_order(everything())
    assert not list(Path(tmp_path).glob(".*"))  # noqa: ASYNC240 - a test's own folder


@pytest.fixture
async def backup(tmp_path: Path) -> BackupFile:
    file = BackupFile(tmp_path / "backup", b"k" * 32, SystemClock())
    await fill(file, everything())
    return file


async def refused(file: BackupFile, target: MovableContents) -> str:
    """Why nothing of the file was restored; and nothing was."""
    with pytest.raises(UnusableStoreError) as caught:
        await copy(file.items(), target, lambda _: None)
    await target.begin()
    assert await held_by(target) == []
    await target.discard()
    return str(caught.value)


async def test_no_part_of_a_backup_that_was_cut_off_is_restored(backup: BackupFile, tmp_path: Path) -> None:
    whole = (tmp_path / "backup").read_bytes()
    for length in {0, 1, 50, len(whole) // 2, whole.rindex(b"end "), len(whole) - 1}:
        (tmp_path / "backup").write_bytes(whole[:length])

        assert "is cut off" in (said := await refused(backup, SqliteContents(tmp_path / "store.db"))) or (
            length <= 50 and "is no backup" in said
        )


async def test_no_part_of_a_backup_that_was_changed_is_restored(backup: BackupFile, tmp_path: Path) -> None:
    whole = (tmp_path / "backup").read_bytes()
    lines = whole.splitlines(keepends=True)
    changes = {
        "a tenant comes back": whole.replace(b"suspended", b"active"),
        "a withdrawal is gone": b"".join([line for line in lines if b"withdrawn" not in line]),
        "two lines change places": b"".join([lines[0], lines[2], lines[1], *lines[3:]]),
        "a line twice": b"".join([*lines[:2], lines[1], *lines[2:]]),
        "another day": whole.replace(b'"created":"20', b'"created":"19', 1),
        "more behind the end": whole + lines[1],
        "nothing but the end": lines[0] + lines[-1],
    }
    for change, changed in changes.items():
        assert changed != whole, change
        (tmp_path / "backup").write_bytes(changed)

        assert "was changed" in await refused(backup, SqliteContents(tmp_path / "store.db")), change


async def test_what_is_no_backup_or_anothers_is_said_to_be(backup: BackupFile, tmp_path: Path) -> None:
    other = BackupFile(tmp_path / "backup", b"o" * 32, SystemClock())
    assert "another master key" in await refused(other, SqliteContents(tmp_path / "store.db"))
    missing = BackupFile(tmp_path / "nothing", b"k" * 32, SystemClock())
    assert "No such file" in await refused(missing, SqliteContents(tmp_path / "store.db"))
    for text in (b"{}\n", b"[1]\n", b"\xff\n", b'{"version":1}\n', b"SQLite format 3\0"):
        (tmp_path / "backup").write_bytes(text)
        assert "is no backup" in await refused(backup, SqliteContents(tmp_path / "store.db"))


async def test_a_redis_that_is_not_durable_is_not_filled(server: RedisServer) -> None:
    server.call("FLUSHALL")
    server.call("CONFIG", "SET", "appendfsync", "everysec")
    target = RedisContents.open(server.url)
    with pytest.raises(UnusableStoreError, match="CONFIG SET appendfsync always"):
        await target.begin()
    server.call("CONFIG", "SET", "appendfsync", "always")
    await target.close()


async def test_a_store_that_cannot_be_reached_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "RETRY_SECONDS", 0.0)
    unreachable, broken = RedisContents.open("redis://127.0.0.1:9"), SqliteContents(tmp_path / "text")
    (tmp_path / "text").write_text("no database" * 1000)

    with pytest.raises(UnusableStoreError, match="cannot be asked: nobody listens there"):
        await unreachable.begin()
    with pytest.raises(UnusableStoreError, match="damaged"):
        await held_by(broken)
    await unreachable.close()
