"""Sorted entries: which is found, what is refused, and that a file's are those of its bytes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.entries import Entries, joined, mapped

ENTRY = st.integers(0, 2**32 - 1)


@given(st.lists(ENTRY, max_size=20), ENTRY)
def test_the_first_entry_that_is_as_much_or_more_is_found(entries: list[int], key: int) -> None:
    assert Entries(joined(entries)).at(key) == min((entry for entry in entries if entry >= key), default=None)


def test_entries_that_are_cut_off_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        Entries(joined([4711])[:-1])


def test_those_of_a_file_are_those_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "entries.bin"
    file.write_bytes(joined([3, 2**32 - 1, 1]))

    assert [Entries(mapped(file)).at(key) for key in (0, 2, 4)] == [1, 3, 2**32 - 1]


def test_a_file_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        mapped(tmp_path / "none.bin")
    (tmp_path / "empty.bin").touch()
    with pytest.raises(ValueError, match="empty"):
        mapped(tmp_path / "empty.bin")
