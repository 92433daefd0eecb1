"""The handshake: a request is held until its answer is brought; a second one is refused; a broken end is noticed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest

from gateway.adapters.litellm_provider.exchange import Exchange, Held, held
from gateway.core.answer_fields import AnswerFields
from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED, Bounds, Rule
from gateway.core.jsontypes import JsonObject
from gateway.ports.provider import Made, Reading


@dataclass
class Request:
    method: str = "POST"
    url: str = "http://h/v1"
    headers: dict[str, str] = field(default_factory=lambda: {"a": "b"})
    body: bytes = b"{}"

    async def aread(self) -> bytes:
        return self.body


@dataclass
class Arriving:
    parts: list[bytes]
    failure: Refusal | None = None
    content_type: str = "application/json"

    async def whole(self, limit_bytes: int) -> bytes:
        if self.failure is not None:
            raise self.failure
        return b"".join(self.parts)

    async def read(self, reading: Reading[Made]) -> AsyncIterator[Made]:
        for part in self.parts:
            if made := reading.feed(part):
                yield made
        reading.close()


def exchange(
    reading: Reading[bytes] | None = None, judge: Callable[[JsonObject], None] = CLOSED.assert_said
) -> Exchange:
    made = None if reading is None else lambda: reading
    return Exchange(lambda content_type, pieces: (content_type, pieces), made, judge)


async def read(answer: object) -> bytes:
    assert isinstance(answer, tuple)
    return b"".join([piece async for piece in answer[1]])


async def test_a_request_waits_until_its_answer_is_brought() -> None:
    crossing = exchange()
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    assert await held(crossing, asking) == Held("POST", "http://h/v1", (("a", "b"),), b"{}")
    await asyncio.sleep(0.01)
    assert not asking.done()

    crossing.answer(Arriving([b'{"a"', b":1}"]))

    assert await read(await asking) == b'{"a":1}'


async def test_a_call_that_ends_without_a_request_holds_nothing() -> None:
    assert await held(exchange(), asyncio.create_task(asyncio.sleep(0, result=object()))) is None


async def test_a_second_request_is_refused() -> None:
    crossing = exchange()
    first = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, first)

    with pytest.raises(RuntimeError):
        await crossing.handle_async_request(Request())

    assert crossing.failure is not None
    assert crossing.failure.code is Code.PROVIDER_ERROR
    first.cancel()


@pytest.mark.parametrize("answer", [b'{"a": 1, "a": 2}', b'{"a": "gr\xc3"}', b"[]", b'{"a": NaN}', b'{"a"', b""])
async def test_a_whole_answer_that_can_be_read_in_two_ways_is_not_handed_on(answer: bytes) -> None:
    crossing = exchange()
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([answer]))

    with pytest.raises(Refusal):
        await read(await asking)

    assert crossing.failure is not None
    assert crossing.failure.code is Code.PROVIDER_ERROR


async def test_a_whole_answer_that_says_what_its_rule_does_not_want_is_not_handed_on() -> None:
    bounds = Bounds("", Rule(endpoints=(), answer_fields=AnswerFields({"remote_host": []})), "m-1", {})
    crossing = exchange(judge=bounds.assert_said)
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([b'{"remote_host": "https://example.org"}']))

    with pytest.raises(Refusal):
        await read(await asking)

    assert crossing.failure is not None
    assert crossing.failure.unconfirmed == "remote_host"


class Upper:
    """A reading that hands on what is in capitals, and wants a full stop at the end."""

    last = b""
    has_ended = False

    def feed(self, piece: bytes) -> bytes:
        self.last = piece
        return piece if piece.isupper() else b""

    def close(self) -> None:
        if self.last != b".":
            raise Refusal(Code.PROVIDER_ERROR)


async def test_of_a_stream_only_what_was_read_is_handed_on() -> None:
    crossing = exchange(Upper())
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([b"A", b"b", b"C", b"."]))

    assert await read(await asking) == b"AC"
    assert crossing.failure is None


async def test_a_stream_that_breaks_off_is_a_failure() -> None:
    crossing = exchange(Upper())
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([b"A"]))

    with pytest.raises(Refusal):
        await read(await asking)

    assert crossing.failure is not None


async def test_what_the_egress_raises_is_kept_for_the_one_who_asks() -> None:
    crossing, timeout = exchange(), Refusal(Code.PROVIDER_TIMEOUT)
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([b"{"], timeout))

    with pytest.raises(Refusal):
        await read(await asking)

    assert crossing.failure is timeout


async def test_what_its_reader_leaves_is_read_to_the_end() -> None:
    crossing = await left_after_a_piece([b"A", b"B", b"."])

    await crossing.read_to_end()

    assert crossing.failure is None


@pytest.mark.parametrize("pieces", [[b"A"], [b"A", b"."], [b"A", b".", b"B"]], ids=["cut", "end", "goes on"])
async def test_what_its_reader_leaves_is_no_end_unless_it_is_one(pieces: list[bytes]) -> None:
    crossing = await left_after_a_piece(pieces)

    with nullcontext() if pieces[-1] == b"." else pytest.raises(Refusal):
        await crossing.read_to_end()


async def test_an_answer_that_nobody_read_is_none() -> None:
    with pytest.raises(Refusal):
        await exchange(Upper()).read_to_end()


async def left_after_a_piece(pieces: list[bytes]) -> Exchange:
    """An exchange whose reader went away when it had its first piece."""
    crossing = exchange(Upper())
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving(pieces))
    answer = await asking
    assert isinstance(answer, tuple)
    await anext(answer[1])
    await answer[1].aclose()
    return crossing
