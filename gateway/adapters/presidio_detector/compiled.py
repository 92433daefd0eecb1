"""Expressions compiled by Hyperscan, and kept like bytecode: what was compiled once is read by the next process.

Compiling the detector's expressions takes 2.8 s of CPU, reading them 0.01 s. They hold no text and no secret. The file lies
beside this module's bytecode and is trusted as that is: whoever can write there can change the code itself. It counts only if it
is whole, was made from these very expressions by this Hyperscan on a processor of these features, and nobody but its owner, who
is this process's user, root or the code's owner, can write it. Whatever else it is, the expressions are compiled anew and, where
the folder can be written and Python may write bytecode, kept instead. Processes that start together each write a file of
their own and put it in place whole.
Hyperscan compiles without the interpreter's lock: several databases at once, on threads that end with it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

import hyperscan

MAX_COMPILERS = 2
"""Threads that compile, where there are as many cores; more would take their memory all at once."""
FOLDER = Path(cache_from_source(__file__)).parent
_DIGEST_BYTES = 32
_SIZE_BYTES = 8
_MAX_BYTES = 64 * 2**20
_MODE = 0o644
"""Less what the process's umask takes: `isogate` keeps it for its user alone, an image is built for another user."""
_SHARED = stat.S_IWGRP | stat.S_IWOTH


class Part(NamedTuple):
    """Expressions that are compiled together: each with the number that its matches bear, and its flags."""

    expressions: Sequence[bytes]
    numbers: Sequence[int]
    flags: Sequence[int]


def databases(parts: Sequence[Part], kept_as: str = "", folder: Path = FOLDER) -> list[hyperscan.Database]:
    """One database for each part. Raises Hyperscan's error for a wrong expression.

    `kept_as`: the name of the file to keep them in; without one nothing is read or written.
    """
    if not kept_as:
        return _compiled(parts)
    file, key = folder / f"{kept_as}.hyperscan", _key(parts)
    kept = _read(file, key)
    if kept is not None and len(kept) == len(parts):
        return kept
    made = _compiled(parts)
    if not sys.dont_write_bytecode:
        _write(file, key, made)
    return made


def _compiled(parts: Sequence[Part]) -> list[hyperscan.Database]:
    with ThreadPoolExecutor(min(MAX_COMPILERS, os.cpu_count() or 1), "hyperscan") as compilers:
        return list(compilers.map(_database, parts))


def _database(part: Part) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=part.expressions, ids=part.numbers, flags=part.flags)
    return database


@cache
def _library() -> str:
    """What wrote a database: the library's version, and what of the processor it makes use of."""
    return repr(_database(Part([b"a"], [0], [0])).info())


def _key(parts: Sequence[Part]) -> bytes:
    """Everything that databases depend on."""
    said = repr((_library(), [tuple(map(tuple, part)) for part in parts]))
    return hashlib.sha256(said.encode()).digest()


def _read(file: Path, key: bytes) -> list[hyperscan.Database] | None:
    """The databases kept under this key; None if there are none to be trusted."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as kept:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode) or told.st_mode & _SHARED or told.st_size > _MAX_BYTES:
            return None
        if told.st_uid not in {0, os.geteuid(), Path(__file__).stat().st_uid}:
            return None
        data = kept.read()
    head, body = data[: 2 * _DIGEST_BYTES], memoryview(data)[2 * _DIGEST_BYTES :]
    if not hmac.compare_digest(head, key + hashlib.sha256(body).digest()):
        return None
    try:
        return _unpacked(body)
    except hyperscan.error:
        return None


def _unpacked(body: memoryview) -> list[hyperscan.Database]:
    found: list[hyperscan.Database] = []
    while body:
        size = int.from_bytes(body[:_SIZE_BYTES])
        database = hyperscan.loadb(bytes(body[_SIZE_BYTES : _SIZE_BYTES + size]), hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
        found.append(database)
        body = body[_SIZE_BYTES + size :]
    return found


def _write(file: Path, key: bytes, made: Sequence[hyperscan.Database]) -> None:
    """Keep them; a folder that cannot be written costs the next start its time."""
    packed = map(hyperscan.dumpb, made)
    body = b"".join(part for each in packed for part in (len(each).to_bytes(_SIZE_BYTES), each))
    new = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE)
        try:
            with os.fdopen(handle, "wb") as kept:
                kept.write(key + hashlib.sha256(body).digest() + body)
            new.replace(file)
        except OSError:
            new.unlink(missing_ok=True)
            raise
