"""A connection never outlives the file that it was opened on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import schema
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.ports.store import UnusableStoreError


@pytest.fixture
def file(tmp_path: Path) -> DatabaseFile:
    schema.create(tmp_path / "store.db")
    return DatabaseFile(tmp_path / "store.db", read_only=False)


def test_a_connection_is_kept_while_the_file_stays(file: DatabaseFile) -> None:
    first = file.connection()

    assert file.connection() is first
    file.drop()


def test_a_missing_file_is_an_error_and_is_not_made(file: DatabaseFile) -> None:
    file.connection()
    file.path.unlink()

    with pytest.raises(FileNotFoundError):
        file.connection()
    assert not file.path.exists()
    file.drop()


@pytest.mark.parametrize("read_only", [False, True])
def test_an_exchanged_file_is_opened_anew_once_the_old_ones_log_is_gone(read_only: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter
    for name in ("store.db", "other.db"):
        schema.create(tmp_path / name)
    other = DatabaseFile(tmp_path / "store.db", read_only=False)
    other.connection().execute("UPDATE everyone SET epoch = 7")
    file = DatabaseFile(tmp_path / "store.db", read_only=read_only)
    first = file.connection()
    (tmp_path / "other.db").replace(file.path)

    for _ in range(2):
        with pytest.raises(
            UnusableStoreError,
            match=r"is still the old file's: .*stop isogate and remove .*store.db-wal and .*store.db-shm",
        ):
            file.connection()
    for log in ("-wal", "-shm"):
        (tmp_path / f"store.db{log}").unlink()
    assert file.connection() is not first
    assert file.connection().execute("SELECT epoch FROM everyone").fetchall() == [(0,)]
    file.drop()
    other.drop()


def test_an_unlinked_log_is_not_written_to(file: DatabaseFile) -> None:
    file.connection()
    file.path.with_name("store.db-wal").unlink()

    with pytest.raises(FileNotFoundError):
        file.connection()
    file.drop()


def test_a_file_that_is_exchanged_while_it_is_opened_is_not_used(tmp_path: Path) -> None:
    for name in ("store.db", "other.db"):
        schema.create(tmp_path / name)

    def exchanging(path: Path, *, read_only: bool) -> sqlite3.Connection:
        connection = schema.connect(path, read_only=read_only)
        (tmp_path / "other.db").replace(path)
        return connection

    file = DatabaseFile(tmp_path / "store.db", read_only=True, connect=exchanging)
    with pytest.raises(UnusableStoreError, match="exchanged"):
        file.connection()
