"""What a confined process cannot do, tried in one."""

import errno
import re
import subprocess
import sys

import pytest

from gateway.adapters.presidio_detector.plugins import confinement

TRIES = """
import os, resource, socket, subprocess, sys, threading, urllib.request
from gateway.adapters.presidio_detector.plugins.confinement import confine, forbid_writing

waiting, go = threading.Event(), threading.Event()
codes = {}

def attempt(name, act):
    try:
        act()
        codes[name] = 0
    except OSError as error:
        codes[name] = error.errno or str(error)
    except MemoryError:
        codes[name] = "memory"

def early():
    waiting.set()
    go.wait()
    attempt("a thread from before", lambda: socket.socket())

thread = threading.Thread(target=early)
thread.start()
waiting.wait()
confine(1 << 30)
go.set()
thread.join()
path = sys.argv[1]
for name, act in {
    "tcp": lambda: socket.socket(socket.AF_INET),
    "tcp6": lambda: socket.socket(socket.AF_INET6),
    "unix": lambda: socket.socket(socket.AF_UNIX),
    "a name": lambda: socket.getaddrinfo("isogate.invalid", 80),
    "program": lambda: subprocess.run(["/bin/true"]),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "fork": os.fork,
    "two gigabytes": lambda: bytearray(2 << 30),
    "thread": lambda: threading.Thread(target=int).start(),
    "pair": socket.socketpair,
    "write before": lambda: open(path, "w").write("x"),
}.items():
    attempt(name, act)
forbid_writing()

def write():
    with open(path, "w") as file:
        file.write("content")

attempt("write after", write)
attempt("nowhere", lambda: open("/dev/null", "w").write("x"))
print({**codes, "core": resource.getrlimit(resource.RLIMIT_CORE), "left": os.path.getsize(path)})
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    path = tmp_path_factory.mktemp("confined") / "file"
    ran = subprocess.run([sys.executable, "-c", TRIES, str(path)], capture_output=True, text=True, check=True)
    result: dict[str, object] = eval(ran.stdout)
    return result


@pytest.mark.parametrize("name", ["tcp", "tcp6", "unix", "program", "exec", "fork", "a thread from before"])
def test_neither_sockets_nor_programs(tried: dict[str, object], name: str) -> None:
    assert tried[name] == errno.EACCES


def test_no_name_is_looked_up(tried: dict[str, object]) -> None:
    assert tried["a name"] != 0


def test_no_more_memory_than_given(tried: dict[str, object]) -> None:
    assert tried["two gigabytes"] == "memory"
    assert tried["core"] == (0, 0)


def test_files_are_written_while_loading_and_not_after(tried: dict[str, object]) -> None:
    assert tried["write before"] == 0
    assert tried["write after"] == errno.EFBIG
    assert tried["left"] == 0


@pytest.mark.parametrize("name", ["thread", "pair", "nowhere"])
def test_what_a_worker_needs_still_works(tried: dict[str, object], name: str) -> None:
    assert tried[name] == 0


def test_a_processor_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import platform; platform.machine = lambda: 'vax'\n"
        f"from {confinement.__name__} import confine\n"
        "try: confine(1 << 30)\n"
        "except OSError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "x86_64" in ran.stdout


def test_memory_that_is_all_but_taken_is_refused_before_anything_is_loaded() -> None:
    program = (
        f"from {confinement.__name__} import confine\ntry: confine(1 << 20)\nexcept ValueError as error: print(error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert re.match(r"detection\.worker_memory_mib is 1; a worker needs \d+ before any model", ran.stdout)
