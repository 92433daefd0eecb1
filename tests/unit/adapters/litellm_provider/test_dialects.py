"""A provider's bytes are read strictly, whatever their pieces, and only whole events are handed on."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.litellm_provider.dialects import Dialect, is_streamed, reading
from gateway.cli.verify.translated_dialects import framed
from gateway.core.answer_fields import AnswerFields
from gateway.core.errors import Code, Refusal
from gateway.core.flags import CLOSED, Bounds, Rule
from gateway.core.jsontypes import JsonObject
from tests.support.event_stream import FRAMES


def chunk(text: str, reason: str | None = None, **delta: str) -> bytes:
    """A chunk of a chat, as it is written by whoever writes Unicode as it is."""
    choice = {"index": 0, "delta": {"content": text, **delta}, "finish_reason": reason}
    return b"data: " + json.dumps({"choices": [choice]}, ensure_ascii=False).encode() + b"\n\n"


def line(text: str, *, done: bool = False) -> bytes:
    return json.dumps({"message": {"content": text}, "done": done}, ensure_ascii=False).encode() + b"\n"


DONE = b"data: [DONE]\n\n"
FIRST = framed("messageStart", {"role": "assistant"})
LAST = framed("messageStop", {"stopReason": "end_turn"})
WHOLE = {
    Dialect.CHAT: chunk("Grüße \u2028 東京") + b": a comment\r\n" + chunk("", "stop") + DONE,
    Dialect.MESSAGES: b'event: message_start\ndata: {"type":"message_start"}\n\n'
    b'data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n\ndata: {"type":"message_stop"}\n\n',
    Dialect.GEMINI: b'data: {"candidates":[{"index":0,\ndata: "finishReason":"STOP"}]}\r\n\r\n',
    Dialect.OLLAMA: line("Grüße \x85") + b"\n" + line("", done=True),
    Dialect.CONVERSE: FIRST + LAST,
}


def read(dialect: Dialect, *pieces: bytes, bounds: Bounds = CLOSED) -> bytes:
    one = reading(dialect, FRAMES, bounds.assert_said)
    handed_on = b"".join(one.feed(piece) for piece in pieces)
    one.close()
    return handed_on


def cut(raw: bytes, places: set[int]) -> list[bytes]:
    borders = [0, *sorted(place % (len(raw) + 1) for place in places), len(raw)]
    return [raw[start:end] for start, end in itertools.pairwise(borders)]


@given(st.sampled_from(Dialect), st.sets(st.integers(0, 10_000), max_size=12))
def test_pieces_change_nothing(dialect: Dialect, places: set[int]) -> None:
    assert read(dialect, *cut(WHOLE[dialect], places)) == read(dialect, WHOLE[dialect])


@given(st.sampled_from(Dialect), st.integers(0, 10_000))
def test_no_beginning_of_a_stream_is_whole(dialect: Dialect, length: int) -> None:
    raw = WHOLE[dialect].rstrip()
    with pytest.raises(Refusal) as refused:
        read(dialect, raw[: length % len(raw)])

    assert refused.value.code is Code.PROVIDER_ERROR
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("dialect", Dialect)
def test_the_mark_of_an_end_is_its_last_word(dialect: Dialect) -> None:
    """Bedrock's is what it reports of the call; Gemini has none."""
    one = reading(dialect, FRAMES, CLOSED.assert_said)
    raw = WHOLE[dialect] + (framed("metadata", {"usage": {}}) if dialect is Dialect.CONVERSE else b"")
    has_ended: list[bool] = []
    for at in range(len(raw)):
        one.feed(raw[at : at + 1])
        has_ended.append(one.has_ended)

    assert has_ended == [False] * (len(raw) - 1) + [dialect is not Dialect.GEMINI]


@pytest.mark.parametrize("dialect", [Dialect.CHAT, Dialect.OLLAMA])
def test_no_event_is_cut_by_a_line_end_of_unicode(dialect: Dialect) -> None:
    handed_on = read(dialect, WHOLE[dialect]).decode()

    assert len(handed_on.splitlines()) == handed_on.count("\n")
    assert "Grüße" in handed_on


@pytest.mark.parametrize("dialect", [Dialect.CHAT, Dialect.GEMINI, Dialect.MESSAGES])
@pytest.mark.parametrize(
    "raw", [b"data: {nonsense\n\n", b'data: {"a":1,"a":2}\n\n', b'data: {"a":"gr\xc3"}\n\n', b"data: []\n\n"]
)
def test_an_event_that_is_no_strict_json_is_refused(dialect: Dialect, raw: bytes) -> None:
    with pytest.raises(Refusal):
        read(dialect, raw, WHOLE[dialect])


@pytest.mark.parametrize(
    "raw", [b"{nonsense\n", b'{"message":{},"message":{}}\n', b'{"message":"gr\xc3"}\n', b"[]\n", b"x" * 2**23]
)
def test_a_line_that_is_no_strict_json_is_refused(raw: bytes) -> None:
    with pytest.raises(Refusal):
        read(Dialect.OLLAMA, raw, WHOLE[Dialect.OLLAMA])


@pytest.mark.parametrize(
    ("dialect", "field"),
    [
        (Dialect.CHAT, "choices"),
        (Dialect.MESSAGES, "type"),
        (Dialect.GEMINI, "candidates[].finishReason"),
        (Dialect.OLLAMA, "message.content"),
        (Dialect.CONVERSE, "stopReason"),
    ],
)
def test_each_event_is_held_against_the_calls_bounds(dialect: Dialect, field: str) -> None:
    bounds = Bounds("", Rule(endpoints=(), answer_fields=AnswerFields({field: []})), "m-1", {})
    with pytest.raises(Refusal) as refused:
        read(dialect, WHOLE[dialect], bounds=bounds)

    assert refused.value.unconfirmed == field


