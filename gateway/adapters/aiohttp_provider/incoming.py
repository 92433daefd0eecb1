"""Answers that are read here: one document, or server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from gateway.core import strict_json
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds
from gateway.core.strict_json import Limits
from gateway.core.wire import END, Event, ServerSentEvent
from gateway.core.wires.sse import SseParser
from gateway.ports.provider import MAX_STREAM_BYTES, Arriving, Incoming

LINGER_SECONDS = 0.25
"""How long the end of the connection's framing is waited for after the answer's own end, so that the
connection can be reused.
"""
_LAST_EVENTS = frozenset({"message_stop", "response.completed", "response.incomplete"})
_DONE = END.encode()


def incoming(arriving: Arriving, limits: Limits | None, bounds: Bounds) -> Incoming:
    """The answer as it was asked for: a document within `limits`, a stream for None. `provider_error` for another kind.

    What a document says is held against the call's bounds here; an event of a stream by whoever parses it.
    """
    if arriving.content_type != ("text/event-stream" if limits is None else "application/json"):
        raise Refusal(Code.PROVIDER_ERROR)
    return Streamed(arriving) if limits is None else Whole(arriving, limits, bounds)


class Whole:
    """An answer of one JSON document; implements the `Incoming` port."""

    def __init__(self, arriving: Arriving, limits: Limits, bounds: Bounds) -> None:
        """Take the answer's bytes."""
        self._arriving = arriving
        self._limits = limits
        self._bounds = bounds

    async def arrivals(self) -> AsyncIterator[Sequence[Event]]:
        """The document, as the only event."""
        body = bytearray()
        async for piece in self._arriving.pieces(self._limits.max_bytes):
            body += piece
        answer = strict_json.parse(bytes(body), self._limits)
        self._bounds.assert_said(answer)
        yield (Event(None, answer),)


class Streamed:
    """An answer of server-sent events; implements the `Incoming` port."""

    def __init__(self, arriving: Arriving) -> None:
        """Take the answer's bytes."""
        self._arriving = arriving

    async def arrivals(self) -> AsyncIterator[Sequence[ServerSentEvent]]:
        """The events as they come. The end of the bytes ends them, in order or not: the wire judges."""
        parser = SseParser()
        pieces = self._arriving.pieces(MAX_STREAM_BYTES)
        has_ended = False
        async for piece in pieces:
            if events := parser.feed(piece):
                yield events
                for event in events:
                    has_ended = has_ended or event.data == _DONE or event.name in _LAST_EVENTS
                if has_ended:
                    break
        while piece := await _lingering(pieces):
            if events := parser.feed(piece):
                yield events
        parser.close()


async def _lingering(pieces: AsyncIterator[bytes]) -> bytes:
    """The next piece; empty at the end. After the answer's end, silence is an end too."""
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            return await anext(pieces, b"")
    except TimeoutError:
        return b""
