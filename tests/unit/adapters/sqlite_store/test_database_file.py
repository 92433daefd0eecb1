"""A connection never outlives the file that it was opened on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import schema
from gateway.adapters.sqlite_store.database_file import DatabaseFile


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


def test_an_exchanged_file_is_opened_anew(file: DatabaseFile, tmp_path: Path) -> None:
    shutil.copy(file.path, tmp_path / "copy.db")
    first = file.connection()
    (tmp_path / "copy.db").replace(file.path)

    assert file.connection() is not first
    file.drop()


def test_an_unlinked_log_is_not_written_to(file: DatabaseFile) -> None:
    file.connection()
    file.path.with_name("store.db-wal").unlink()

    with pytest.raises(FileNotFoundError):
        file.connection()
    file.drop()
