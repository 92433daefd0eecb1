"""A provider on a loopback port that keeps what it gets, to the byte, and answers in the manner it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_HEAD_END = b"\r\n\r\n"
_LENGTH = "content-length"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: `raw` is all of it."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What it says: a status, headers, and the body in the pieces in which it leaves."""

    pieces: Sequence[bytes]
    content_type: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RecordingUpstream:
    """Where it listens, what it got so far, and how it answers: `answer` may be exchanged at any time."""

    url: str
    answer: Callable[[Request], Answer]
    received: list[Request] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until its client leaves."""
        try:
            while True:
                request = await _read(reader)
                self.received.append(request)
                await _write(writer, self.answer(request))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@asynccontextmanager
async def recording(answer: Callable[[Request], Answer]) -> AsyncIterator[RecordingUpstream]:
    """While inside, it listens on a free port of this machine."""
    upstream = RecordingUpstream("", answer)
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    upstream.url = f"http://{host}:{port}"
    try:
        yield upstream
    finally:
        server.close()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(_HEAD_END)
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get(_LENGTH, "0")))
    return Request(first.split(" ")[1], headers, body, head + body)


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    """In chunks, each piece one of them: a client's parser sees the pieces apart, however the network joins them."""
    headers = {"content-type": answer.content_type, "transfer-encoding": "chunked", **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    writer.write("\r\n".join(lines).encode("latin-1") + _HEAD_END)
    for piece in answer.pieces:
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    writer.write(b"0\r\n\r\n")
    await writer.drain()
