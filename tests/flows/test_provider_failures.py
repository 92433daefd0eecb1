"""What a provider does wrong becomes a bounded, content-free error; no second dial; a broken stream never looks whole."""

import asyncio
import json

import aiohttp
import openai
import pytest

from tests.support.clients import ask, openai_client
from tests.support.serving import Serving
from tests.support.upstream import End, Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut, fails, resplit

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "the provider quotes jonquil.ashdown@example.org"
HTML = Reply((b"<html>" + SECRET.encode() + b"</html>",), content_type="text/html")


async def status_of(gateway: Serving, *, streamed: bool = False) -> tuple[int, str, str | None]:
    body = {"model": "small", "stream": streamed, "messages": [{"role": "user", "content": "hello"}]}
    headers = {"authorization": f"Bearer {gateway.keys['acme']}", "x-account-user": "u-17"}
    url = gateway.url("content") + "/v1/chat/completions"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        text = await answer.text()
        assert answer.status == 200 or answer.headers["x-should-retry"] == "false"
        return answer.status, text, answer.headers.get("retry-after")


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (fails(401, SECRET), 502),
        (fails(429, SECRET, retry_after="7"), 502),
        (fails(500, SECRET), 502),
        (Reply(status=302, headers=(("location", "http://127.0.0.1:1/"),)), 502),
        (HTML, 502),
        (Reply((b"{" + SECRET.encode(),)), 502),
        (Reply((b'{"choices": 5}',)), 502),
        (Reply(raw=b"not HTTP at all\r\n\r\n", end=End.CLOSE), 502),
        (Reply(end=End.RESET, raw=b""), 502),
    ],
    ids=["401", "429", "500", "redirect", "html", "half JSON", "wrong shape", "no HTTP", "reset"],
)
async def test_a_failing_provider_is_asked_once_and_never_quoted(
    gateway: Serving, upstream: RecordingUpstream, reply: Reply, status: int
) -> None:
    before = len(upstream.requests)
    upstream.answer_with(reply)

    found, text, _ = await status_of(gateway)

    assert found == status
    assert "jonquil" not in text
    assert json.loads(text)["error"]["code"] == "provider_error"
    assert len(upstream.requests) == before + 1


async def test_the_providers_wait_is_told(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(fails(429, SECRET, retry_after="7"))

    assert (await status_of(gateway))[2] == "7"


async def test_official_clients_do_not_repeat_a_dialled_call(gateway: Serving, upstream: RecordingUpstream) -> None:
    before = len(upstream.requests)
    upstream.answer_with(fails(500, SECRET))

    with pytest.raises(openai.InternalServerError):
        await ask(gateway, "content", "hello", wire="openai", streamed=False)

    assert len(upstream.requests) == before + 1


@pytest.mark.parametrize("end", [End.CLOSE, End.RESET])
@pytest.mark.parametrize("pieces", [1, 3])
async def test_a_stream_that_breaks_ends_with_one_error_event(
    gateway: Serving, upstream: RecordingUpstream, pieces: int, end: End
) -> None:
    def half(received: Received) -> Reply:
        return cut(Says("one two three four five").reply(received), pieces, end)

    upstream.answer_with(half)

    status, text, _ = await status_of(gateway, streamed=True)

    if status == 200:
        assert text.count('"error"') == 1
        assert "[DONE]" not in text
        assert text.rstrip().splitlines()[-1].startswith('data: {"error"')
    else:
        assert status == 502


async def test_an_answer_survives_any_cut_of_its_bytes(gateway: Serving, upstream: RecordingUpstream) -> None:
    def scattered(received: Received) -> Reply:
        return resplit(
            Says("Grüße aus Zürich, 東京 and München").reply(received), [7, 1, 2, 1, 50, 3, 1, 1, 90, 5] * 12
        )

    upstream.answer_with(scattered)

    assert await ask(gateway, "content", "hello", wire="openai", streamed=True) == "Grüße aus Zürich, 東京 and München"


async def test_a_caller_who_leaves_stops_the_provider_in_mid_answer(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(slow_reply)
    before = len(upstream.requests)

    async with openai_client(gateway, "content") as client:
        stream = await client.chat.completions.create(
            model="small", stream=True, messages=[{"role": "user", "content": "hello"}]
        )
        await anext(aiter(stream))
        await stream.close()
    request = await upstream.received(before + 1)

    assert await request.closed_within()
    assert request.answered_at is None


async def test_a_caller_who_leaves_before_the_answer_began_stops_the_provider_too(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Reply(wait_seconds=60))
    before = len(upstream.requests)
    calling = asyncio.create_task(status_of(gateway))
    request = await upstream.received(before + 1)

    calling.cancel()

    assert await request.closed_within()


def slow_reply(received: Received) -> Reply:
    whole = Says("one two three four five six seven eight nine ten").reply(received)
    return Reply(whole.pieces, content_type=whole.content_type, chunked=True, pause_seconds=1.0)


async def test_nothing_a_provider_said_stands_in_the_log(gateway: Serving) -> None:
    assert "jonquil" not in gateway.log.read_text().casefold()
