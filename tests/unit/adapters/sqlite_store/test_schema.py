"""A connection has every setting that a promise rests on, and a file is made once."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import schema
from gateway.ports.store import UnusableStoreError

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
}

FIRST_VERSION = (
    "ALTER TABLE keys DROP COLUMN last_used",
    "ALTER TABLE open_intents DROP COLUMN tenant",
    "DROP TABLE meters",
    "INSERT INTO tenants (tenant, status, root_key, created) VALUES ('acme', 'active', x'00', 'then')",
    "INSERT INTO keys (tenant, digest, key_id, role, purposes, created) VALUES ('acme', 'd', 'k1', 'app', '[]', 'then')",
    "PRAGMA user_version=1",
)
"""Makes a file of this version one as the first release of the schema made it, with a key in it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "with space#and?marks.db"
    schema.create(path)
    return path


@pytest.mark.parametrize("read_only", [False, True])
def test_a_connection_keeps_every_promise(path: Path, read_only: bool) -> None:  # noqa: FBT001 - a parameter
    with closing(schema.connect(path, read_only=read_only)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchall()[0][0] for name in SETTINGS}
        ((wait,),) = connection.execute("PRAGMA busy_timeout").fetchall()

    assert found == SETTINGS
    assert wait == (0 if read_only else 150)


def test_a_reading_connection_cannot_write(path: Path) -> None:
    with closing(schema.connect(path, read_only=True)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("UPDATE everyone SET epoch = 0")


def test_a_tampered_schema_runs_no_functions_of_ours(path: Path) -> None:
    with closing(schema.connect(path, read_only=False)) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchall() == [(0,)]


def test_many_who_create_at_once_make_one_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    failed: list[BaseException] = []

    def create() -> None:
        try:
            schema.create(path)
            schema.check(path)
        except UnusableStoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_store_of_the_first_version_is_brought_to_this_one_and_keeps_its_rows(path: Path) -> None:
    with closing(schema.connect(path, read_only=False)) as connection:
        for statement in FIRST_VERSION:
            connection.execute(statement)
    schema.check(path)

    with closing(schema.connect(path, read_only=True)) as connection:
        found = connection.execute("SELECT key_id, last_used FROM keys").fetchall()
    with closing(schema.connect(path, read_only=False)) as connection:
        connection.execute("INSERT INTO open_intents VALUES ('t', 1, 'p', 'acme')")
        connection.execute("INSERT INTO meters VALUES ('acme', 'requests/day', 0, 1)")
        columns = connection.execute("SELECT name FROM pragma_table_info('keys')").fetchall()
    assert found == [("k1", None)]
    assert ("last_used",) in columns


def test_a_new_directory_is_its_owners_alone(tmp_path: Path) -> None:
    schema.create(tmp_path / "new" / "store.db")

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["file/store.db", "file/deeper/store.db"])
def test_a_place_that_cannot_hold_a_file_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UnusableStoreError, match=r"cannot be created \("):
        schema.create(tmp_path / name)
