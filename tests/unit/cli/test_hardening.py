"""The serving process runs under the hardened allocator, and cannot be dumped."""

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import NoReturn

import pytest

from gateway.cli.hardening import ALLOCATOR, INTERPRETERS, ask_less, is_hardened, start_hardened


def test_a_process_without_the_settings_starts_itself_again_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda *call: started.append(call))

    start_hardened({"PATH": "/bin"})

    ((program, command, environ),) = started
    assert program == sys.executable
    assert command[1:] == sys.orig_argv[1:]
    assert environ == {"PATH": "/bin", **ALLOCATOR}
    assert is_hardened(environ)


def test_a_hardened_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "execve", lambda *call: pytest.fail("started again"))

    start_hardened(ALLOCATOR)


@pytest.mark.parametrize("size", [40, 100, 900, 5_000])
def test_what_c_code_frees_is_overwritten(size: int) -> None:
    script = f"""
import ctypes
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes, libc.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
blocks = [libc.malloc({size}) for _ in range(5)]
for block in blocks:
    ctypes.memset(block, 65, {size})
for block in blocks:
    libc.free(block)
print(sum(b"A" * 24 in ctypes.string_at(block, {size}) for block in blocks))
"""

    out = subprocess.run(
        [sys.executable, "-c", script], env=ALLOCATOR, capture_output=True, text=True, check=True
    ).stdout

    assert out.strip() == "0"


def test_half_the_settings_are_not_enough() -> None:
    assert not is_hardened({"PYTHONMALLOC": "debug"})


def test_a_process_that_forbade_it_leaves_no_core_and_lets_nobody_read_it() -> None:
    script = (
        "import resource, ctypes; from gateway.cli.hardening import forbid_dumps; forbid_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )

    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert out.strip() == "(0, 0) 0"


def test_a_process_that_asks_less_overwrites_what_it_frees_all_the_same() -> None:
    # Not to be asked shows in the answer to a caller without the lock, which is the truth otherwise.
    script = """
import ctypes
from gateway.cli.hardening import ask_less
without_lock, with_lock = ctypes.CDLL(None), ctypes.pythonapi
def holds(library):
    return library.PyGILState_Check()
before = holds(without_lock)
ask_less()
text = bytes(range(65, 66)) * 100  # no constant, which would be kept
place, size = id(text), len(text)
del text
print(before, holds(without_lock), holds(with_lock), b"A" * 24 in ctypes.string_at(place, size))
"""

    out = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **ALLOCATOR}, capture_output=True, text=True, check=True
    ).stdout

    assert out.split() == ["0", "1", "1", "False"]


def test_a_process_that_gets_no_second_interpreter_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def create() -> NoReturn:
        asked.append("create")
        raise RuntimeError("interpreter creation failed")

    monkeypatch.setitem(sys.modules, INTERPRETERS, SimpleNamespace(create=create, destroy=int))

    ask_less()

    assert asked == ["create"]
