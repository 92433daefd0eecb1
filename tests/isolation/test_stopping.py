"""A run that is stopped, by whatever, takes its servers along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SECONDS = 60.0
_BEGIN = """
import os, signal, sys
for name in ("SIGINT", "SIGHUP", "SIGTERM"):
    signal.signal(getattr(signal, name), signal.SIG_IGN if name == sys.argv[1] else signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "tests.support.stoppable", sys.argv[2]])
"""
"""Whoever runs the tests may ignore a signal, too, which a process inherits: each is as the test says."""


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def stopped(folder: Path, ignored: str, *signals: signal.Signals) -> int:
    """The status with which a run ends to which these are sent, and whose server ends, too. It ignores one from the beginning."""
    with subprocess.Popen(
        [sys.executable, "-c", _BEGIN, ignored, str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        server = int(running.stdout.readline())
        for number in signals:
            running.send_signal(number)
        try:
            running.communicate(timeout=_SECONDS)
        finally:
            running.kill()
    end = time.monotonic() + _SECONDS
    while not is_gone(server):
        assert time.monotonic() < end
        time.sleep(0.02)
    return running.returncode


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_a_run_in_the_background_that_is_stopped_leaves_no_server_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    assert stopped(tmp_path, "SIGINT", number) == (-number if number == signal.SIGKILL else 128 + number)


def test_a_run_under_nohup_is_stopped_by_no_hang_up(tmp_path: Path) -> None:
    assert stopped(tmp_path, "SIGHUP", signal.SIGHUP, signal.SIGTERM) == 128 + signal.SIGTERM
