"""Forgetting in time: what dropping references does not reach is gone a second or two after the call.

*Cycles.* An exception holds its frames and a frame its exception, so the last words of a broken call may outlive it until
Python's collector comes by; on a quiet gateway that can take hours. What existed before the first call is set apart
(`gc.freeze`), so that a collection looks at little more than what calls made. What a late import brings (litellm: so many objects
that each collection would hold up every call for a quarter of a second) is set apart when it came, and once more at the next
collection when no call is inside, so that nothing of the calls of that moment stays.

*The receive buffer.* uvloop reads every socket into one buffer per loop, where the last bytes received stay until others come.
They are overwritten by letting the loop read as many zeros from a pipe.
"""

from __future__ import annotations

import asyncio
import fcntl
import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.http.door import Door

COLLECT_SECONDS = 1.0
COLLECTIONS = 2
"""After the last call ended: what its connections still held at the first is gone by the second."""
NEW_OBJECTS = 50_000
"""How many new objects let Python's collector come by itself: seldom, as it comes every second anyway."""
RECEIVE_BUFFER_BYTES = 256 * 1024
"""uvloop's buffer has 256,000 bytes (`UV_STREAM_RECV_BUF_SIZE`)."""


@asynccontextmanager
async def forgetting(door: Door) -> AsyncIterator[None]:
    """While inside, collect once a second after calls have ended."""
    gc.freeze()
    usual = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *usual[1:])
    collecting = asyncio.create_task(_collect(door, _Apart()), name="isogate-forgetting")
    try:
        yield
    finally:
        collecting.cancel()
        gc.set_threshold(*usual)
        gc.unfreeze()


async def _collect(door: Door, apart: _Apart) -> None:
    served, left = 0, 0
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        if door.served != served:
            served, left = door.served, COLLECTIONS
        if left:
            left -= 1
            apart.collect(is_idle=door.is_empty)
            await _overwrite_receive_buffer()


class _Apart:
    """Collects, and sets apart what was imported since the last time."""

    def __init__(self) -> None:
        self._modules = len(sys.modules)
        self._is_hasty = False
        """True while objects of calls, or what their connections still held, may have been set apart, too."""

    def collect(self, *, is_idle: bool) -> None:
        """`is_idle`: no call is inside."""
        came = len(sys.modules) != self._modules
        is_due = came or (self._is_hasty and is_idle)
        if self._is_hasty and is_idle:
            gc.unfreeze()
        gc.collect()
        if is_due:
            self._modules, self._is_hasty = len(sys.modules), came or not is_idle
            gc.freeze()


async def _overwrite_receive_buffer() -> None:
    """Let the loop read zeros from a pipe that holds more of them than its buffer does."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 2 * RECEIVE_BUFFER_BYTES)
    os.write(writing, bytes(RECEIVE_BUFFER_BYTES))
    os.close(writing)
    zeros = _Zeros()
    await asyncio.get_running_loop().connect_read_pipe(lambda: zeros, os.fdopen(reading, "rb", 0))
    await zeros.read


class _Zeros(asyncio.Protocol):
    """Reads a pipe to its end."""

    def __init__(self) -> None:
        self.read = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end was read, and the pipe is closed."""
        del exc
        if not self.read.done():
            self.read.set_result(None)
