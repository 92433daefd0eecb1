"""A provider on loopback that records every byte it receives, and answers as the test tells it to.

    async with RecordingUpstream() as upstream:
        upstream.answer_with(Says("hello"))              # or a Reply, or a function of the Received
        ...                                              # call something with base_url=upstream.base_url
        assert upstream.requests[0].json["model"] == "m"

`Says` and `Calls` (`tests/support/upstream_answers.py`) answer in the wire that was called, whole or streamed
as the body asks. A `Reply` is the answer to the byte: status, headers, pieces, pauses, and where it breaks
off. It speaks HTTP/1.1 over plain asyncio, so that it can also speak it wrongly.
"""

import asyncio
import json
import struct
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from socket import SO_LINGER, SOL_SOCKET, socket
from types import TracebackType
from typing import Any, Protocol, Self

FOREVER = 3600.0
PATIENCE_SECONDS = 60.0
"""For what must happen, however busy the machine is."""


class End(StrEnum):
    """How an answer's body ends."""

    ORDERLY = "orderly"
    """As its framing says; the connection stays open for the next request."""
    CLOSE = "close"
    """The connection is closed after the last piece, whatever the framing promised."""
    RESET = "reset"
    """TCP reset after the last piece."""
    HANG = "hang"
    """Nothing more comes, and nothing is closed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to the byte. `pieces` are written one by one, `pause_seconds` apart."""

    pieces: tuple[bytes, ...] = ()
    status: int = 200
    content_type: str | None = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    chunked: bool = False
    wait_seconds: float = 0.0
    """Silence before the status line."""
    pause_seconds: float = 0.0
    end: End = End.ORDERLY
    raw: bytes | None = None
    """Written instead of status line and headers, for answers that are no HTTP."""


@dataclass(slots=True)
class Received:
    """One request as it came in. Times are monotonic seconds of this process's clock."""

    connection: int
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    head: bytes
    first_byte_at: float
    body: bytes = b""
    complete_at: float | None = None
    answered_at: float | None = None
    """When the last piece was written."""
    closed_at: float | None = None
    """When the client closed, or broke off, this connection."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def json(self) -> Any:  # noqa: ANN401 - tests look into it as they know it
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def raw(self) -> bytes:
        """Every byte of the request."""
        return self.head + self.body

    def header(self, name: str) -> str | None:
        """A header's only value; fails when it came twice."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) <= 1, f"{name} came {len(values)} times"
        return values[0] if values else None

    async def closed_within(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """True once the client has closed the connection, false if it has not after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.gone.wait()
        return self.gone.is_set()


class Answering(Protocol):
    """Something that makes a reply when it sees the request."""

    def reply(self, received: Received) -> Reply:
        """The reply to this request."""
        ...


Answer = Reply | Answering | Callable[[Received], "Reply | Answering | Awaitable[Reply | Answering]"]


class RecordingUpstream:
    """The server; see the module. An async context manager."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        """Every request whose head arrived, in that order."""
        self.connections = 0
        """How often a client connected."""
        self._answers: list[Answer] = []
        self._always: Answer = Reply(pieces=(b"{}",))
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=2**26)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._open:
            writer.transport.abort()

    @property
    def origin(self) -> str:
        """Scheme, address and port."""
        assert self._server is not None
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    @property
    def base_url(self) -> str:
        """What a provider's `base_url` is set to; both wires live below it."""
        return self.origin + "/v1"

    @property
    def bodies(self) -> list[bytes]:
        """The bodies received so far."""
        return [request.body for request in self.requests]

    @property
    def everything(self) -> bytes:
        """Every byte received, for canary searches."""
        return b"\n".join(request.raw for request in self.requests)

    def answer_with(self, *answers: Answer) -> None:
        """Answer the next requests with these, one each; the last one also all that follow."""
        self._answers = list(answers[:-1])
        self._always = answers[-1]

    async def received(self, count: int = 1, within: float = PATIENCE_SECONDS) -> Received:
        """Wait until `count` requests have arrived; the latest of them."""
        async with asyncio.timeout(within):
            while len(self.requests) < count or self.requests[count - 1].complete_at is None:
                self._arrived.clear()
                await self._arrived.wait()
        return self.requests[count - 1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        number = self.connections
        try:
            while await self._one(number, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(writer)
            self._tasks.discard(task)
            self._mark_closed(number)
            writer.close()

    async def _one(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serve one request; True when the connection may carry another."""
        first = await reader.readexactly(1)
        at = time.monotonic()
        head = first + await reader.readuntil(b"\r\n\r\n")
        received = _parse(number, head, at)
        self.requests.append(received)
        length = int(received.header("content-length") or 0)
        received.body = await reader.readexactly(length)
        received.complete_at = time.monotonic()
        self._arrived.set()
        reply = await _resolve(self._answers.pop(0) if self._answers else self._always, received)
        return await self._send(reply, received, reader, writer)

    async def _send(
        self, reply: Reply, received: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        sending = asyncio.ensure_future(_write(reply, received, writer))
        watching = asyncio.ensure_future(_client_gone(reader))
        try:
            await asyncio.wait({sending, watching}, return_when=asyncio.FIRST_COMPLETED)
            if not sending.done():
                self._mark_closed(received.connection)
                return False
            await sending
        finally:
            sending.cancel()
            watching.cancel()
            await asyncio.gather(sending, watching, return_exceptions=True)
        if reply.end is End.RESET and not writer.transport.is_closing():
            sock: socket = writer.get_extra_info("socket")
            sock.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        return reply.end is End.ORDERLY and not reader.at_eof()

    def _mark_closed(self, number: int) -> None:
        for request in self.requests:
            if request.connection == number and request.closed_at is None:
                request.closed_at = time.monotonic()
                request.gone.set()


def _parse(number: int, head: bytes, at: float) -> Received:
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    pairs = tuple((k.strip(), v.strip()) for k, _, v in (line.partition(":") for line in lines[1:] if line))
    return Received(number, method, path, pairs, head, at)


async def _resolve(answer: Answer, received: Received) -> Reply:
    while not isinstance(answer, Reply):
        if callable(answer):
            made = answer(received)
            answer = await made if isinstance(made, Awaitable) else made
        else:
            answer = answer.reply(received)
    return answer


async def _client_gone(reader: asyncio.StreamReader) -> None:
    """Return when the client closes; a pipelining client would be a fault of its own."""
    with suppress(ConnectionError):
        while not reader.at_eof():
            await asyncio.sleep(0.005)
            if reader.exception() is not None:
                return


async def _write(reply: Reply, received: Received, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(reply.wait_seconds)
    writer.write(_head(reply) if reply.raw is None else reply.raw)
    for position, piece in enumerate(reply.pieces):
        if position or reply.pause_seconds:
            await asyncio.sleep(reply.pause_seconds)
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece) if reply.chunked else piece)
        await writer.drain()
    received.answered_at = time.monotonic()
    if reply.end is End.HANG:
        await asyncio.sleep(FOREVER)
    if reply.chunked and reply.end is End.ORDERLY:
        writer.write(b"0\r\n\r\n")
    await writer.drain()


def _head(reply: Reply) -> bytes:
    headers = list(reply.headers)
    if reply.content_type is not None:
        headers.append(("content-type", reply.content_type))
    named = {name.lower() for name, _ in headers}
    if reply.chunked:
        headers.append(("transfer-encoding", "chunked"))
    elif "content-length" not in named:
        headers.append(("content-length", str(sum(map(len, reply.pieces)))))
    lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1")
