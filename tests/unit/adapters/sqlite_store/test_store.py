"""Beside the contract: what is this store's own way of reading."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.core.errors import Code, Refusal
from tests.support.ledger import ask, tenant_row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore.open(path, SystemClock(), create=True)
    await store.put_tenant(tenant_row())
    yield store
    await store.close()


async def test_reading_starts_no_thread(path: Path, store: SqliteStore) -> None:
    reading = SqliteStore.open(path, SystemClock())
    await reading.admit(ask())

    assert reading._writer._thread is None
    await reading.close()


async def test_reading_that_is_locked_out_for_a_moment_waits_for_it(path: Path, store: SqliteStore) -> None:
    await store.close()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        reading = asyncio.create_task(store.admit(ask()))
        await asyncio.sleep(0.05)
        assert not reading.done()

    assert (await reading).tenant == tenant_row()


async def test_reading_that_stays_locked_out_is_refused(path: Path, store: SqliteStore) -> None:
    await store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal) as caught:
            await store.admit(ask())

    assert caught.value.code is Code.STORE_UNAVAILABLE


async def test_a_store_can_be_closed_twice(store: SqliteStore) -> None:
    await store.close()
    await store.close()

    assert (await store.admit(ask())).tenant == tenant_row()
