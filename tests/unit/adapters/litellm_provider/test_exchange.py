"""The handshake: a request is held until its answer is brought; a second one is refused; a broken end is noticed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from gateway.adapters.litellm_provider.exchange import Exchange, Held, held
from gateway.core.errors import Code, Refusal


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

    async def pieces(self, limit_bytes: int) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part
        if self.failure is not None:
            raise self.failure


def exchange(end: bytes | None = None) -> Exchange:
    return Exchange(lambda content_type, pieces: (content_type, pieces), end)


async def read(answer: object) -> bytes:
    assert isinstance(answer, tuple)
    return b"".join([piece async for piece in answer[1]])


async def test_a_request_waits_until_its_answer_is_brought() -> None:
    crossing = exchange()
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    assert await held(crossing, asking) == Held("POST", "http://h/v1", (("a", "b"),), b"{}")
    await asyncio.sleep(0.01)
    assert not asking.done()

    crossing.answer(Arriving([b"one", b"two"]))

    assert await read(await asking) == b"onetwo"


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


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([b"data: x\n\n", b"data: [DO", b"NE]\n\n"], True),
        ([b"data: [DONE]\n\n", b" " * 8192], True),
        ([b"data: x\n\n"], False),
        ([], False),
        ([b"data: [DONE]\n\n", b" " * 20_000], False),
    ],
)
async def test_a_stream_is_whole_only_with_its_end_mark(parts: list[bytes], *, whole: bool) -> None:
    crossing = exchange(b"[DONE]")
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving(parts))

    if whole:
        assert await read(await asking) == b"".join(parts)
        assert crossing.failure is None
    else:
        with pytest.raises(Refusal):
            await read(await asking)
        assert crossing.failure is not None


async def test_what_the_egress_raises_is_kept_for_the_one_who_asks() -> None:
    crossing, timeout = exchange(), Refusal(Code.PROVIDER_TIMEOUT)
    asking = asyncio.create_task(crossing.handle_async_request(Request()))
    await held(crossing, asking)
    crossing.answer(Arriving([b"x"], timeout))

    with pytest.raises(Refusal):
        await read(await asking)

    assert crossing.failure is timeout
