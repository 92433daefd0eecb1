"""Streams that break the rules, read by the official clients: each ends in the clients' own error, never as if it were whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import anthropic
import openai
import pytest

from tests.support.clients import anthropic_client, ask, openai_client
from tests.support.people import sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Calls, Says

pytestmark = pytest.mark.asyncio(loop_scope="module")

ERRORS = (openai.APIError, anthropic.APIError)
NAME = "create_draft"
TEXT = "Grüße aus Zürich, dear reader"
WIRES = ["openai", "anthropic", "responses"]
Spoil = Callable[[list[bytes]], list[bytes]]


def at_text(events: list[bytes]) -> int:
    """Where the first word stands."""
    return next(at for at, event in enumerate(events) if "Grüße".encode() in event)


def enormous(events: list[bytes]) -> list[bytes]:
    """One event of 10 MB."""
    at = at_text(events)
    return [*events[:at], events[at].replace("Grüße".encode(), b"x" * 10_000_000), *events[at + 1 :]]


def half_a_character(events: list[bytes]) -> list[bytes]:
    """The first byte of two, and the second in no event."""
    at = at_text(events)
    return [*events[:at], events[at].replace("ü".encode(), b"\xc3"), *events[at + 1 :]]


def a_character_torn_between_two_pieces(events: list[bytes]) -> list[bytes]:
    """The first byte of two ends a piece of the stream, and the next piece does not begin with the second."""
    at = at_text(events)
    before, _, after = events[at].partition("ü".encode())
    return [*events[:at], before + b"\xc3", b"u" + after, *events[at + 1 :]]


def half_an_event(events: list[bytes]) -> list[bytes]:
    """The connection ends in order, within the last event."""
    return [*events[:-1], events[-1][:9]]


def no_end(events: list[bytes]) -> list[bytes]:
    """The last event is missing."""
    return events[:-1]


def wrong_order(events: list[bytes]) -> list[bytes]:
    """What is said comes before it was begun; where a wire knows no beginning, after its choice has ended."""
    at = at_text(events)
    said, rest = events[at], [*events[:at], *events[at + 1 :]]
    return [*rest[:-1], said, rest[-1]] if said.startswith(b"data:") else [said, *rest]


def unknown(events: list[bytes]) -> list[bytes]:
    """An event of a kind that nobody has described."""
    stray = b'event: surprise\ndata: {"type":"surprise","object":"surprise"}\n\n'
    return [*events[:1], stray, *events[1:]]


def no_json(events: list[bytes]) -> list[bytes]:
    """An event whose data ends too soon."""
    at = at_text(events)
    return [*events[:at], events[at].rstrip()[:-1] + b"\n\n", *events[at + 1 :]]


SPOILS: list[Spoil] = [
    *(enormous, half_a_character, a_character_torn_between_two_pieces, half_an_event),
    *(no_end, wrong_order, unknown, no_json),
]


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
async def test_a_stream_that_breaks_the_rules_is_the_clients_own_error(
    gateway: Serving, upstream: RecordingUpstream, wire: str, spoil: Spoil
) -> None:
    def spoilt(received: Received) -> Reply:
        reply = Says(TEXT).reply(received)
        return replace(reply, pieces=tuple(spoil(list(reply.pieces))))

    upstream.answer_with(spoilt)
    before = len(upstream.requests)

    with pytest.raises(ERRORS):
        await ask(gateway, "content", "hello", wire=wire, streamed=True)

    assert len(upstream.requests) == before + 1


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_answer_under_the_other_content_type_is_the_clients_own_error(
    gateway: Serving, upstream: RecordingUpstream, wire: str, *, streamed: bool
) -> None:
    other = "application/json" if streamed else "text/event-stream"
    upstream.answer_with(lambda received: replace(Says(TEXT).reply(received), content_type=other))

    with pytest.raises(ERRORS):
        await ask(gateway, "content", "hello", wire=wire, streamed=streamed)


CUT = [
    ('{"body":"for [EMAIL_ADDR', "within a token"),
    ('{"body":"for \\u00', "within an escape"),
    ('{"body":"for \\', "behind a backslash"),
    ('{"body":"for \\u005bEMAIL_ADD', "within an escaped token"),
]
"""What a model had said of its arguments when it ran out of tokens."""


@pytest.mark.parametrize("said", [said for said, _ in CUT], ids=[name for _, name in CUT])
@pytest.mark.parametrize("wire", WIRES)
async def test_arguments_that_end_too_soon_come_as_they_stood(
    gateway: Serving, upstream: RecordingUpstream, wire: str, said: str
) -> None:
    upstream.answer_with(Calls([(NAME, [said[:9], said[9:-2], said[-2:]])], finish="length"))

    assert await arguments(gateway, wire) == said


async def arguments(gateway: Serving, wire: str) -> str:
    """The pieces of a streamed tool call, joined."""
    if wire == "openai":
        async with openai_client(gateway, "content") as client:
            stream = await client.chat.completions.create(**calling(gateway), stream=True)
            chunks: list[Any] = [chunk async for chunk in stream]
        calls = [call for chunk in chunks for choice in chunk.choices for call in choice.delta.tool_calls or []]
        return "".join(call.function.arguments or "" for call in calls)
    if wire == "responses":
        tool: Any = {"type": "function", "name": NAME, "parameters": {"type": "object"}, "strict": False}
        async with openai_client(gateway, "content") as client:
            given: Any = {"model": "small", "input": calling(gateway)["messages"], "tools": [tool]}
            heard: list[Any] = [event async for event in await client.responses.create(**given, stream=True)]
        (item,) = heard[-1].response.output
        said = [event.delta for event in heard if event.type.endswith("arguments.delta")]
        assert heard[-1].type == "response.incomplete"
        assert item.arguments == "".join(said)
        return "".join(said)
    asked = {**calling(gateway), "model": "small-a", "tools": [{"name": NAME, "input_schema": {"type": "object"}}]}
    async with anthropic_client(gateway, "content") as client:
        events: list[Any] = [event async for event in await client.messages.create(**asked, max_tokens=9, stream=True)]
    return "".join(event.delta.partial_json for event in events if event.type == "content_block_delta")


def calling(gateway: Serving) -> dict[str, Any]:
    """A call of OpenAI's wire with a tool."""
    messages = [{"role": "user", "content": "Draft a reply.\n" + sealed_lead(gateway.seal_keys["acme"])}]
    tool = {"type": "function", "function": {"name": NAME, "parameters": {"type": "object"}}}
    return {"model": "small", "messages": messages, "tools": [tool]}


async def test_arguments_of_a_whole_answer_that_end_too_soon_come_as_they_stood(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(Calls([(NAME, [CUT[0][0]])], finish="length"))

    async with openai_client(gateway, "content") as client:
        answer: Any = await client.chat.completions.create(**calling(gateway))

    (call,) = answer.choices[0].message.tool_calls
    assert call.function.arguments == CUT[0][0]
