"""The process that serves is a hardened one: freed memory is overwritten, nothing is dumped.

Dropping the last reference to a string does not remove its bytes from the heap. Measured over 10,000 marked
strings, CPython's default allocator left hundreds readable; under `PYTHONMALLOC=debug`, which overwrites what it
frees, none. `MALLOC_PERTURB_` makes glibc do the same for C extensions, and only without its per-thread cache: what goes
there is not overwritten (glibc 2.36: 7 freed blocks of each size up to 1,032 bytes stayed as they were). One arena for all
threads saves 12 MiB: what loading took in one of its own would stay there. All are read at a process's start only, so `serve`
starts itself again with them.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module

ALLOCATOR: Mapping[str, str] = {
    "PYTHONMALLOC": "debug",
    "MALLOC_PERTURB_": "165",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.arena_max=1",
}
INTERPRETERS = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
"""Python's private module of further interpreters, which has no public one before 3.14."""
_PR_SET_DUMPABLE = 4


def is_hardened(environ: Mapping[str, str]) -> bool:
    """True when this process runs under the allocator settings."""
    return all(environ.get(name) == value for name, value in ALLOCATOR.items())


def start_hardened(environ: Mapping[str, str]) -> None:
    """Replace this process by the same command under the allocator settings; returns only when it already has them."""
    if is_hardened(environ):
        return
    command = [sys.executable, *sys.orig_argv[1:]]
    os.execve(sys.executable, command, {**environ, **ALLOCATOR})  # noqa: S606 - the same program, no shell


def forbid_dumps() -> None:
    """No core file, and no reading of this process by others of the same user (threats T25)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "this process could not be made undumpable")


def ask_less() -> None:
    """Let the allocator overwrite without asking, for each block, whether whoever frees it holds the interpreter's lock.

    The question is one to authors of extensions. It took 5 % of a call's instructions under a Python built as a shared library.
    Python asks it no more, for good, in a process that has had a second interpreter: one is made and ended at once (0.1 s).
    """
    with suppress(Exception):  # without this private module, or with another one, Python asks on, and is slower
        interpreters = import_module(INTERPRETERS)
        interpreters.destroy(interpreters.create())
