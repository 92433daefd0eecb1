"""The handshake with litellm: its request is held until it was guarded, then answered from the egress.

litellm runs in a task of its own. Its transport hands the request over and waits; `dial` brings the answer's
bytes; what litellm reads of them it gets from there. One exchange carries one request: a second one in the
same call is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Protocol, Self

from gateway.core.errors import Code, Refusal
from gateway.core.strict_json import ANSWER
from gateway.ports.provider import MAX_STREAM_BYTES, Arriving

TAIL_BYTES = 16 * 1024
"""How far back from a stream's end its end marker is looked for."""


class HttpRequest(Protocol):
    """What is used of an httpx request."""

    @property
    def method(self) -> str:
        """The method, in capitals."""
        ...

    @property
    def url(self) -> object:
        """The URL; `str` gives its text."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, names in lower case."""
        ...

    async def aread(self) -> bytes:
        """The body."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A request that litellm wants to send."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


class Exchange:
    """The transport of one call.

    `failure` is what the outside did to it: litellm wraps whatever a transport raises.
    """

    def __init__(self, respond: Callable[[str, AsyncIterator[bytes]], object], end: bytes | None) -> None:
        """`respond` makes httpx's response; `end` marks a stream's orderly end, None is for whole answers."""
        loop = asyncio.get_running_loop()
        self.asked: asyncio.Future[Held | None] = loop.create_future()
        self._answer: asyncio.Future[Arriving] = loop.create_future()
        self._respond = respond
        self._end = end
        self.failure: Refusal | None = None

    def answer(self, arriving: Arriving) -> None:
        """Let litellm read this."""
        self._answer.set_result(arriving)

    def ended(self, running: object) -> None:
        """Whatever litellm's call came to, nothing will be asked for any more."""
        del running
        if not self.asked.done():
            self.asked.set_result(None)

    async def handle_async_request(self, request: HttpRequest) -> object:
        """The way in for httpx: hand the request over, wait, answer."""
        if self.asked.done():
            self._second()
        body = await request.aread()
        if self.asked.done():
            self._second()
        self.asked.set_result(Held(request.method, str(request.url), tuple(request.headers.items()), body))
        arriving = await self._answer
        return self._respond(arriving.content_type, self._pieces(arriving))

    async def aclose(self) -> None:
        """The egress owns the connection."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """The egress owns the connection."""

    def _judge_end(self, tail: bytes) -> None:
        """Refuse a stream that broke off: litellm ends it as if it were whole, but the bytes know (F17)."""
        if self._end is not None and self._end not in tail:
            raise Refusal(Code.PROVIDER_ERROR)

    def _second(self) -> NoReturn:
        self.failure = Refusal(Code.PROVIDER_ERROR)
        raise RuntimeError("one call, one request")

    async def _pieces(self, arriving: Arriving) -> AsyncIterator[bytes]:
        limit = ANSWER.max_bytes if self._end is None else MAX_STREAM_BYTES
        tail = b""
        try:
            async for piece in arriving.pieces(limit):
                if self._end is not None:
                    tail = (tail + piece)[-TAIL_BYTES:]
                yield piece
            self._judge_end(tail)
        except Refusal as refusal:
            self.failure = refusal
            raise


async def held(exchange: Exchange, running: asyncio.Task[object]) -> Held | None:
    """The request that litellm wants to send, or None if it ended without one."""
    running.add_done_callback(exchange.ended)
    return await exchange.asked
