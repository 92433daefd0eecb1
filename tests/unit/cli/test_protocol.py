"""A connection tells the calls that it carries when their caller leaves, and forgets those that were answered."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from uvicorn.server import ServerState

from gateway.cli import protocol
from gateway.cli.protocol import LineProtocol
from gateway.http.asgi import AsgiApp, Connection, Receive, Scope, Send, connection
from tests.support.timers import Timers

POURED = 320
"""Pieces of 64 KiB: 20 MiB."""
LARGE = POURED * 2**16
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


async def test_only_a_call_that_is_still_there_is_told_that_the_caller_left() -> None:
    app = App()
    async with listening(app) as (port, _):
        writer = await answered(port)
        writer.write(REQUEST)
        for _ in range(2):
            await app.begun.acquire()

        was_lost = app.lines[1].is_lost
        writer.close()
        await app.someone_was_told.wait()

        assert (was_lost, app.lines[1].is_lost) == (False, True)
        assert app.told == ["call 1"]


async def test_a_connection_knows_whether_all_of_a_request_is_here() -> None:
    app = App()
    async with listening(app) as (port, _), asyncio.timeout(10):
        writer = await answered(port)
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nha")
        for _ in range(2):
            await app.begun.acquire()

        was_received = app.lines[1].is_received
        writer.write(b"lf")
        await app.whole.wait()

        assert (was_received, app.lines[1].is_received) == (False, True)
        writer.close()


class Pouring:
    """Sends far more than sockets hold, piece by piece."""

    def __init__(self) -> None:
        self.is_lost = asyncio.Event()
        self.sent = self.sent_before_loss = 0

    def _lose(self) -> None:
        self.sent_before_loss = self.sent
        self.is_lost.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection(scope).when_lost(self._lose)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(POURED):
            await send({"type": "http.response.body", "body": bytes(2**16), "more_body": True})
            self.sent += 1
        await send({"type": "http.response.body", "body": b""})


async def test_a_caller_who_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "STALL_SECONDS", 0.1)
    app = Pouring()
    async with listening(app) as (port, made), asyncio.timeout(10):
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(REQUEST)
        await app.is_lost.wait()

        assert made[0].is_lost
        assert app.sent_before_loss < POURED
        writer.close()


async def test_a_caller_who_takes_of_one_large_piece_gets_all_of_it() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % LARGE)]})
        await send({"type": "http.response.body", "body": bytes(LARGE)})

    stalls, looks, taken = Timers(protocol.STALL_SECONDS), 0, 0
    with stalls.held():
        async with listening(app) as (port, made), asyncio.timeout(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
            writer.write(REQUEST)
            await reader.readuntil(b"\r\n\r\n")
            waiting = made[0].transport.get_write_buffer_size()
            while piece := await reader.read(2**16):
                taken += len(piece)
                left = made[0].transport.get_write_buffer_size()
                if left <= waiting - protocol.TAKEN_BYTES:
                    waiting, looks = left, looks + stalls.run_out()
                if taken == LARGE:
                    break
            writer.close()

    assert (taken, looks > 1) == (LARGE, True)


async def test_a_caller_who_takes_his_time_gets_all() -> None:
    app = Pouring()
    async with listening(app) as (port, _), asyncio.timeout(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(REQUEST)
        await asyncio.sleep(0.3)
        stopped = app.sent
        while app.sent < POURED:
            await reader.read(2**16)

        assert stopped < POURED
        assert not app.is_lost.is_set()
        writer.close()


@pytest.mark.parametrize("body", [b"", b"content-length: 90\r\n\r\nhalf a secret"])
async def test_an_open_connection_holds_nothing_of_the_call_that_it_answered(body: bytes) -> None:
    async with listening(App()) as (port, made):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST / HTTP/1.1\r\nhost: x\r\nx-secret: of one call\r\n" + (body or b"content-length: 0\r\n\r\n")
        )
        await reader.readuntil(b"\r\n\r\n")

        (line,) = made
        assert not line.is_lost
        assert not line.headers
        assert dict(line.scope) == {}
        assert dict(line.cycle.scope) == {}
        assert not line.cycle.body
        writer.close()


async def test_a_connection_that_is_reset_after_its_answer_is_let_go_at_once() -> None:
    async with listening(App()) as (port, made):
        writer = await answered(port)
        lost = asyncio.Event()
        made[0].when_lost(lost.set)
        assert made[0].timeout_keep_alive_task

        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        await lost.wait()

        assert made[0].timeout_keep_alive_task is None


async def said_to(port: int, *pieces: bytes) -> bytes:
    """What comes back for these pieces, until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def head_of(size: int) -> bytes:
    """A request whose head counts so many bytes, and the end of its connection."""
    rest = len(b"/") + len(b"host: x\r\n") + len(b"connection: close\r\n") + len(b"a: \r\n")
    return b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\na: " + b"b" * (size - rest) + b"\r\n\r\n"


@pytest.mark.parametrize(("over", "status"), [(-1, b"204"), (0, b"204"), (1, b"400")])
async def test_a_head_is_taken_up_to_its_limit(over: int, status: bytes) -> None:
    async with listening(App()) as (port, _), asyncio.timeout(10):
        assert status in (await said_to(port, head_of(protocol.MAX_HEAD_BYTES + over))).split(b"\r\n")[0]


async def test_a_head_without_end_is_refused_before_it_is_whole() -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(10):
        said = await said_to(port, b"GET / HTTP/1.1\r\na: ", *[b"b" * 10_000] * 3)

        assert said.startswith(b"HTTP/1.1 400 ") or not said
        assert not app.lines
        assert made[0].is_lost


async def test_a_head_of_many_empty_fields_is_refused_before_it_is_whole_although_all_of_it_comes_at_once() -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(5):
        await said_to(port, b"GET / HTTP/1.1\r\nhost: x\r\n" + b"a:\r\n" * 5_000)

        assert not app.lines
        assert made[0].is_lost


@pytest.mark.parametrize(
    ("behind", "is_too_much"),
    [(b"a: b\r\n" * 10 + b"\r\n", False), (b"a: b\r\n" * 5_000, True), (b"a: " + b"b" * 30_000, True)],
    ids=["few", "many", "one long"],
)
async def test_fields_behind_a_body_are_dropped_and_too_much_of_them_ends_the_connection(
    behind: bytes,
    is_too_much: bool,  # noqa: FBT001 - called by a table
) -> None:
    app = App()
    async with listening(app) as (port, made), asyncio.timeout(5):
        writer = await answered(port)
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n")
        for _ in range(2):
            await app.begun.acquire()
        writer.write(behind)
        await (app.someone_was_told if is_too_much else app.whole).wait()

        assert b"a" not in dict(made[0].headers)
        assert made[0].is_lost == is_too_much
        writer.close()


async def test_a_head_that_comes_slowly_is_refused_and_one_that_comes_in_pieces_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = App()
    async with listening(app) as (port, _), asyncio.timeout(10):
        whole = head_of(200)
        assert b" 204 " in await said_to(port, whole[:30], whole[30:])
        monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.05)
        assert b" 400 " in await said_to(port, whole[:30])
        assert len(app.lines) == 1


async def test_a_connection_on_which_nothing_comes_is_ended() -> None:
    async with listening(App(), idle_seconds=1) as (port, _), asyncio.timeout(10):
        assert await said_to(port) == b""
