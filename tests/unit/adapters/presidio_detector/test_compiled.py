"""What was compiled once is read by the next process; whatever else lies in its place is not believed."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hyperscan
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.compiled import Part, databases

START = hyperscan.HS_FLAG_SOM_LEFTMOST
PARTS = [Part([b"ab+c"], [3], [START]), Part([b"x[0-9]", b"y"], [5, 6], [START, START])]
OTHER = [Part([b"ab+d"], [3], [START]), PARTS[1]]
TEXT = b"abbc x7 y abd"
FOUND = [(3, 0, 4), (5, 5, 7), (6, 8, 9)]


@pytest.fixture(autouse=True)
def _bytecode_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _found(made: list[hyperscan.Database]) -> list[tuple[int, int, int]]:
    hits: list[tuple[int, int, int]] = []

    def matched(number: int, start: int, end: int, _flags: int, _context: object) -> None:
        hits.append((number, start, end))

    for database in made:
        database.scan(TEXT, match_event_handler=matched, scratch=database.scratch.clone())
    return hits


def _kept(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_compiled_once_is_read_by_the_next(tmp_path: Path) -> None:
    assert _found(databases(PARTS, "some", tmp_path)) == FOUND
    before = _kept(tmp_path).stat()

    assert _found(databases(PARTS, "some", tmp_path)) == FOUND
    assert (_kept(tmp_path).stat().st_ino, _kept(tmp_path).stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_expressions_take_their_place(tmp_path: Path) -> None:
    databases(PARTS, "some", tmp_path)

    assert _found(databases(OTHER, "some", tmp_path)) == [(3, 10, 13), *FOUND[1:]]
    assert _found(databases(PARTS, "some", tmp_path)) == FOUND


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_or_cut_file_is_not_believed_and_made_anew(tmp_path: Path, data: st.DataObject) -> None:
    databases(PARTS, "some", tmp_path)
    right = _kept(tmp_path).read_bytes()
    place = data.draw(st.integers(0, len(right) - 1))
    wrong = data.draw(st.sampled_from([right[:place], right[:place] + bytes([right[place] ^ 1]) + right[place + 1 :]]))
    _kept(tmp_path).write_bytes(wrong)

    assert _found(databases(PARTS, "some", tmp_path)) == FOUND
    assert _kept(tmp_path).read_bytes() == right


def test_a_file_that_others_can_write_is_not_believed(tmp_path: Path) -> None:
    databases(PARTS, "some", tmp_path)
    before = _kept(tmp_path)
    before.chmod(0o664)

    databases(PARTS, "some", tmp_path)

    assert not _kept(tmp_path).stat().st_mode & 0o022


def test_a_link_to_a_file_is_not_believed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    databases(PARTS, "some", elsewhere)
    folder.mkdir()
    (folder / _kept(elsewhere).name).symlink_to(_kept(elsewhere))

    databases(PARTS, "some", folder)

    assert not _kept(folder).is_symlink()


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert _found(databases(PARTS, "some", tmp_path / "file")) == FOUND
    assert _found(databases(PARTS, "some", tmp_path / "file" / "below")) == FOUND


def test_nothing_is_kept_without_a_name_or_where_bytecode_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _found(databases(PARTS, folder=tmp_path)) == FOUND
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _found(databases(PARTS, "some", tmp_path)) == FOUND

    assert not list(tmp_path.iterdir())


def test_those_that_start_together_leave_one_whole_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as starting:
        made = list(starting.map(lambda _: databases(PARTS, "some", tmp_path), range(8)))

    assert all(_found(each) == FOUND for each in made)
    assert _found(databases(PARTS, "some", tmp_path)) == FOUND


def test_no_part_makes_no_database(tmp_path: Path) -> None:
    assert databases([], "some", tmp_path) == databases([], "some", tmp_path) == []
