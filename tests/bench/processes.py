"""Starts, pins, weighs and stops the processes of a run. Linux: reads /proc."""

import http.client
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

READY_LIMIT_SECONDS = 120.0
POLL_SECONDS = 0.02
GET_LIMIT_SECONDS = 5.0
STOP_LIMIT_SECONDS = 15.0
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_CPUCLOCK_SCHED = 2
"""The clock that counts what the scheduler gave (`include/linux/posix-timers.h`)."""


@contextmanager
def pinned(cpu: int | None) -> Iterator[None]:
    """What is started inside stays on this CPU; ``None`` leaves the choice to the kernel."""
    before = os.sched_getaffinity(0)
    if cpu is not None:
        os.sched_setaffinity(0, {cpu})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpus() -> tuple[int | None, int | None]:
    """The CPU for the system under test and the one for the load; both ``None`` where there is only one."""
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (None, None)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(argv: Sequence[str], log: Path, env: Mapping[str, str], cpu: int | None) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, its output in ``log``."""
    # Bytecode is part of how each product is shipped; a caller's wish not to write it would slow all starts.
    full = {**os.environ, **env}
    full.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("ab") as out, pinned(cpu):
        return subprocess.Popen(argv, stdout=out, stderr=out, env=full, start_new_session=True)


def wait_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return when ``url`` answers 200; RuntimeError with the log's end if it never does."""
    until = time.monotonic() + READY_LIMIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), get(url) as answer:
            if answer.status == 200:
                return
        time.sleep(POLL_SECONDS)
    tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{url} never answered; the end of {log}:\n{tail}")


def get(url: str) -> http.client.HTTPResponse:
    """The answer to a GET on this machine, whatever proxy the environment names."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return cast("http.client.HTTPResponse", opener.open(url, timeout=GET_LIMIT_SECONDS))


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end; insist after ``STOP_LIMIT_SECONDS``."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_LIMIT_SECONDS)
            return


def tree(pids: Sequence[int]) -> list[int]:
    """These processes and all their descendants that still live."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], list(pids)
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system CPU seconds of the trees so far, to the nanosecond; those of ended children included, to a hundredth."""
    ended_ticks, seconds = 0, 0.0
    for pid in tree(pids) if pids else []:
        with suppress(OSError):
            seconds += time.clock_gettime(_clock_of(pid))
            ended_ticks += sum(int(each) for each in _stat(pid)[13:15])
    return seconds + ended_ticks / _TICKS_PER_SECOND


def _clock_of(pid: int) -> int:
    """The number of a process's CPU clock: what `clock_getcpuclockid` answers on Linux, and Python does not ask."""
    return (~pid << 3) | _CPUCLOCK_SCHED


def resident_mib(pids: Sequence[int]) -> float:
    """Resident memory of the trees in MiB, shared pages counted once per process."""
    total = 0
    for pid in tree(pids):
        with suppress(OSError):
            total += int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_mib(pids: Sequence[int]) -> float:
    """The most resident memory that the trees' processes had so far, in MiB."""
    total = 0
    for pid in tree(pids):
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return total / 2**10


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the process's name; empty when it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
