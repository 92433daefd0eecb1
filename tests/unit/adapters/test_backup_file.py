"""A backup's file is its owner's, appears when it is whole, and changes under nobody's eyes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.adapters import backup_file
from gateway.adapters.backup_file import BackupFile
from gateway.adapters.system_clock import SystemClock
from gateway.core.fingerprints import Page
from gateway.ports.store import UnusableStoreError
from tests.support.clock import START, SettableClock
from tests.support.contents import everything, fill, held_by

KEY = b"k" * 32


PAGES: list[Page] = [
    [(bytes([number]) * 16, {0: b"owner-00", 3: b"owner-03"}) for number in range(3)],
    [(b"\xff" * 16, {1: b"owner-01"})],
]


async def enrolled() -> AsyncIterator[Page]:
    for page in PAGES:
        yield page


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


async def test_two_who_write_a_backup_of_one_name_do_not_mix(tmp_path: Path) -> None:
    first, second = (BackupFile(tmp_path / "backup", KEY, SystemClock()) for _ in range(2))
    await first.begin()
    await first.put(everything()[:3])
    with pytest.raises(UnusableStoreError, match="is being written by another process"):
        await second.begin()
    await second.discard()
    await first.put(everything()[3:])
    await first.publish()

    assert await held_by(first) == everything()
    assert folder(tmp_path) == [tmp_path / "backup"]


async def test_what_was_left_by_one_who_died_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / ".backup.part").write_text("half of a longer line\n" * 1000)
    file = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await fill(file, everything())

    assert await held_by(file) == everything()
    assert [(each.name, each.stat().st_mode & 0o777) for each in folder(tmp_path)] == [("backup", 0o600)]


async def test_a_backup_whose_writer_died_right_after_naming_it_stays_whole(tmp_path: Path) -> None:
    first = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await fill(first, everything())
    (tmp_path / ".backup.part").hardlink_to(tmp_path / "backup")
    (tmp_path / "backup").rename(tmp_path / "kept")
    second = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await fill(second, everything()[:3])

    assert await held_by(BackupFile(tmp_path / "kept", KEY, SystemClock())) == everything()
    assert await held_by(second) == everything()[:3]
    assert sorted(folder(tmp_path)) == [tmp_path / "backup", tmp_path / "kept"]


async def test_a_draft_that_leads_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("somebody's")
    (tmp_path / ".backup.part").symlink_to(tmp_path / "precious")
    with pytest.raises(UnusableStoreError, match="symbolic links"):
        await BackupFile(tmp_path / "backup", KEY, SystemClock()).begin()

    assert (tmp_path / "precious").read_text() == "somebody's"


async def test_fingerprints_come_back_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file, "PAGE_PRINTS", 2)
    file = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await file.begin()
    await file.put(everything())
    assert await file.put_prints(enrolled()) == 7
    await file.publish()

    pages = [page async for page in file.prints()]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [(each, place, owner) for page in pages for each, places in page for place, owner in places.items()] == [
        (each, place, owner) for page in PAGES for each, places in page for place, owner in places.items()
    ]
    assert await held_by(file) == everything()


async def test_a_changed_fingerprint_is_refused_with_everything_else(tmp_path: Path) -> None:
    file = BackupFile(tmp_path / "backup", KEY, SystemClock())
    await file.begin()
    await file.put_prints(enrolled())
    await file.publish()
    path = tmp_path / "backup"
    path.write_bytes(path.read_bytes().replace(b",3,", b",2,", 1))

    with pytest.raises(UnusableStoreError, match="was changed after it was written"):
        [_ async for _ in file.prints()]
