"""Whatever a store holds: it is the same after any way over stores and files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.redis_store.contents import RedisContents
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.system_clock import SystemClock
from gateway.control.moving import Returning, copy
from gateway.core.contents import Item, TenantItem
from gateway.core.ledger import TenantStatus
from gateway.ports.moving import Contents
from tests.support.contents import fill, held_by, in_order, ledger_of, stores
from tests.support.ledger import later
from tests.support.redis_server import RedisServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@settings(max_examples=12)
@given(items=stores())
async def test_a_store_is_the_same_after_the_whole_way(
    items: list[Item], server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server.call("FLUSHALL")
    directory = tmp_path_factory.mktemp("way")

    def file(name: str) -> BackupFile:
        return BackupFile(directory / name, b"k" * 32, SystemClock())

    way: list[Contents] = [
        SqliteContents(directory / "first.db"),
        file("first"),
        RedisContents.open(server.url),
        file("second"),
        SqliteContents(directory / "second.db"),
    ]
    await fill(way[0], items)
    for left, target in pairwise(way):
        moved = await copy(left.items(), target, lambda _: None)
        assert moved.broken == []
    first, last = await held_by(way[0]), await held_by(way[-1])
    for each in way:
        await each.close()

    assert ledger_of(first) == ledger_of(last) == ledger_of(items)
    assert in_order(first) == in_order(last) == in_order(items)
    _lines_are_equal(directory / "first", directory / "second")


def _lines_are_equal(first: Path, second: Path) -> None:
    """But for the head and the end; links of several writers may have changed places."""
    lines = [sorted(path.read_bytes().splitlines()[1:-1]) for path in (first, second)]
    assert lines[0] == lines[1]


@given(items=stores())
def test_what_comes_back_has_higher_epochs_and_serves_nobody(items: list[Item]) -> None:
    returning = Returning(later(0), is_trusted=False)
    for item in items:
        back = returning.change(item)
        if isinstance(item, TenantItem):
            assert isinstance(back, TenantItem)
            assert back.epoch > item.epoch
            assert back.row.status is not TenantStatus.ACTIVE
            assert (back.row.tenant in returning.suspended) == (item.row.status is TenantStatus.ACTIVE)
        else:
            assert back == item
