"""Server-sent events: any split gives the same events, and nothing broken passes for one."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.wire import END, Event, ServerSentEvent
from gateway.core.wires.sse import MAX_EVENT_BYTES, SseParser, opened, read, write

STREAM = (
    "\ufeff: a comment\n\n"
    'event: ping\ndata: {"type": "ping"}\n\n'
    'data: {"text": "Zoë 😀"}\r\n\r\n'
    "data:{\r\rid: 7\nretry: 1\ndata: [DONE]\n\n"
    "data: a\ndata:  b\ndata\n\n"
    "data: 1\r\ndata: 2\r\n\r\n"
    "event: empty\n\n\n\n"
).encode()
EVENTS = [
    ServerSentEvent("ping", b'{"type": "ping"}'),
    ServerSentEvent(None, '{"text": "Zoë 😀"}'.encode()),
    ServerSentEvent(None, b"{"),
    ServerSentEvent(None, b"[DONE]"),
    ServerSentEvent(None, b"a\n b\n"),
    ServerSentEvent(None, b"1\n2"),
]


@pytest.mark.parametrize("size", [*range(1, 40), len(STREAM)])
def test_any_chunk_size_gives_the_same_events(size: int) -> None:
    parser = SseParser()
    pieces = [STREAM[at : at + size] for at in range(0, len(STREAM), size)]

    assert [event for piece in pieces for event in parser.feed(piece)] == EVENTS
    parser.close()


def test_every_two_part_split_gives_the_same_events() -> None:
    for at in range(len(STREAM) + 1):
        parser = SseParser()
        assert parser.feed(STREAM[:at]) + parser.feed(b"") + parser.feed(STREAM[at:]) == EVENTS


@pytest.mark.parametrize("first", [b"data: 1\n\n", b"event: a\ndata: 1\n\ndata: 2\n\n"])
def test_a_first_event_that_comes_whole_is_what_it_is_byte_by_byte(first: bytes) -> None:
    stream = first + b"\xef\xbb\xbfdata: no mark of order here\n\ndata: 3\n\n"
    whole, split = SseParser(), SseParser()
    at_once = whole.feed(first) + whole.feed(stream[len(first) :])

    assert at_once == [event for byte in stream for event in split.feed(bytes([byte]))]
    assert at_once[-1] == ServerSentEvent(None, b"3")


@pytest.mark.parametrize("rest", [b"data: {}", b"data: {}\n", b"event: ping\n", b"da"])
def test_an_unfinished_event_is_never_taken_for_a_finished_one(rest: bytes) -> None:
    parser = SseParser()
    parser.feed(b"data: {}\n\n" + rest)

    with pytest.raises(Refusal) as caught:
        parser.close()
    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize(
    "piece",
    [b"x" * 4096, b"data: " + b"x" * 4096 + b"\n", b"data\n" * 1000, b"event: " + b"x" * 4096 + b"\n"],
)
def test_an_endless_event_is_cut_at_the_bound(piece: bytes) -> None:
    parser = SseParser()

    with pytest.raises(Refusal):
        _ = [parser.feed(piece) for _ in range(MAX_EVENT_BYTES // 1000)]


def test_an_endless_run_of_comments_and_pings_holds_nothing() -> None:
    parser = SseParser()
    for _ in range(MAX_EVENT_BYTES // 1000):
        assert parser.feed(b": " + b"x" * 4096 + b"\n") == []
    parser.close()


def test_an_event_of_the_bound_passes() -> None:
    parser = SseParser()
    line = b"data: " + b"x" * (MAX_EVENT_BYTES - 6)

    assert len(parser.feed(line + b"\n\n")[0].data) == MAX_EVENT_BYTES - 6
    with pytest.raises(Refusal):
        parser.feed(line + b"x\n\n")


def test_data_is_parsed_strictly() -> None:
    assert read(ServerSentEvent("a", b'{"type": "a"}')) == Event("a", {"type": "a"})
    assert read(ServerSentEvent(None, b"[DONE]")) == Event(END, {})


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1, "a": 2}', b'{"a": "\xff"}', b"<html>", b"[DONE] "])
def test_anything_else_is_the_provider_s_fault(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        read(ServerSentEvent(None, data))
    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize("name", ["é".encode(), b"\xff"])
def test_a_name_that_is_no_name_is_the_provider_s_fault(name: bytes) -> None:
    with pytest.raises(Refusal):
        SseParser().feed(b"event: " + name + b"\ndata: {}\n\n")


def test_what_is_written_is_read_back() -> None:
    assert write("ping", "{}") == b"event: ping\ndata: {}\n\n"
    assert SseParser().feed(write(None, '{"a":"é"}')) == [ServerSentEvent(None, '{"a":"é"}'.encode())]


def test_no_character_that_some_client_takes_for_a_line_end_is_written_raw() -> None:
    written = write(None, '{"a":"1\x852\u20283\u2029"}')

    assert len(written.decode().splitlines()) == 2
    assert read(SseParser().feed(written)[0]) == Event(None, {"a": "1\x852\u20283\u2029"})


def test_an_event_that_tells_of_an_error_is_one() -> None:
    for told in (ServerSentEvent("error", b"{}"), ServerSentEvent(None, b'{"error":{"message":"no"}}')):
        with pytest.raises(Refusal) as refused:
            opened(told)
        assert refused.value.code is Code.PROVIDER_ERROR


def test_no_error_is_none() -> None:
    assert opened(ServerSentEvent(None, b'{"error":null,"a":1}')).data == {"error": None, "a": 1}


@pytest.mark.parametrize("after", [b"\n\n", b"\r\n\r\n"])
def test_an_event_named_message_is_one_without_a_name(after: bytes) -> None:
    parser = SseParser()
    parser.feed(b": first\n\n")

    assert parser.feed(b"event: message\ndata: {}" + after) == [ServerSentEvent(None, b"{}")]


def test_an_event_that_was_parsed_already_is_itself() -> None:
    event = Event(None, {"error": None})

    assert opened(event) is event


def test_events_that_stand_whole_in_a_chunk_are_read_as_byte_by_byte() -> None:
    chunks = [
        b"data: a\n\n",
        b"event: x\ndata: b\n\ndata: c\n\n",
        b"event: \ndata: d\n\n",
        b"data:e\n\n",
        b": hi\n\ndata: f\n\n",
    ]
    chunks += [
        b"data: g\r\n\n",
        b"data: \n\n",
        b"\n\n",
        b"data: h\ndata: i\n\n",
        b"event: y\n\n",
        b"id: 1\ndata: j\n\n",
    ]
    whole, bytewise = SseParser(), SseParser()

    for chunk in chunks:
        assert whole.feed(chunk) == [event for at in range(len(chunk)) for event in bytewise.feed(chunk[at : at + 1])]
