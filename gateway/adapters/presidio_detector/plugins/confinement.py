"""What a worker process may not do, whoever's code it runs.

It may not open a socket, start a program, write a file, dump its memory, take more address space than it was given, or outlive
the gateway.
So no engine fetches a model that is missing (threats F32), and no recognizer sends text anywhere. The kernel refuses: a
seccomp filter for system calls (man 2 seccomp; numbers from the kernel's tables), limits for the rest. It is no cage for hostile
code, which could still read files of the gateway's user.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1
_CLONE_THREAD = 0x10000
_X32_BIT = 0x40000000

MIB = 1 << 20
_LOADING_BYTES = 64 * MIB
"""For the smallest recognizer; next to nothing left, Python 3.11 may spin while it handles that instead of ending."""

# struct seccomp_data: nr, arch, instruction_pointer, args[6].
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
# <linux/bpf_common.h>
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000


@dataclass(frozen=True, slots=True)
class _Machine:
    """A processor's audit number and the numbers of its system calls."""

    architecture: int
    seccomp: int
    clone: int
    clone3: int
    refused: tuple[int, ...]
    """socket, execve, execveat, io_uring_setup, and where they exist fork and vfork."""


_MACHINES: Mapping[str, _Machine] = {
    "x86_64": _Machine(0xC000003E, 317, 56, 435, (41, 59, 322, 425, 57, 58)),
    "aarch64": _Machine(0xC00000B7, 277, 220, 435, (198, 221, 281, 425)),
}


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def confine(memory_bytes: int) -> None:
    """Give up, for good and for every thread, what a worker needs at no time.

    Raises `OSError` where the kernel cannot do it, and `ValueError` if so little memory leaves no room for loading anything.
    """
    taken = _address_space()
    if memory_bytes < taken + _LOADING_BYTES:
        least = -(-(taken + _LOADING_BYTES) // MIB)
        raise ValueError(
            f"detection.worker_memory_mib is {memory_bytes // MIB}; a worker needs {least} before any model"
        )
    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in (
        (_PR_SET_PDEATHSIG, signal.SIGKILL),
        (_PR_SET_DUMPABLE, 0),
        (_PR_SET_NO_NEW_PRIVS, 1),
    ):
        _must(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOTSUP, f"plugged-in recognizers need one of {', '.join(_MACHINES)}")
    program = _filter(machine)
    instructions = (_Instruction * len(program))(*(_Instruction(*each) for each in program))
    filled = _Program(len(program), ctypes.cast(instructions, ctypes.POINTER(_Instruction)))
    _must(libc.syscall(machine.seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(filled)))


def forbid_writing() -> None:
    """No file can grow from here on: what comes next is content. A write fails with EFBIG; sockets and /dev/null are no files."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _address_space() -> int:
    """Of this process now, in bytes (man 5 proc, statm)."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * resource.getpagesize()


def _must(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _filter(machine: _Machine) -> Sequence[tuple[int, int, int, int]]:
    """Instructions (code, skip if so, skip if not, value): each test skips one instruction when the call passes it."""
    refuse = (_RETURN, 0, 0, _REFUSE | errno.EACCES)
    program = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_IF_EQUAL, 1, 0, machine.architecture),
        refuse,
        (_LOAD, 0, 0, _AT_NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32_BIT),
        refuse,
        # Its flags are out of a filter's sight; without it the C library takes clone.
        (_IF_EQUAL, 0, 1, machine.clone3),
        (_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
    ]
    for number in machine.refused:
        program += (_IF_EQUAL, 0, 1, number), refuse
    # Threads, but no processes.
    program += [
        (_IF_EQUAL, 0, 3, machine.clone),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_IF_ANY_BIT, 1, 0, _CLONE_THREAD),
        refuse,
        (_RETURN, 0, 0, _ALLOW),
    ]
    return program
