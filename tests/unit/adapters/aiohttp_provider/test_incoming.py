"""Answers as they come: of the kind that was asked for, events together as they came, and the end where the answer ends."""

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.aiohttp_provider.incoming import incoming
from gateway.core.answer_fields import AnswerFields
from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED, Bounds, Rule
from gateway.core.strict_json import ANSWER, Limits
from gateway.core.wire import Event, ServerSentEvent
from gateway.ports.provider import Made, Reading

STREAM, DOCUMENT = "text/event-stream", "application/json"


class Arriving:
    """Bytes of a kind; what reads them is kept."""

    def __init__(self, content_type: str, *pieces: bytes) -> None:
        self.content_type = content_type
        self.has_ended: list[bool] = []
        self._pieces = pieces

    async def whole(self, limit_bytes: int) -> bytes:
        return b"".join(self._pieces)

    async def read(self, reading: Reading[Made]) -> AsyncIterator[Made]:
        for piece in self._pieces:
            if made := reading.feed(piece):
                yield made
            self.has_ended.append(reading.has_ended)
        reading.close()


async def read(arriving: Arriving, limits: Limits | None = None, bounds: Bounds = CLOSED) -> list[list[object]]:
    return [list(arrived) async for arrived in incoming(arriving, limits, bounds).arrivals()]


@pytest.mark.parametrize(("kind", "limits"), [(DOCUMENT, None), (STREAM, ANSWER), ("text/html", None), ("", ANSWER)])
async def test_an_answer_of_another_kind_is_none(kind: str, limits: Limits | None) -> None:
    with pytest.raises(Refusal) as refused:
        await read(Arriving(kind, b"{}"), limits)

    assert refused.value.code is Code.PROVIDER_ERROR


async def test_a_document_is_one_event() -> None:
    assert await read(Arriving(DOCUMENT, b'{"a"', b":1}"), ANSWER) == [[Event(None, {"a": 1})]]


async def test_a_document_that_says_it_was_stored_is_refused_and_the_field_is_named_for_the_operator() -> None:
    bounds = Bounds("", Rule(endpoints=(), answer_fields=AnswerFields({"store": [False]})), "m-1", {})

    assert await read(Arriving(DOCUMENT, b'{"store":false}'), ANSWER, bounds)
    with pytest.raises(Refusal) as refused:
        await read(Arriving(DOCUMENT, b'{"store":true}'), ANSWER, bounds)

    assert (refused.value.code, refused.value.unconfirmed) == (Code.PROVIDER_ERROR, "store")


async def test_events_that_came_together_go_on_together_unparsed() -> None:
    pieces = (b"data: 1\n\ndata: 2\n\n", b"data", b": 3\n\n")

    assert await read(Arriving(STREAM, *pieces)) == [
        [ServerSentEvent(None, b"1"), ServerSentEvent(None, b"2")],
        [ServerSentEvent(None, b"3")],
    ]


@pytest.mark.parametrize(
    "last", [b"data: [DONE]", b"event: message_stop\ndata: {}", b"event: response.completed\ndata: {}"]
)
async def test_each_wire_has_a_mark_of_its_end_and_what_comes_behind_it_is_read(last: bytes) -> None:
    arriving = Arriving(STREAM, b"data: first\n\n", last + b"\n\n", b"data: more\n\n")

    assert [len(each) for each in await read(arriving)] == [1, 1, 1]
    assert arriving.has_ended == [False, True, True]


async def test_a_stream_that_ends_inside_an_event_is_broken() -> None:
    with pytest.raises(Refusal):
        await read(Arriving(STREAM, b"data: 1\n\ndata: 2"))
