"""A model provider, in two moves: prepare the exact bytes, and, once they were guarded, dial once.

`prepare` builds the request but opens nothing; `Prepared.outgoing` is what will be written, byte for byte, whoever built it.
`dial` writes exactly that. One dial per prepare: no retries, no redirects, no fallbacks, no proxy from the environment.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from gateway.core.flags import Bounds
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing, Upstream
from gateway.core.strict_json import Limits
from gateway.core.wire import Arrival

Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)

MAX_STREAM_BYTES = 32 * 2**20
"""Bound of one streamed answer (threats F18); a whole one is bounded by its `Limits`, an event by the parser."""


class Gate(Protocol):
    """The call's permit: 200 ms from the sending of the consent read."""

    @property
    def is_open(self) -> bool:
        """True while the permit is valid; asked in the same synchronous block that writes the first body byte."""
        ...

    async def renew(self) -> None:
        """Admit again; raises the refusal if something changed."""
        ...

    def used(self) -> None:
        """The request was written: until its answer comes there is time for what the answer will need.

        Nothing is done yet: an event loop may send what was written only when its turn ends.
        """
        ...


class Incoming(Protocol):
    """An answer that has begun with a success status."""

    def arrivals(self) -> AsyncIterator[Sequence[Arrival]]:
        """Its events in order, together as they came. Raises `provider_error` or `provider_timeout`."""
        ...


class Reading(Protocol[Made_co]):
    """Makes something of the bytes of one stream."""

    @property
    def has_ended(self) -> bool:
        """True once the answer said, by a mark of its own, that it is at its end. What comes then is read as ever."""
        ...

    def feed(self, piece: bytes) -> Made_co:
        """What can be made by now. Raises `provider_error`."""
        ...

    def close(self) -> None:
        """The bytes are at their end. Raises `provider_error` if the stream is not."""
        ...


class Arriving(Protocol):
    """An answer's bytes, after a success status."""

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty when the provider named none."""
        ...

    async def whole(self, limit_bytes: int) -> bytes:
        """The body, from its beginning to its orderly end.

        Raises `provider_error` (also beyond `limit_bytes`) or `provider_timeout`.
        """
        ...

    def read(self, reading: Reading[Made]) -> AsyncIterator[Made]:
        """What `reading` makes of the body as it arrives, where that is not empty; at most `MAX_STREAM_BYTES` are read.

        Ends, and closes `reading`, at the body's orderly end; or when nothing more came for a while behind the answer's own end,
        for a server may leave the connection open. Raises as `whole`, and what `reading` raises.
        """
        ...


class Egress(Protocol):
    """The one way out of the process: adapters that translate for providers send through it, and open nothing themselves."""

    def send(
        self,
        outgoing: Outgoing,
        credentials: Sequence[tuple[str, str]],
        *,
        pool: str,
        gate: Gate,
        timeouts: Timeouts,
    ) -> AbstractAsyncContextManager[Arriving]:
        """Write `outgoing` once, with `credentials` as further headers, over a connection of `pool` (`Upstream.pool`).

        Asserts `outgoing.bounds` first: `internal` for bytes outside them, `provider_error` for an answer that does not
        confirm them. Keeps what `Prepared.dial` promises.
        """
        ...

    def check(self, outgoing: Outgoing, credentials: Sequence[tuple[str, str]]) -> None:
        """What `send` asserts first, and nothing else."""
        ...

    def read(self, arriving: Arriving, limits: Limits | None, bounds: Bounds) -> Incoming:
        """An answer in the caller's own wire: a document within `limits`, a stream of events for None.

        Raises `provider_error` for an answer of another kind, or a document whose fields say what `bounds` do not allow; the
        events of a stream are held against them when they are parsed.
        """
        ...


class Prepared(Protocol):
    """A request that is ready to be written."""

    @property
    def outgoing(self) -> Outgoing:
        """Exactly what `dial` writes."""
        ...

    def check(self) -> None:
        """Raise what `dial` would before it opens anything, for whoever shows what would leave (`Egress.check`)."""
        ...

    def dial(self, gate: Gate, timeouts: Timeouts) -> AbstractAsyncContextManager[Incoming]:
        """Dial once. Leaving the context closes the upstream connection if the answer has not ended (within 500 ms).

        Raises `provider_error` for any status but 2xx (with `retry_after_seconds`, bounded, for 429 and 503),
        `provider_timeout`, and whatever `gate.renew` raises.
        """
        ...


class Provider(Protocol):
    """A way to reach model providers."""

    def prepare(self, upstream: Upstream) -> AbstractAsyncContextManager[Prepared]:
        """Build the request; leaving the context forgets it."""
        ...

    async def close(self) -> None:
        """Let go of pooled connections."""
        ...
