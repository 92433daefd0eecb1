"""A process is alive as long as it holds its lock, and not a moment longer."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store.presence import Presence, is_alive, is_moving, moving, users
from gateway.ports.store import UnusableStoreError

HOLD = """
import sys, time
from pathlib import Path
from gateway.adapters.sqlite_store.presence import Presence
held = Presence(Path(sys.argv[1]), "p")
print("held", flush=True)
time.sleep(60)
"""


def test_a_process_is_alive_until_it_closes(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    held = Presence(store, "p")

    assert is_alive(store, "p")
    assert not is_alive(store, "q")
    held.close()
    assert not is_alive(store, "p")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_is_gone_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    with subprocess.Popen([sys.executable, "-c", HOLD, store], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_alive(store, "p")
        os.kill(process.pid, signal.SIGKILL)

    assert not is_alive(store, "p")
    assert list(tmp_path.iterdir()) == []


Looks = Callable[[], object]


@contextmanager
def looked_at_before_locking(look: Looks, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody looks at the first file when it is made and not yet locked."""
    lock, looking = fcntl.flock, [look]

    def flock(file: int, kind: int) -> None:
        if looking and kind & fcntl.LOCK_EX:
            looking.pop()()
        lock(file, kind)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", flock)
        yield
    assert looking == []


def test_a_process_that_is_looked_for_while_it_comes_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store.db"
    with looked_at_before_locking(lambda: users(store), monkeypatch):
        held = Presence(store, "p")

    assert users(store) == 1
    assert is_alive(store, "p")
    held.close()
    assert list(tmp_path.iterdir()) == []


def test_a_move_that_is_looked_for_while_it_begins_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store.db"
    with looked_at_before_locking(lambda: is_moving(store), monkeypatch), moving(store):
        assert is_moving(store)
        with pytest.raises(UnusableStoreError, match="moved by another"), moving(store):
            pass

    assert list(tmp_path.iterdir()) == []


def test_who_looks_at_a_file_that_is_made_again_meanwhile_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, lock, living = tmp_path / "store.db", fcntl.flock, list[Presence]()
    (tmp_path / "store.db-writer-p").touch()

    def flock(file: int, kind: int) -> None:
        if not living and kind & fcntl.LOCK_SH:
            (tmp_path / "store.db-writer-p").unlink()
            living.append(Presence(store, "p"))
        lock(file, kind)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", flock)
        assert is_alive(store, "p")

    assert is_alive(store, "p")
    living[0].close()


def test_a_store_is_moved_by_one_alone_and_only_while_nobody_uses_it(tmp_path: Path) -> None:
    store = tmp_path / "store[1].db"
    held = Presence(store, "p")

    assert users(store) == 1
    with pytest.raises(UnusableStoreError, match="in use by 1 process: stop"), moving(store):
        pass
    held.close()
    with moving(store):
        assert is_moving(store)
        with pytest.raises(UnusableStoreError, match="moved by another"), moving(store):
            pass
        assert is_moving(store)
    assert not is_moving(store)
    assert list(tmp_path.iterdir()) == []
