"""Answers that are read here: one document, or server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Self

from gateway.core import strict_json
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds
from gateway.core.strict_json import Limits
from gateway.core.wire import Event, ServerSentEvent
from gateway.core.wires.sse import SseParser
from gateway.ports.provider import Arriving, Incoming

_LAST_EVENTS = frozenset({"message_stop", "response.completed", "response.incomplete"})


def incoming(arriving: Arriving, limits: Limits | None, bounds: Bounds) -> Incoming:
    """The answer as it was asked for: a document within `limits`, a stream for None. `provider_error` for another kind.

    What a document says is held against the call's bounds here; an event of a stream by whoever parses it.
    """
    if arriving.content_type != ("text/event-stream" if limits is None else "application/json"):
        raise Refusal(Code.PROVIDER_ERROR)
    return Streamed(arriving) if limits is None else Whole(arriving, limits, bounds)


class Whole:
    """An answer of one JSON document; implements the `Incoming` port, and is its only arrival's iterator.

    A class, for the event loop keeps a list of generators, and each costs it five calls.
    """

    def __init__(self, arriving: Arriving, limits: Limits, bounds: Bounds) -> None:
        """Take the answer's bytes."""
        self._arriving = arriving
        self._limits = limits
        self._bounds = bounds
        self._is_read = False

    def arrivals(self) -> Self:
        """The document, as the only event."""
        return self

    def __aiter__(self) -> Self:
        """It comes once."""
        return self

    async def __anext__(self) -> Sequence[Event]:
        """All of it, once."""
        if self._is_read:
            raise StopAsyncIteration
        self._is_read = True
        answer = strict_json.parse(await self._arriving.whole(self._limits.max_bytes), self._limits)
        self._bounds.assert_said(answer)
        return (Event(None, answer),)


class Streamed:
    """An answer of server-sent events; implements the `Incoming` port."""

    def __init__(self, arriving: Arriving) -> None:
        """Take the answer's bytes."""
        self._arriving = arriving

    def arrivals(self) -> AsyncIterator[Sequence[ServerSentEvent]]:
        """The events as they come. The end of the bytes ends them, in order or not: the wire judges."""
        return self._arriving.read(SseParser(_LAST_EVENTS))
