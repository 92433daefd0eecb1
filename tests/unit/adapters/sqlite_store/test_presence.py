"""A process is alive as long as it holds its lock, and not a moment longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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
