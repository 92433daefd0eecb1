"""A caller who takes nothing of his answer is left; one who takes his time is not."""

import asyncio

import pytest

from gateway.cli import stall
from gateway.http.asgi import Receive, Scope, Send, connection
from tests.support.lines import REQUEST, listening
from tests.support.timers import Timers

POURED = 320
"""Pieces of 64 KiB: 20 MiB."""
LARGE = POURED * 2**16


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
    monkeypatch.setattr(stall, "STALL_SECONDS", 0.1)
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

    stalls, looks, taken = Timers(stall.STALL_SECONDS), 0, 0
    with stalls.held():
        async with listening(app) as (port, made), asyncio.timeout(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
            writer.write(REQUEST)
            await reader.readuntil(b"\r\n\r\n")
            waiting = made[0].transport.get_write_buffer_size()
            while piece := await reader.read(2**16):
                taken += len(piece)
                left = made[0].transport.get_write_buffer_size()
                if left <= waiting - stall.TAKEN_BYTES:
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
