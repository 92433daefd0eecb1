"""The reply: headers wait for the first piece; after it an error is the stream's last event; a caller who left stops the call."""

import asyncio
import json

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.http import keep_alive
from gateway.http.asgi import Message
from gateway.http.reply import CancelledWhenGone, HttpReply
from tests.support.connection import StubConnection
from tests.support.timers import Timers

STREAM = {"content-type": "text/event-stream; charset=utf-8", "x-isogate-policy": "twin@0"}


class Sent:
    """An ASGI `send` that keeps what it got."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.third = asyncio.Event()

    async def __call__(self, message: Message) -> None:
        self.messages.append(message)
        if len(self.messages) == 3:
            self.third.set()

    @property
    def headers(self) -> dict[str, str]:
        pairs = self.messages[0]["headers"]
        assert isinstance(pairs, list)
        return {name.decode(): value.decode() for name, value in pairs}


def reply(sent: Sent) -> HttpReply:
    return HttpReply(sent, OPENAI_CHAT, request_id="r-1", trace="t-1")


async def test_a_whole_answer_is_one_piece_with_its_length() -> None:
    sent = Sent()
    whole = reply(sent)

    await whole.send(b"{}", {"content-type": "application/json"})
    await whole.end()

    assert sent.headers["content-length"] == "2"
    assert (sent.headers["x-request-id"], sent.headers["x-isogate-trace"]) == ("r-1", "t-1")
    assert [message.get("more_body") for message in sent.messages] == [None, False]


async def test_a_stream_sends_headers_once_and_ends() -> None:
    sent = Sent()
    stream = reply(sent)

    await stream.send(b"data: 1\n\n", STREAM)
    await stream.send(b"data: 2\n\n", STREAM)
    await stream.end()

    assert [message["type"] for message in sent.messages].count("http.response.start") == 1
    assert [message.get("more_body") for message in sent.messages[1:]] == [True, True, False]


async def test_a_sign_of_life_begins_a_silent_stream_and_what_comes_after_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keep_alive, "SILENCE_SECONDS", 0.01)
    sent = Sent()
    stream = reply(sent)

    with stream.kept_alive(lambda: STREAM):
        await asyncio.wait_for(sent.third.wait(), 10)
        await stream.send(b"data: 1\n\n", STREAM)
    await stream.refuse(Refusal(Code.PROVIDER_ERROR))

    bodies = [message["body"] for message in sent.messages[1:]]
    assert [message["type"] for message in sent.messages].count("http.response.start") == 1
    assert sent.headers["x-isogate-policy"] == "twin@0"
    assert bodies[0] == b": keep-alive\n"
    assert bodies[-2] == b"data: 1\n\n"
    assert b'"provider_error"' in bodies[-1]  # type: ignore[operator]  # bytes, by ASGI


async def test_a_first_piece_that_waits_to_be_sent_is_not_overtaken_by_a_sign() -> None:
    sent, has_room = Sent(), asyncio.Event()
    timers = Timers(keep_alive.SILENCE_SECONDS / keep_alive.LOOKS)

    async def send(message: Message) -> None:
        await has_room.wait()
        await sent(message)

    stream = HttpReply(send, OPENAI_CHAT, request_id="r-1", trace="t-1")
    with timers.held(), stream.kept_alive(lambda: STREAM):
        first = asyncio.ensure_future(stream.send(b"data: 1\n\n", STREAM))
        await asyncio.sleep(0)
        timers.run_out()
        has_room.set()
        timers.run_out()
        await first

    assert [message.get("body") for message in sent.messages] == [None, b"data: 1\n\n"]


async def test_a_stream_that_says_something_now_and_then_gets_no_sign() -> None:
    sent = Sent()
    stream = reply(sent)
    timers = Timers(keep_alive.SILENCE_SECONDS / keep_alive.LOOKS)

    with timers.held(), stream.kept_alive(lambda: STREAM):
        for _ in range(6):
            await stream.send(b"data: 1\n\n", STREAM)
            assert timers.run_out() == 1

    assert [message.get("body") for message in sent.messages[1:]] == [b"data: 1\n\n"] * 6


async def test_before_the_first_piece_a_refusal_is_a_normal_error_in_the_wires_shape() -> None:
    sent = Sent()

    await reply(sent).refuse(Refusal(Code.CONSENT_REQUIRED))

    assert sent.messages[0]["status"] == 403
    assert sent.headers["x-should-retry"] == "false"
    body = sent.messages[1]["body"]
    assert isinstance(body, bytes)
    assert json.loads(body)["error"]["code"] == "consent_required"


async def test_after_the_first_piece_a_refusal_is_one_error_event_that_ends_the_stream() -> None:
    sent = Sent()
    stream = reply(sent)

    await stream.send(b"data: 1\n\n", STREAM)
    await stream.refuse(Refusal(Code.PROVIDER_ERROR))

    last = sent.messages[-1]
    assert last["more_body"] is False
    assert b"provider_error" in last["body"]  # type: ignore[operator]  # bytes by ASGI


async def test_a_caller_who_leaves_stops_the_call_with_a_connection_error() -> None:
    connection = StubConnection()
    asyncio.get_running_loop().call_soon(connection.lose)

    with pytest.raises(ConnectionError), CancelledWhenGone(connection):
        await asyncio.sleep(30)


async def test_a_caller_who_left_before_the_call_began_stops_it_at_once() -> None:
    connection = StubConnection()
    connection.lose()

    with pytest.raises(ConnectionError), CancelledWhenGone(connection):
        await asyncio.sleep(30)


async def test_a_cancellation_from_elsewhere_passes_through() -> None:
    async def call() -> None:
        with CancelledWhenGone(StubConnection()):
            await asyncio.sleep(30)

    task = asyncio.create_task(call())
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_call_that_ended_is_not_cancelled_by_a_caller_who_leaves_later() -> None:
    connection = StubConnection()
    with CancelledWhenGone(connection):
        pass

    connection.lose()
    await asyncio.sleep(0)

    assert connection.acts == set()
