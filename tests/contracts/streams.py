"""What every provider's stream promises, in whatever it is spoken: half of one, or a spoilt one, never looks whole."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.policy import Timeouts
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.ports.provider import Provider
from tests.support.providers import GENEROUS, QUICK, WIRES, body, exchange, text_read
from tests.support.upstream import End, Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut

TEXT = "Hello [PERSON_1], gruß aus Köln"
CANARY = "canary-7f3a"

Spoil = Callable[[bytes], bytes]
"""A piece of a stream → another; the first that it changes, after the second, is changed."""


def no_json(piece: bytes) -> bytes:
    """An object that does not begin."""
    return piece.replace(b"{", b"", 1)


def no_utf8(piece: bytes) -> bytes:
    """Half a character."""
    return piece.replace("ö".encode(), b"\xc3").replace(b"\\u00f6", b"\xc3")


def after(unknown: bytes) -> Spoil:
    """Something that nobody documents stands before."""
    return lambda piece: unknown + piece


def twice(*ends: bytes) -> Spoil:
    """The end comes again."""
    return lambda piece: piece + piece if any(end in piece for end in ends) else piece


def without(mark: bytes) -> Spoil:
    """A piece is missing."""
    return lambda piece: b"" if mark in piece else piece


SPOILS: Mapping[str, Spoil] = MappingProxyType(
    {
        "no JSON": no_json,
        "no UTF-8": no_utf8,
        "unknown": after(b'data: {"surprise": "canary-7f3a"}\n\n'),
        "named": after(b'event: surprise\ndata: {"type": "surprise"}\n\n'),
        "error": after(b'data: {"error": {"message": "canary-7f3a"}}\n\n'),
        "twice": twice(b"[DONE]", b"message_stop", b"finishReason"),
    }
)
"""Of server-sent events."""


class Asked(ABC):
    """A provider and what is asked of it."""

    wires: ClassVar[tuple[Wire, ...]] = WIRES

    @pytest.fixture
    @abstractmethod
    def provider(self) -> Provider | AsyncIterator[Provider]:
        """The adapter under test."""

    @abstractmethod
    def asked(self, wire: Wire, given: JsonObject, *, tenant: str = "globex") -> Upstream:
        """What the pipeline would ask of it."""


class StreamContract(Asked):
    """A test that takes a `wire` runs for each of `wires`, one that takes a `spoil` for each of `spoils`."""

    spoils: ClassVar[Mapping[str, Spoil]] = SPOILS
    marks_its_end: ClassVar[bool] = True
    """False where an answer's end is told from the end of its bytes alone."""
    base_url = ""

    def said(self, received: Received) -> Reply:
        """`TEXT` as the provider says it."""
        return Says(TEXT).reply(received)

    @pytest.fixture
    async def upstream(self) -> AsyncIterator[RecordingUpstream]:
        async with RecordingUpstream() as upstream:
            upstream.answer_with(self.said)
            self.base_url = upstream.base_url
            yield upstream

    async def refused(self, provider: Provider, wire: Wire, *, streamed: bool, timeouts: Timeouts) -> Refusal:
        """The refusal that ends a call, after the wire had its say about an answer that seemed whole."""
        given = body(wire, streamed=streamed)

        async def call() -> None:
            exchanged = await exchange(provider, self.asked(wire, given), timeouts=timeouts)
            text_read(wire, given, exchanged.events)

        with pytest.raises(Refusal) as refused:
            await call()
        assert refused.value.__cause__ is None
        assert CANARY not in repr(refused.value)
        return refused.value

    async def test_a_whole_stream_is_read(self, provider: Provider, upstream: RecordingUpstream, wire: Wire) -> None:
        given = body(wire, streamed=True)

        exchanged = await exchange(provider, self.asked(wire, given))

        assert text_read(wire, given, exchanged.events) == TEXT
        assert len(upstream.requests) == 1

    async def test_a_stream_that_said_its_end_ends_although_the_connection_stays_open(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire
    ) -> None:
        upstream.answer_with(lambda received: replace(self.said(received), end=End.HANG))
        given = body(wire, streamed=True)

        if self.marks_its_end:
            exchanged = await exchange(provider, self.asked(wire, given))
            assert text_read(wire, given, exchanged.events) == TEXT
        else:
            refusal = await self.refused(provider, wire, streamed=True, timeouts=QUICK)
            assert refusal.code is Code.PROVIDER_TIMEOUT

        assert await upstream.requests[0].closed_within()

    @pytest.mark.parametrize("end", [End.ORDERLY, End.CLOSE, End.RESET])
    async def test_half_a_stream_never_looks_whole(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, end: End
    ) -> None:
        wholes: list[Reply] = []

        def half(received: Received) -> Reply:
            wholes.append(self.said(received))
            return cut(wholes[-1], len(wholes) - 1, end)

        upstream.answer_with(half)
        while not wholes or len(wholes) < len(wholes[-1].pieces):
            refusal = await self.refused(provider, wire, streamed=True, timeouts=GENEROUS)
            assert refusal.code is Code.PROVIDER_ERROR

        assert len(wholes) == len(upstream.requests) > 4

    async def test_a_spoilt_stream_never_looks_whole(
        self, provider: Provider, upstream: RecordingUpstream, wire: Wire, spoil: Spoil
    ) -> None:
        def spoilt(received: Received) -> Reply:
            whole = self.said(received)
            place = next(place for place, piece in enumerate(whole.pieces) if spoil(piece) != piece and place > 1)
            pieces = (*whole.pieces[:place], spoil(whole.pieces[place]), *whole.pieces[place + 1 :])
            return replace(whole, pieces=tuple(filter(None, pieces)))

        upstream.answer_with(spoilt)

        refusal = await self.refused(provider, wire, streamed=True, timeouts=GENEROUS)

        assert refusal.code is Code.PROVIDER_ERROR
