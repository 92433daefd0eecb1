"""The file of prints: made whole, for its owner alone, and missed when it goes away."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import fingerprints
from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.core.errors import Refusal
from gateway.core.fingerprints import Row, Sort
from gateway.ports.store import UnusableStoreError
from tests.support.stages import KEYS

PRINT = KEYS.fingerprints.print_of(Sort.VALUE, "a")
ROW: Row = KEYS.fingerprints.row(PRINT, KEYS.fingerprints.owner("acme", Sort.VALUE))
OTHER: Row = KEYS.fingerprints.row(
    KEYS.fingerprints.print_of(Sort.VALUE, "b"), KEYS.fingerprints.owner("acme", Sort.VALUE)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db-fingerprints"


@pytest.fixture
def prints(tmp_path: Path) -> SqliteFingerprints:
    return SqliteFingerprints(tmp_path / "store.db")


def names(folder: Path) -> list[str]:
    return sorted([path.name for path in folder.iterdir()])


def everything(folder: Path) -> bytes:
    return b"".join([path.read_bytes() for path in folder.iterdir()])


def spoil(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)


def remove(file: Path) -> None:
    file.unlink()


def exists(file: Path) -> bool:
    return file.exists()


def permissions(file: Path) -> int:
    return file.stat().st_mode & 0o777


async def test_a_store_in_which_nothing_is_enrolled_has_no_such_file(prints: SqliteFingerprints, file: Path) -> None:
    assert await prints.places([PRINT]) == [{}]
    assert await prints.remove([ROW]) == 0
    assert names(file.parent) == []


async def test_the_file_is_its_owners_alone(prints: SqliteFingerprints, file: Path) -> None:
    await prints.enrol([ROW])
    await prints.close()

    assert permissions(file) == 0o600
    assert names(file.parent) == [file.name]


async def test_a_file_that_goes_away_under_a_running_gateway_is_a_refusal(
    prints: SqliteFingerprints, file: Path
) -> None:
    await prints.enrol([ROW])
    assert await prints.places([PRINT]) != [{}]
    remove(file)

    with pytest.raises(Refusal, match="store_unavailable"):
        await prints.places([PRINT])
    await prints.close()


async def test_a_damaged_file_is_a_refusal_and_a_strange_one_says_what_to_do(
    prints: SqliteFingerprints, file: Path
) -> None:
    spoil(file)
    with pytest.raises(Refusal, match="store_unavailable"):
        await prints.places([PRINT])
    remove(file)
    with closing(sqlite3.connect(file)) as strange:
        strange.execute("CREATE TABLE prints (print)")

    with pytest.raises(UnusableStoreError, match="enrol again"):
        await prints.enrol([ROW])
    with pytest.raises(Refusal, match="store_unavailable"):
        await prints.places([PRINT])


async def test_what_was_removed_is_in_no_byte_of_the_file_nor_of_its_log(
    prints: SqliteFingerprints, file: Path, tmp_path: Path
) -> None:
    reader = SqliteFingerprints(tmp_path / "store.db")
    await prints.enrol([ROW])
    assert await reader.places([PRINT]) != [{}]
    assert PRINT in everything(tmp_path)
    await prints.remove([ROW])
    await prints.close()

    assert PRINT not in everything(tmp_path)
    await reader.close()


async def test_one_who_holds_the_file_too_long_is_a_refusal_and_then_it_works_again(
    prints: SqliteFingerprints, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "WRITE_SECONDS", 0.05)
    await prints.enrol([ROW])
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="store_unavailable"):
            await prints.remove([ROW])
        assert await prints.places([PRINT]) != [{}]

    assert await prints.remove([ROW]) == 1
    await prints.close()


async def test_one_who_enrols_never_writes_into_a_file_that_was_exchanged(
    prints: SqliteFingerprints, file: Path, tmp_path: Path
) -> None:
    await prints.enrol([ROW])
    another = SqliteFingerprints(tmp_path / "another.db")
    await another.enrol([OTHER])
    await another.close()
    (tmp_path / "another.db-fingerprints").replace(file)
    with pytest.raises(UnusableStoreError, match="the log beside it is still the old file's"):
        await prints.enrol([ROW])
    for log in ("-wal", "-shm"):
        remove(file.with_name(file.name + log))
    assert await prints.enrol([ROW]) == 1
    await prints.close()

    fresh = SqliteFingerprints(tmp_path / "store.db")
    assert {} not in await fresh.places([PRINT, OTHER[0]])
    await fresh.close()


async def test_one_who_enrols_makes_no_new_file_for_one_that_went_away(prints: SqliteFingerprints, file: Path) -> None:
    await prints.enrol([ROW])
    remove(file)

    for _ in range(2):
        with pytest.raises(Refusal, match="store_unavailable"):
            await prints.enrol([ROW])
    assert not exists(file)
    await prints.close()


async def test_what_refuses_every_call_is_a_problem_with_its_remedy(prints: SqliteFingerprints, file: Path) -> None:
    assert await prints.problems() == []
    spoil(file)
    assert await prints.problems() == [f"{file} is damaged or unreadable (SQLITE_NOTADB): move it away and enrol again"]
    remove(file)
    with closing(sqlite3.connect(file)) as strange:
        strange.execute("CREATE TABLE prints (print)")
    assert await prints.problems() == [f"{file} holds no fingerprints of this release: move it away and enrol again"]
    remove(file)
    assert await prints.problems() == []
    await prints.enrol([ROW])
    assert await prints.problems() == []
    remove(file)
    assert await prints.problems() == [
        f"{file} went away or cannot be read (No such file or directory): put it back, or restart and enrol again"
    ]
    await prints.close()


async def test_a_file_that_somebody_uses_is_waited_for_and_never_called_damaged(
    prints: SqliteFingerprints, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "READ_SECONDS", 0.02)
    await prints.enrol([ROW])
    await prints.close()
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        (found,) = await prints.problems()
        assert found == f"{file} is in use by another program (SQLITE_BUSY): wait for it, then start again"
        asyncio.get_running_loop().call_later(0.1, other.close)
        assert await prints.problems() == []
