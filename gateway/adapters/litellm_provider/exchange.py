"""The handshake with litellm: its request is held until it was guarded, then answered from the egress.

litellm runs in a task of its own. Its transport hands the request over and waits; `dial` brings the answer's
bytes; what litellm reads of them it gets from there, after they were read strictly (dialects.py). One exchange
carries one request: a second one in the same call is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Protocol, Self

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import ANSWER, parse
from gateway.ports.provider import Arriving, Reading


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

    def __init__(
        self,
        respond: Callable[[str, AsyncIterator[bytes]], object],
        reading: Callable[[], Reading[bytes]] | None,
        judge: Callable[[JsonObject], None],
    ) -> None:
        """`respond` makes httpx's response; `reading` makes a stream's, None is for whole answers, which `judge` sees."""
        loop = asyncio.get_running_loop()
        self.asked: asyncio.Future[Held | None] = loop.create_future()
        self._answer: asyncio.Future[Arriving] = loop.create_future()
        self._respond = respond
        self._reading = reading
        self._judge = judge
        self._read: AsyncIterator[bytes] | None = None
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

    async def read_to_end(self) -> None:
        """Read what litellm left: it stops at a reason to stop. Raises `provider_error` unless all of it is in order."""
        if self._read is None:
            raise Refusal(Code.PROVIDER_ERROR)
        try:
            async for _ in self._read:
                pass
        except Refusal as refusal:
            self.failure = refusal
            raise

    async def aclose(self) -> None:
        """The egress owns the connection."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """The egress owns the connection."""

    def _second(self) -> NoReturn:
        self.failure = Refusal(Code.PROVIDER_ERROR)
        raise RuntimeError("one call, one request")

    async def _pieces(self, arriving: Arriving) -> AsyncIterator[bytes]:
        self._read = _whole(arriving, self._judge) if self._reading is None else arriving.read(self._reading())
        try:
            async for piece in self._read:
                yield piece
        except Refusal as refusal:
            self.failure = refusal
            raise


async def _whole(arriving: Arriving, judge: Callable[[JsonObject], None]) -> AsyncIterator[bytes]:
    """The one object, or `provider_error`: litellm reads duplicate keys and broken characters as it likes."""
    answer = await arriving.whole(ANSWER.max_bytes)
    judge(parse(answer, ANSWER))
    yield answer


async def held(exchange: Exchange, running: asyncio.Task[object]) -> Held | None:
    """The request that litellm wants to send, or None if it ended without one."""
    running.add_done_callback(exchange.ended)
    return await exchange.asked
