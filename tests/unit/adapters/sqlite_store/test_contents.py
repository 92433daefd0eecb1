"""A SQLite store is read as of one moment, and appears under its name when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import schema
from gateway.adapters.sqlite_store.contents import SqliteContents
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import UnusableStoreError
from tests.support.contents import everything, fill, held_by, in_order
from tests.support.ledger import WITHDRAWN, commit_ask, consent_row


async def test_a_reading_is_of_one_moment_however_long_it_takes(tmp_path: Path) -> None:
    contents = SqliteContents(tmp_path / "store.db")
    await fill(contents, everything())
    store = SqliteStore.open(tmp_path / "store.db", SystemClock())
    reading = contents.items()
    found = [await anext(reading)]
    await store.put_consent(consent_row(WITHDRAWN, 1, tenant="beta"))
    await store.commit(commit_ask(7, "later"))
    found += [item async for item in reading]

    assert in_order(found) == in_order(everything())
    assert len(await held_by(contents)) == len(everything()) + 2
    await store.close()


async def test_the_file_is_its_owners_and_nothing_else_stays(tmp_path: Path) -> None:
    await fill(SqliteContents(tmp_path / "new" / "store.db"), everything())

    assert [(each.name, each.stat().st_mode & 0o777) for each in (tmp_path / "new").iterdir()] == [("store.db", 0o600)]
    schema.check(tmp_path / "new" / "store.db")


async def test_a_log_without_its_store_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "store.db-wal").touch()
    with pytest.raises(UnusableStoreError, match=r"store\.db-wal is there already"):
        await SqliteContents(tmp_path / "store.db").begin()


async def test_two_cannot_fill_one_file_and_the_second_disturbs_nothing(tmp_path: Path) -> None:
    first, second = SqliteContents(tmp_path / "store.db"), SqliteContents(tmp_path / "store.db")
    await first.begin()
    with pytest.raises(UnusableStoreError, match="moved by another process"):
        await second.begin()
    await second.discard()
    await second.close()
    await first.put(everything())
    await first.publish()

    assert in_order(await held_by(second)) == in_order(everything())


async def test_a_store_of_an_older_release_is_brought_up_to_date_as_it_is_moved(tmp_path: Path) -> None:
    await fill(SqliteContents(tmp_path / "old.db"), everything()[:1])
    connection = schema.connect(tmp_path / "old.db", read_only=False)
    for statement in (
        "ALTER TABLE keys DROP COLUMN last_used",
        "ALTER TABLE open_intents DROP COLUMN tenant",
        "DROP TABLE meters",
        "PRAGMA user_version=1",
    ):
        connection.execute(statement)
    connection.close()

    assert await held_by(SqliteContents(tmp_path / "old.db")) == everything()[:1]


async def test_what_is_not_begun_is_not_filled(tmp_path: Path) -> None:
    contents = SqliteContents(tmp_path / "store.db")
    for act in (contents.put([]), contents.publish(), contents.confirm(), contents.retire()):
        with pytest.raises(RuntimeError):
            await act
