"""The short way of an event that only goes on gives what the whole way gives: the same bytes, the same refusal."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.wire import END, Event, GoingOn, ServerSentEvent, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.steps.onward import Onward
from tests.support.onward import Everything, onward
from tests.support.responses import message_events, responses_call, streamed
from tests.support.wires import DONE, VALUES, anthropic_call, choice, chunk, openai_call, stream, text_block

CALLS = {
    "openai.chat": openai_call(stream=True),
    "anthropic.messages": anthropic_call(stream=True),
    "openai.responses": responses_call(stream=True),
}
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["word", " ", "[PERSON", "_1]", "[EMAIL_ADDRESS_1]", '"', "\\", "\n", "é\u2028", "{", '","x":"']
        ),
        st.text(max_size=6),
    ),
    min_size=1,
    max_size=14,
)
PADDING = st.text("abcdefgh0", max_size=8)


def events(wire: str, pieces: Sequence[str]) -> list[Event]:
    """A whole stream that says these pieces."""
    if wire == "openai.chat":
        return [*(chunk(choice(content=piece)) for piece in pieces), chunk(choice(finish="stop")), DONE]
    if wire == "anthropic.messages":
        return stream(*text_block(0, *pieces))
    return streamed(message_events(0, *pieces))


@given(st.data())
@pytest.mark.parametrize("wire", [OPENAI_CHAT, ANTHROPIC_MESSAGES, OPENAI_RESPONSES], ids=lambda wire: wire.name)
def test_the_short_way_and_the_whole_way_give_the_same(wire: Wire, data: st.DataObject) -> None:
    said = events(wire.name, data.draw(PIECES))
    raw = [as_written(event, number, data) for number, event in enumerate(said)]
    if data.draw(st.booleans()):
        raw = faulty(raw, data)

    short = taken(onward(wire, CALLS[wire.name], VALUES, as_it_comes=True), raw)
    whole = taken(onward(wire, CALLS[wire.name], VALUES, as_it_comes=False), raw)

    assert short == whole


def test_the_short_way_is_taken_by_nearly_all_events_of_an_ordinary_stream() -> None:
    for wire in (OPENAI_CHAT, ANTHROPIC_MESSAGES, OPENAI_RESPONSES):
        reading = Everything(wire.answer(CALLS[wire.name], call_id="t"))
        pieces = [f" word{number}" for number in range(50)]
        raw = [written(event, number, f"pad{number}") for number, event in enumerate(events(wire.name, pieces))]

        taken(onward(wire, CALLS[wire.name], VALUES, as_it_comes=True, reading=reading), raw)

        assert reading.accepted < len(raw) - 40, wire.name


def taken(way: Onward, raw: Sequence[ServerSentEvent]) -> tuple[list[bytes], Code | None]:
    """What the caller got of each event, and why it got no more."""
    got: list[bytes] = []
    try:
        for each in raw:
            got.append(way.take(each))  # noqa: PERF401 - what came before a refusal counts
        got.append(way.end())
    except Refusal as refusal:
        return got, refusal.code
    return got, None


def as_written(event: Event, number: int, data: st.DataObject) -> ServerSentEvent:
    """The event as one of many providers may write it."""
    spaces = data.draw(st.sampled_from([(",", ":"), (", ", ": ")]))
    return written(event, number, data.draw(PADDING), spaces, ascii_only=data.draw(st.booleans()))


def written(
    event: Event, number: int, padding: str, spaces: tuple[str, str] = (",", ":"), *, ascii_only: bool = False
) -> ServerSentEvent:
    """The event with what providers add to each: padding, a number in line."""
    if event.name == END:
        return ServerSentEvent(None, END.encode())
    more: JsonObject = {"obfuscation": padding} if event.data.keys() & {"choices", "sequence_number"} else {}
    if "sequence_number" in event.data:
        more["sequence_number"] = number
    return ServerSentEvent(
        event.name, json.dumps({**event.data, **more}, separators=spaces, ensure_ascii=ascii_only).encode()
    )


def faulty(raw: list[ServerSentEvent], data: st.DataObject) -> list[ServerSentEvent]:
    """The stream with one event changed in a byte, cut, said twice, left out or followed by a strange one."""
    place = data.draw(st.integers(0, len(raw) - 1))
    event = raw[place]
    at = data.draw(st.integers(0, len(event.data) - 1))
    other = data.draw(
        st.sampled_from([b'"', b"\\", b"\x00", b"\xff", b"1", b"}", b",", b"a", b" ", b'":"', b'"error":1,'])
    )
    made = {
        "changed": [ServerSentEvent(event.name, event.data[:at] + other + event.data[at + 1 :])],
        "more": [ServerSentEvent(event.name, event.data[:at] + other + event.data[at:])],
        "cut": [ServerSentEvent(event.name, event.data[:at])],
        "twice": [event, event],
        "gone": [],
        "renamed": [ServerSentEvent("strange", event.data)],
        "strange": [event, ServerSentEvent(None, b'{"type":"strange"}')],
    }
    return [*raw[:place], *made[data.draw(st.sampled_from(sorted(made)))], *raw[place + 1 :]]


def test_a_going_on_is_asked_of_streams_only() -> None:
    reading = OPENAI_CHAT.answer(openai_call(), call_id="t")

    going_on: GoingOn | None = reading.going_on(Event(None, {}))

    assert going_on is None
