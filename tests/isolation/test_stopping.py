"""A run that is stopped, by whatever, takes its servers along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SECONDS = 60.0


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_a_run_in_the_background_that_is_stopped_leaves_no_server_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    in_background = 'trap "" INT; exec "$0" -m tests.support.stoppable "$1"'
    with subprocess.Popen(
        ["sh", "-c", in_background, sys.executable, str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        server = int(running.stdout.readline())
        running.send_signal(number)
        running.communicate(timeout=_SECONDS)
    end = time.monotonic() + _SECONDS
    while not is_gone(server):
        assert time.monotonic() < end
        time.sleep(0.02)

    assert running.returncode == (-number if number == signal.SIGKILL else 128 + number)
