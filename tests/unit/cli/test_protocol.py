"""A connection tells the calls that it carries when their caller leaves, and forgets those that were answered."""

import asyncio
import socket
import struct

import pytest

from tests.support.lines import REQUEST, App, answered, listening


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

        assert not made[0].app_state, "it does not hold itself"
        assert made[0].timeout_keep_alive_task is None