def test_a_frame_with_a_wrong_checksum_or_another_kind_is_refused() -> None:
    raw = bytearray(WHOLE[Dialect.CONVERSE])
    raw[-1] ^= 1
    for broken in (
        bytes(raw),
        b"\x00" * 64,
        framed("messageStart", {}, kind="exception") + WHOLE[Dialect.CONVERSE],
    ):
        with pytest.raises(Refusal):
            read(Dialect.CONVERSE, broken)


def said(handed_on: bytes) -> list[dict[str, object]]:
    """The deltas of a chat."""
    events = [each.removeprefix(b"data: ") for each in handed_on.split(b"\n\n") if each and each != DONE.strip()]
    return [json.loads(each)["choices"][0]["delta"] for each in events]


def test_a_refusal_in_a_stream_is_handed_on_as_content_for_litellm_keeps_its_first_words_only() -> None:
    raw = chunk("", refusal="No") + chunk("", refusal=", sorry") + chunk("", "stop") + DONE

    assert said(read(Dialect.CHAT, raw)) == [{"content": "No"}, {"content": ", sorry"}, {"content": ""}]


@pytest.mark.parametrize("name", ["refusal", "\\u0072efusal"])
def test_an_empty_refusal_takes_away_nothing_of_the_content_beside_it(name: str) -> None:
    raw = chunk("Hello", refusal="") + chunk("", refusal="; no") + chunk("", "stop", refusal="") + DONE

    deltas = said(read(Dialect.CHAT, raw.replace(b'"refusal"', b'"' + name.encode() + b'"')))

    assert deltas == [{"content": "Hello"}, {"content": "; no"}, {"content": ""}]


def test_a_refusal_beside_content_in_one_piece_is_refused_for_one_of_them_would_be_lost() -> None:
    with pytest.raises(Refusal):
        read(Dialect.CHAT, chunk("Hello", refusal="No"), chunk("", "stop"), DONE)


@pytest.mark.parametrize("dialect", [Dialect.CHAT, Dialect.GEMINI, Dialect.MESSAGES])
def test_an_event_with_the_name_that_events_have_anyway_is_one_without(dialect: Dialect) -> None:
    unnamed = WHOLE[dialect].replace(b"event: message_start\n", b"").replace(b"\r", b"")
    events = [each for each in unnamed.split(b"\n\n") if each]
    named = b"".join(b"event: message\n" + each + b"\n\n" for each in events)

    assert read(dialect, named) == read(dialect, unnamed)


@pytest.mark.parametrize("dialect", [Dialect.OLLAMA, Dialect.CONVERSE])
def test_a_long_event_in_small_pieces_is_read_in_one_go(dialect: Dialect) -> None:
    long = "x" * 2**21
    said: JsonObject = {"contentBlockIndex": 0, "delta": {"text": long}}
    raw = {
        Dialect.OLLAMA: line(long) + WHOLE[Dialect.OLLAMA],
        Dialect.CONVERSE: FIRST + framed("contentBlockDelta", said) + LAST,
    }[dialect]

    assert read(dialect, *(raw[at : at + 16] for at in range(0, len(raw), 16))) == read(dialect, raw)


@pytest.mark.parametrize("rest", [1, 4, 12, 30])
def test_half_a_frame_after_the_end_is_refused(rest: int) -> None:
    with pytest.raises(Refusal):
        read(Dialect.CONVERSE, WHOLE[Dialect.CONVERSE], framed("metadata", {"usage": {}})[:rest])


def test_a_frame_is_handed_on_when_it_is_whole() -> None:
    one = reading(Dialect.CONVERSE, FRAMES, CLOSED.assert_said)

    assert one.feed(FIRST + LAST[:20]) == FIRST
    assert one.feed(LAST[20:]) == LAST


@pytest.mark.parametrize("length", [0, 4, 15, 2**31])
def test_a_frame_that_tells_a_length_that_none_has_is_refused_at_once(length: int) -> None:
    with pytest.raises(Refusal):
        reading(Dialect.CONVERSE, FRAMES, CLOSED.assert_said).feed(length.to_bytes(4, "big") + bytes(12))


@pytest.mark.parametrize(
    ("dialect", "url", "body", "streamed"),
    [
        (Dialect.CHAT, "http://h/v1/chat/completions", b'{"stream": true}', True),
        (Dialect.CHAT, "http://h/v1/chat/completions", b'{"stream": false}', False),
        (Dialect.CHAT, "http://h/v1/chat/completions", b'{"messages": "\\"stream\\": true"}', False),
        (Dialect.OLLAMA, "http://h/api/chat", b'{"stream":true}', True),
        (Dialect.GEMINI, "http://h/v1/models/m:streamGenerateContent?alt=sse", b"{}", True),
        (Dialect.GEMINI, "http://h/v1/models/m:generateContent", b'{"stream": true}', False),
        (Dialect.CONVERSE, "http://h/model/m/converse-stream", b"{}", True),
        (Dialect.CONVERSE, "http://h/model/m/converse", b"{}", False),
    ],
)
def test_a_request_tells_whether_it_asks_for_a_stream(
    dialect: Dialect, url: str, body: bytes, *, streamed: bool
) -> None:
    assert is_streamed(dialect, url, body) is streamed
