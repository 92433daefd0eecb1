"""The gateway's hand on one worker process: start it, ask it one thing at a time, kill it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Mapping

from gateway.adapters.presidio_detector.plugins.frames import MAX_REPLY_BYTES, BrokenFrameError, framed, read_reply
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import Limits, parse
from gateway.ports.detector import UnusableDetectorError

MODULE = "gateway.adapters.presidio_detector.plugins.worker"
_ENDED = "the process ended while it loaded: if its memory ran out, detection.worker_memory_mib must be more"
_REPLY = Limits(
    max_bytes=MAX_REPLY_BYTES,
    max_depth=6,
    max_nodes=400_000,
    invalid=Code.DETECTOR_UNAVAILABLE,
    too_large=Code.DETECTOR_UNAVAILABLE,
)


class Worker:
    """One process. It must be started on the thread that runs the event loop: the kernel kills it when that thread ends."""

    def __init__(
        self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Take a process that was just started; `start` does it all."""
        self._process = process
        self._reader = reader
        self._writer = writer
        self.entities: tuple[str, ...] = ()

    @classmethod
    async def start(cls, plan: JsonObject, environment: Mapping[str, str], seconds: float) -> Worker:
        """Start a process and wait until it has loaded what the plan names. Raises `UnusableDetectorError`."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", MODULE, str(theirs.fileno()),
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),), env=dict(environment), cwd=os.sep, start_new_session=True,
            )  # fmt: skip
        worker = cls(process, *await asyncio.open_connection(sock=ours))
        try:
            async with asyncio.timeout(seconds):
                worker.entities = await worker._loaded(plan)
        except BaseException as error:
            await worker.end()
            if isinstance(error, TimeoutError):
                raise UnusableDetectorError(f"not loaded within {seconds:.0f} s") from None
            if isinstance(error, BrokenFrameError | Refusal | OSError):
                raise UnusableDetectorError(_ENDED) from None
            raise
        return worker

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """False once it ended or was killed."""
        return self._process.returncode is None and not self._writer.is_closing()

    async def ask(self, request: bytes) -> JsonObject:
        """Its answer. Raises `BrokenFrameError` or `Refusal` for anything that is none; then kill it."""
        try:
            self._writer.write(request)
            await self._writer.drain()
        except OSError:
            raise BrokenFrameError from None
        return parse(await read_reply(self._reader), _REPLY)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self._writer.transport.abort()
        if self._process.returncode is None:
            self._process.kill()

    async def ended(self) -> None:
        """Wait until the process is gone."""
        await self._process.wait()

    async def end(self) -> None:
        """Kill it and wait until it is gone."""
        self.kill()
        await self._process.wait()

    async def _loaded(self, plan: JsonObject) -> tuple[str, ...]:
        answer = await self.ask(framed(plan))
        entities = answer.get("entities")
        if isinstance(entities, list) and all(isinstance(each, str) for each in entities):
            return tuple(map(str, entities))
        raise UnusableDetectorError(str(answer.get("problem", "the process does not say that it is ready")))
