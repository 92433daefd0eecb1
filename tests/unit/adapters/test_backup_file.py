"""A backup's file is its owner's, appears when it is whole, and changes under nobody's eyes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.backup_file import BackupFile
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import UnusableStoreError
from tests.support.clock import START, SettableClock
from tests.support.contents import everything, fill, held_by

KEY = b"k" * 32


def folder(path: Path) -> list[Path]:
    return list(path.iterdir())


async def test_the_file_appears_whole_for_its_owner_alone(tmp_path: Path) -> None:
    file = BackupFile(tmp_path / "backup", KEY, SettableClock())
    await file.begin()
    await file.put(everything())
    assert not (tmp_path / "backup").exists()
    await file.publish()

    assert [(each.name, each.stat().st_mode & 0o777) for each in folder(tmp_path)] == [("backup", 0o600)]
    assert file.head().created == START


async def test_a_file_that_appeared_meanwhile_stays(tmp_path: Path) -> None:
    file = BackupFile(tmp_path / "backup", KEY, SettableClock())
    await file.begin()
    (tmp_path / "backup").write_text("somebody's")
    with pytest.raises(UnusableStoreError, match="already"):
        await file.publish()
    await file.discard()

    assert [each.read_text() for each in folder(tmp_path)] == ["somebody's"]


async def test_a_file_that_changes_while_it_is_read_is_noticed_before_the_end(tmp_path: Path) -> None:
    file = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await fill(file, everything() * 200)
    path = tmp_path / "backup"
    reading = file.items()
    await anext(reading)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"end ", b"end 0"))
    with pytest.raises(UnusableStoreError, match="changed while it was read"):
        [_ async for _ in reading]


async def test_what_a_later_release_wrote_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = BackupFile(tmp_path / "backup", KEY, SystemClock())
    monkeypatch.setattr("gateway.adapters.backup_file.encode", lambda item: b'["novelty",1]')
    await fill(file, everything())

    with pytest.raises(UnusableStoreError, match="restore it with a later one"):
        await held_by(file)


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableStoreError, match="nowhere/backup: No such file"):
        await BackupFile(tmp_path / "nowhere" / "backup", KEY, SystemClock()).begin()
