"""Connections of `isogate serve`'s own protocol, made to an application of a test's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from uvicorn.server import ServerState

from gateway.cli.protocol import LineProtocol
from gateway.http.asgi import AsgiApp, Connection, Receive, Scope, Send, connection

REQUEST = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


class App:
    """Answers its first request at once, and keeps every further one waiting."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.lines: list[Connection] = []
        self.begun = asyncio.Semaphore(0)
        self.someone_was_told = asyncio.Event()
        self.whole = asyncio.Event()
        """A further request was read to its end."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = connection(scope)
        name = f"call {len(self.lines)}"
        self.lines.append(line)

        def tell() -> None:
            self.told.append(name)
            self.someone_was_told.set()

        line.when_lost(tell)
        self.begun.release()
        if len(self.lines) > 1:
            while (message := await receive())["type"] != "http.disconnect":
                if not message["more_body"]:
                    self.whole.set()
            return
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        line.forget(tell)


@asynccontextmanager
async def listening(app: AsgiApp, idle_seconds: int = 3600) -> AsyncIterator[tuple[int, list[LineProtocol]]]:
    """A port, and the connections made to it so far."""
    config = uvicorn.Config(app, lifespan="off", log_level="error", timeout_keep_alive=idle_seconds)
    made: list[LineProtocol] = []

    def new() -> LineProtocol:
        made.append(LineProtocol(config, ServerState(), {}))
        return made[-1]

    server = await asyncio.get_running_loop().create_server(new, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], made
    server.close()
    await server.wait_closed()


async def answered(port: int) -> asyncio.StreamWriter:
    """A connection that stays open after its first request was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    await reader.readuntil(b"\r\n\r\n")
    return writer
