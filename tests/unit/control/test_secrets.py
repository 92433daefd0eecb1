"""The master key's file: made once, for its owner alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.adapters.system_clock import SystemClock
from gateway.control.secrets import decode_master_key, ensure_master_key
from tests.support.clock import SettableClock


def test_on_first_run_the_key_is_made_with_its_directory_and_kept_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    first = ensure_master_key(path, SystemClock())

    assert len(first) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert ensure_master_key(path, SystemClock()) == first
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_many_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: ensure_master_key(path, SystemClock()), range(64)))

    assert len(made) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    ensure_master_key(path, SystemClock())
    path.chmod(mode)

    with pytest.raises(ValueError, match="chmod 600"):
        ensure_master_key(path, SystemClock())


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31, "ab" * 33, "hunter2"])
def test_what_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits") as caught:
        decode_master_key(text)

    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_broken_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"\xff\xfe")
    path.chmod(0o600)

    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        ensure_master_key(path, SettableClock())
    assert path.read_bytes() == b"\xff\xfe"


def test_the_files_text_can_be_copied_into_a_variable(tmp_path: Path) -> None:
    path = tmp_path / "master.key"

    assert decode_master_key(ensure_master_key(path, SystemClock()).hex()) == decode_master_key(path.read_text())
