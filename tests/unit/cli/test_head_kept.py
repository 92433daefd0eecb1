"""A caller gets an answer's head and its first piece in one read; nothing that belongs before, behind or without them is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
import uvicorn
from uvicorn.server import ServerState

from gateway.cli.protocol import LineProtocol
from gateway.http.asgi import Message, Receive, Scope, Send

START: Message = {"type": "http.response.start", "status": 200, "headers": []}
HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


class Recorded(asyncio.Transport):
    """A connection that keeps what is handed to it, write by write."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.writes: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def writelines(self, list_of_data: object) -> None:
        assert isinstance(list_of_data, Sequence)
        self.writes.append(b"".join(list_of_data))

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def resume_reading(self) -> None:
        """It was not paused."""


def body(piece: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": piece, "more_body": more}


async def written(messages: Sequence[Message], *fields: bytes, method: bytes = b"POST") -> Recorded:
    """What an application that sends these writes, after it has read the request."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        await receive()
        for message in messages:
            await send(message)

    protocol = LineProtocol(uvicorn.Config(app, lifespan="off", log_level="critical"), ServerState(), {})
    line = Recorded()
    protocol.connection_made(line)
    protocol.data_received(b"\r\n".join([method + b" / HTTP/1.1", b"host: x", *fields, b"", b""]))
    await asyncio.gather(*protocol.tasks, return_exceptions=True)
    protocol.connection_lost(None)
    return line


async def test_the_head_goes_with_the_first_piece_and_further_pieces_go_by_themselves() -> None:
    line = await written([START, body(b"one"), body(b"two"), body(b"", more=False)])

    assert line.writes == [HEAD + b"3\r\none\r\n", b"3\r\ntwo\r\n", b"0\r\n\r\n"]


async def test_a_whole_answer_is_one_write() -> None:
    start = {**START, "headers": [(b"content-length", b"2")]}

    line = await written([start, body(b"{}", more=False)])

    assert line.writes == [b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"]


async def test_an_answer_without_a_body_is_written() -> None:
    line = await written([{**START, "status": 204}, body(b"", more=False)])

    assert b"".join(line.writes) == b"HTTP/1.1 204 No Content\r\n\r\n"


async def test_who_waits_for_a_go_ahead_gets_it_before_the_answer() -> None:
    line = await written([START, body(b"x", more=False)], b"expect: 100-continue")

    assert line.writes == [b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"1\r\nx\r\n0\r\n\r\n"]


async def test_an_answer_that_breaks_off_behind_its_head_still_shows_it_and_ends_the_connection() -> None:
    line = await written([START])

    assert (line.writes, line.is_closed) == ([HEAD], True)


@pytest.mark.parametrize("method", [b"HEAD", b"GET"])
async def test_the_head_of_what_may_have_no_body_is_not_kept(method: bytes) -> None:
    line = await written([START, body(b"", more=False)], method=method)

    assert line.writes[0].startswith(b"HTTP/1.1 200 OK\r\n")


async def test_an_answer_that_has_begun_holds_the_connection_itself() -> None:
    transports: list[object] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        for message in (START, body(b"one"), body(b"", more=False)):
            await send(message)
            transports.append(protocol.cycle.transport)

    protocol = LineProtocol(uvicorn.Config(app, lifespan="off", log_level="critical"), ServerState(), {})
    line = Recorded()
    protocol.connection_made(line)
    protocol.data_received(b"POST / HTTP/1.1\r\nhost: x\r\n\r\n")
    await asyncio.gather(*protocol.tasks)
    protocol.connection_lost(None)

    assert [each is line for each in transports] == [False, True, True]
