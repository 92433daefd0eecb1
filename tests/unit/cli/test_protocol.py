"""A connection tells the calls that it carries when their caller leaves, each by its own wish."""

import asyncio

import uvicorn
from uvicorn.server import ServerState

from gateway.cli.protocol import LineProtocol
from gateway.http.asgi import Connection, Receive, Scope, Send, connection

REQUEST = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


class App:
    """Answers its first request at once, and keeps every further one waiting."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.lines: list[Connection] = []
        self.begun = asyncio.Semaphore(0)
        self.someone_was_told = asyncio.Event()

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
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        line.forget(tell)


async def test_only_a_call_that_is_still_there_is_told_that_the_caller_left() -> None:
    app = App()
    config = uvicorn.Config(app, lifespan="off", log_level="error")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: LineProtocol(config, ServerState(), {}), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    await reader.readuntil(b"\r\n\r\n")
    writer.write(REQUEST)
    for _ in range(2):
        await app.begun.acquire()

    was_lost = app.lines[1].is_lost
    writer.close()
    await app.someone_was_told.wait()

    assert (was_lost, app.lines[1].is_lost) == (False, True)
    assert app.told == ["call 1"]
    server.close()
    await server.wait_closed()
