"""The load generator: a closed loop over keep-alive connections, in a process of its own.

Reads a ``Window`` as JSON on stdin, writes a ``Tally`` as JSON on stdout. It reads the CPU clock of the
system under test itself, before the first counted call and after the last, so that nothing else is counted.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from typing import cast

import uvloop

from tests.bench.processes import cpu_seconds

CALL_LIMIT_SECONDS = 60.0


class CallFailed(Exception):
    """A call was not answered with 200, or not with the whole answer; the bench stops."""


@dataclass(frozen=True, slots=True)
class Window:
    """What to send where, for how long; times in seconds."""

    port: int
    path: str
    headers: dict[str, str]
    body: str
    connections: int
    seconds: float
    warm_seconds: float
    first: str
    last: str
    pids: list[int] = field(default_factory=list)
    ramp_seconds: float = 0.0
    """In which the connections begin, one after the other."""
    every_seconds: float = 0.0
    """From one call of a connection to its next; 0: as soon as the last one is answered."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one window measured: calls, wall and CPU seconds, and of each call its two times in seconds."""

    calls: int
    wall: float
    cpu: float
    latencies: list[float]
    first_token: list[float]


class Connection(asyncio.Protocol):
    """One keep-alive connection with one call at a time."""

    def __init__(self, first: bytes, last: bytes) -> None:
        self._first, self._last = first, last
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._first_at = 0.0
        self._done: asyncio.Future[float] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to send on."""
        # uvloop's transports do not inherit from asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    async def call(self, request: bytes) -> tuple[float, float]:
        """Send the request; seconds to the first word and to the end of the answer. Raises CallFailed."""
        if self._transport is None:
            raise CallFailed("no connection")
        self._received, self._first_at = b"", 0.0
        self._done = asyncio.get_running_loop().create_future()
        started = time.perf_counter()
        self._transport.write(request)
        async with asyncio.timeout(CALL_LIMIT_SECONDS):
            ended = await self._done
        return self._first_at - started, ended - started

    def data_received(self, data: bytes) -> None:
        """Note when the first word arrives and when the answer is complete."""
        self._received += data
        if not self._first_at and self._first in self._received:
            self._first_at = time.perf_counter()
        if _is_complete(self._received):
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection closed in mid-answer fails the call."""
        if self._done and not self._done.done():
            self._done.set_exception(CallFailed(f"connection lost: {exc}"))

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def _finish(self) -> None:
        if self._done is None or self._done.done():
            return
        if self._received.startswith(b"HTTP/1.1 200") and self._last in self._received:
            self._done.set_result(time.perf_counter())
        else:
            self._done.set_exception(CallFailed(self._received[:600].decode("utf-8", "replace")))


def _is_complete(received: bytes) -> bool:
    """Whether the one response in ``received`` has ended, by its length or its last chunk."""
    head, found, content = received.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        return len(content) >= int(lower[at + 15 :].split(b"\r\n", 1)[0])
    return content.endswith(b"0\r\n\r\n")


def request_bytes(window: Window) -> bytes:
    """The one HTTP request that the window repeats."""
    content = window.body.encode()
    headers = {
        "Host": f"127.0.0.1:{window.port}",
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
        **window.headers,
    }
    lines = [f"POST {window.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


async def measure(window: Window) -> Tally:
    """Warm up, then call in a closed loop until the time is over; every call begun is waited for."""
    loop = asyncio.get_running_loop()
    request = request_bytes(window)
    connections = []
    for _ in range(window.connections):
        _, connection = await loop.create_connection(
            lambda: Connection(window.first.encode(), window.last.encode()), "127.0.0.1", window.port
        )
        connections.append(connection)
    try:
        return await _measure(connections, request, window)
    finally:
        for connection in connections:
            connection.close()


async def _measure(connections: list[Connection], request: bytes, window: Window) -> Tally:
    if not window.ramp_seconds:
        await _loop_all(connections, request, replace(window, seconds=window.warm_seconds))
    cpu_before, before = cpu_seconds(window.pids), time.perf_counter()
    times = await _loop_all(connections, request, window)
    wall, cpu = time.perf_counter() - before, cpu_seconds(window.pids) - cpu_before
    return Tally(len(times), wall, cpu, [end for _, end in times], [first for first, _ in times])


async def _loop_all(connections: list[Connection], request: bytes, window: Window) -> list[tuple[float, float]]:
    until = time.perf_counter() + window.seconds

    async def repeat(number: int, connection: Connection) -> list[tuple[float, float]]:
        await asyncio.sleep(window.ramp_seconds * number / len(connections))
        due = time.perf_counter()
        times = [await connection.call(request)]
        while time.perf_counter() < until:
            due += window.every_seconds
            await asyncio.sleep(due - time.perf_counter())
            times.append(await connection.call(request))
        return times

    each = await asyncio.gather(*(repeat(*each) for each in enumerate(connections)))
    return [pair for times in each for pair in times]


if __name__ == "__main__":
    json.dump(asdict(uvloop.run(measure(Window(**json.load(sys.stdin))))), sys.stdout)
