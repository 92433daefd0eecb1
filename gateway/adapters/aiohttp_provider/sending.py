"""One request and its answer on a pooled connection: one write, nothing followed, nothing repeated.

aiohttp connects, pools and reads; its session is left out. It builds, for each request, objects and timers that a call of one
fixed form has no use for (a third of a small call's time), and writes head and body from a task of its own, where here the
permit is asked in the very block that writes both.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import lru_cache
from types import TracebackType
from typing import NoReturn

from aiohttp import ClientTimeout, StreamReader
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import RawResponseMessage

from gateway.adapters.aiohttp_provider.destination import head, request_to
from gateway.adapters.aiohttp_provider.failures import TRANSLATING, refuse_status
from gateway.adapters.aiohttp_provider.gated_write import write_gated
from gateway.adapters.aiohttp_provider.patience import Patience
from gateway.adapters.aiohttp_provider.pools import Pool, Pools
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing
from gateway.ports.provider import MAX_STREAM_BYTES, Gate, Made, Reading

LINGER_SECONDS = 0.25
"""How long more is waited for after the answer's own end, in all: for the end of its framing, so that the connection can be used
again, and for what makes it an answer that goes on after its end. What comes later is never read: the connection is closed.
"""
_IDENTITY = frozenset({"", "identity"})
_SWITCHING = 101
_FINAL = 200
"""Statuses below are news on the way (`100 Continue`, `103 Early Hints`), but for a switch of protocols."""


class Arrived:
    """An answer whose status said success; see the `Arriving` port."""

    def __init__(self, message: RawResponseMessage, payload: StreamReader, patience: Patience) -> None:
        """Take the answer; its content type is read here."""
        self._payload = payload
        self._patience = patience
        self._until: float | None = None
        self.content_type = message.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def whole(self, limit_bytes: int) -> bytes:
        """See the port."""
        pieces: list[bytes] = []
        left, more = limit_bytes, self._payload.readany
        try:
            with TRANSLATING:
                while piece := await more():
                    self._patience.heard()
                    left -= len(piece)
                    if left < 0:
                        _refuse_length()
                    pieces.append(piece)
        except Refusal:
            self._raise_again()
        return b"".join(pieces)

    def read(self, reading: Reading[Made]) -> AsyncIterator[Made]:
        """See the port."""
        return self._read(reading)

    async def _read(self, reading: Reading[Made]) -> AsyncIterator[Made]:
        left, more = MAX_STREAM_BYTES, self._payload.readany
        try:
            with TRANSLATING:
                while piece := await (self._lingering() if reading.has_ended else more()):
                    left -= len(piece)
                    if left < 0:
                        _refuse_length()
                    if made := reading.feed(piece):
                        self._patience.rest()
                        yield made
                    self._patience.heard()
        except Refusal:
            self._raise_again()
        reading.close()

    def _raise_again(self) -> NoReturn:
        """What is being handled; of an answer that was cut, that it took too long."""
        if self._patience.is_over:
            raise Refusal(Code.PROVIDER_TIMEOUT) from None
        raise  # noqa: PLE0704 - called by a handler

    async def _lingering(self) -> bytes:
        """The next piece, or nothing once `LINGER_SECONDS` have passed since this was first asked."""
        now = asyncio.get_running_loop().time()
        if self._until is None:
            self._until = now + LINGER_SECONDS
        if now >= self._until:  # what is here already would be read without a wait, again and again
            return b""
        lingering = asyncio.timeout_at(self._until)
        try:
            async with lingering:
                return await self._payload.readany()
        except TimeoutError:
            if lingering.expired():
                return b""
            raise


def _refuse_length() -> NoReturn:
    raise Refusal(Code.PROVIDER_ERROR)


class Sending:
    """The context that `Egress.send` promises. Entered once: a second time would be a second dial, and raises `internal`."""

    __slots__ = (
        "_connection",
        "_credentials",
        "_gate",
        "_outgoing",
        "_patience",
        "_payload",
        "_pool",
        "_pools",
        "_timeouts",
        "_to",
    )

    def __init__(
        self,
        pools: Pools,
        to: str,
        outgoing: Outgoing,
        credentials: Sequence[tuple[str, str]],
        gate: Gate,
        timeouts: Timeouts,
    ) -> None:
        """`to` names the pool."""
        self._pools, self._to = pools, to
        self._outgoing, self._credentials = outgoing, credentials
        self._gate, self._timeouts = gate, timeouts
        self._pool: Pool | None = None
        self._connection: Connection | None = None
        self._payload: StreamReader | None = None
        self._patience: Patience | None = None

    async def __aenter__(self) -> Arrived:
        """Connect, write, and wait for the head of the answer."""
        if self._pool is not None:
            raise Refusal(Code.INTERNAL)
        self._pool = self._pools.taken(self._to)
        self._patience = patience = Patience(self._timeouts, self._cut)
        try:
            await self._pools.evict()
            with TRANSLATING:
                return await self._answered(self._pool, patience)
        except Refusal:
            self._leave()
            if patience.is_over:
                raise Refusal(Code.PROVIDER_TIMEOUT) from None
            raise
        except BaseException:
            self._leave()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What has not ended is broken off; after an orderly end the connection goes back to its pool."""
        self._leave()

    async def _answered(self, pool: Pool, patience: Patience) -> Arrived:
        outgoing, timeouts, credentials = self._outgoing, self._timeouts, self._credentials
        assert_bounds(outgoing, credentials)
        request = request_to(outgoing.method, outgoing.url)
        first = head(request, (*outgoing.headers, *credentials), len(outgoing.body))
        self._connection = await pool.connector.connect(request, [], _limits(timeouts))
        line = _Line(pool.ready(self._connection))
        await asyncio.sleep(0)  # one turn of the loop: what waits on a kept connection shows before it is written to
        await write_gated(line, first, outgoing.body, self._gate)
        patience.expect(timeouts.first_byte_seconds)
        message, self._payload = await line.answer()
        refuse_status(message.code, message.headers)
        outgoing.bounds.assert_answered(message.headers)
        if message.headers.get("content-encoding", "").strip().lower() not in _IDENTITY:
            raise Refusal(Code.PROVIDER_ERROR)
        patience.expect(timeouts.idle_seconds)
        return Arrived(message, self._payload, patience)

    def _cut(self) -> None:
        """Patience is over: whoever waits for the answer is told, and nothing more leaves or comes."""
        if self._connection is None or self._connection.protocol is None:
            return
        waiting = self._payload or self._connection.protocol
        waiting.set_exception(TimeoutError())
        self._abort(self._connection)

    def _leave(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None  # it can cut this call: a circle would keep all of it until the collector comes by
        if self._pool is not None:
            self._pool.users -= 1
        connection, payload = self._connection, self._payload
        if connection is None:
            return
        if payload is not None and not payload.at_eof():
            with suppress(Exception):
                payload.read_nowait()  # dropped: a pooled connection would hold it until its next use
        if payload is not None and payload.is_eof() and self._pool is not None:
            self._pool.give_back(connection)
        else:
            self._abort(connection)
            connection.close()

    @staticmethod
    def _abort(connection: Connection) -> None:
        """Drop the connection, and what was not sent yet, at once: closing would first flush it."""
        if connection.transport is not None:
            connection.transport.abort()


def assert_bounds(outgoing: Outgoing, credentials: Sequence[tuple[str, str]]) -> None:
    """Raise `internal` unless everything that would be written is within its bounds."""
    outgoing.bounds.assert_sent(outgoing.method, outgoing.url, outgoing.headers, credentials, outgoing.read_last())


class _Line:
    """aiohttp's side of one connection; a `gated_write.Line`."""

    def __init__(self, protocol: ResponseHandler) -> None:
        self._protocol = protocol

    @property
    def is_fit(self) -> bool:
        return self._protocol.is_connected() and not self._protocol.should_close

    def write(self, head: bytes, body: bytes) -> None:
        transport = self._protocol.transport
        if transport is None:
            raise Refusal(Code.PROVIDER_ERROR)
        transport.writelines((head, body))

    async def answer(self) -> tuple[RawResponseMessage, StreamReader]:
        while True:
            message, payload = await self._protocol.read()
            if message.code >= _FINAL or message.code == _SWITCHING:
                return message, payload


@lru_cache(maxsize=64)
def _limits(timeouts: Timeouts) -> ClientTimeout:
    return ClientTimeout(total=None, connect=min(timeouts.connect_seconds, timeouts.total_seconds))
