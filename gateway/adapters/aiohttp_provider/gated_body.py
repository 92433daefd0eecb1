"""A request body whose first byte leaves in the block that saw the gate open."""

from __future__ import annotations

from asyncio import WriteTransport
from typing import NoReturn

from aiohttp import Payload
from aiohttp.abc import AbstractStreamWriter

from gateway.core.errors import Code, Refusal
from gateway.ports.provider import Gate

RENEWALS = 2
"""A permit that has run out again when its renewal returns is asked for once more, then the call is refused:
the store is slower than the 200 ms that a permit lives.
"""


class GatedBody(Payload):
    """`body`, written once, whole, and only while `gate` is open.

    aiohttp keeps the request's head until the body's first byte, so nothing at all is written before.
    `failure` holds what kept the body from being written: aiohttp wraps what a payload raises, and the caller
    wants to see a refusal as it was raised.
    """

    def __init__(self, body: bytes, gate: Gate) -> None:
        """Take the bytes; nothing is asked yet."""
        super().__init__(body, content_type="application/json")
        self._size = len(body)
        self._body = body
        self._gate = gate
        self._transport: WriteTransport | None = None
        self._begun = False
        self.failure: Exception | None = None
        self.is_written = False
        """True once the body left. What "answers" before that is no answer to it."""

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> NoReturn:
        """Refused: a request body is bytes, and nothing but its writing reads it."""
        del encoding, errors
        raise Refusal(Code.INTERNAL)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Ask the gate, then write. A second call would be a second dial, and raises `internal`."""
        try:
            await self._open_gate(writer)
            # Nothing is awaited between the gate's last word and the transport's write inside `write`.
            await writer.write(self._body)
            self.is_written = True
        except Exception as error:
            self.failure = error
            raise

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        """As `write`: the declared length is the body's own."""
        del content_length
        await self.write(writer)

    def abort(self) -> None:
        """Drop the connection, and what was not sent yet, at once: closing would first flush it."""
        if self._transport is not None:
            self._transport.abort()

    async def _open_gate(self, writer: AbstractStreamWriter) -> None:
        """Return in the moment in which the gate is open; `store_unavailable` if renewing does not open it."""
        if self._begun:
            raise Refusal(Code.INTERNAL)
        self._begun = True
        self._transport = writer.transport  # kept: aiohttp forgets it as soon as it begins to close
        for _ in range(RENEWALS):
            if self._gate.is_open:
                return
            await self._gate.renew()
        if not self._gate.is_open:
            raise Refusal(Code.STORE_UNAVAILABLE)
