"""A file is made whole or not at all, and once; a connection never makes one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import whole_file
from gateway.ports.store import UnusableStoreError


def fill(path: Path) -> None:
    whole_file.set_up(path, "CREATE TABLE things (thing TEXT) STRICT;", 7, 3)


def test_a_file_has_its_tables_its_kind_and_its_version_for_its_owner_alone(tmp_path: Path) -> None:
    whole_file.create(tmp_path / "new" / "a.db", fill)

    with closing(whole_file.connect(tmp_path / "new" / "a.db", read_only=False, wait_seconds=0)) as connection:
        assert whole_file.identity(connection) == (7, 3)
        connection.execute("INSERT INTO things VALUES ('one')")
    assert [(path.name, path.stat().st_mode & 0o777) for path in (tmp_path / "new").iterdir()] == [("a.db", 0o600)]


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("somebody's")
    whole_file.create(tmp_path / "a.db", fill)

    assert (tmp_path / "a.db").read_text() == "somebody's"


def test_a_file_that_could_not_be_filled_leaves_nothing_and_is_told(tmp_path: Path) -> None:
    def half(path: Path) -> None:
        whole_file.set_up(path, "CREATE TABLE things (thing TEXT) STRICT; CREATE NOTHING;", 7, 3)

    with pytest.raises(UnusableStoreError, match=r"a.db cannot be opened \(SQLITE_ERROR\)"):
        whole_file.create(tmp_path / "a.db", half)
    assert list(tmp_path.iterdir()) == []


def test_connecting_makes_no_file(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(sqlite3.OperationalError):
            whole_file.connect(tmp_path / "a.db", read_only=read_only, wait_seconds=0)
    assert list(tmp_path.iterdir()) == []
