"""The bytes around a running text: proved by parsing, and left for the whole way by whatever differs in anything else."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Event, GoingOn, ServerSentEvent
from gateway.core.wires.frame import TRIES, Frame, Frames
from gateway.core.wires.sse import read

PATH = ("choices", 0, "delta", "content")
NUMBERED = ("n",)


def taken(text: str) -> bytes:
    return text.encode()


GOING_ON = GoingOn(PATH, frozenset({"n", "pad"}), taken)


def said(text: str, **more: object) -> ServerSentEvent:
    data = {"id": "c", "choices": [{"index": 0, "delta": {"content": text}}], **more}
    return ServerSentEvent(None, json.dumps(data, ensure_ascii=False).encode())


def frame(raw: ServerSentEvent, varying: Sequence[str] = ()) -> Frame:
    found = Frame.of(raw, read(raw), PATH, varying)
    assert found is not None
    return found


def test_the_text_of_an_event_that_differs_in_its_text_alone_is_read() -> None:
    assert frame(said("one")).text(said("zwölf")) == "zwölf"


def test_a_field_that_varied_and_is_missing_is_no_part_of_the_frame() -> None:
    assert frame(said("one"), ("pad",)).text(said("two")) == "two"


@pytest.mark.parametrize(
    "other",
    [
        said("two", id="d"),
        said("two", more=1),
        said('a "quoted" word'),
        said("two\nlines"),
        said("back\\slash"),
        said(""),
        ServerSentEvent("named", said("two").data),
        ServerSentEvent(None, said("two").data.replace(b"two", b"\xff")),
        ServerSentEvent(None, said("two").data.replace(b"two", b"\x01")),
        ServerSentEvent(None, said("two").data.replace(b"two", b"\xed\xa0\x80")),
        ServerSentEvent(None, said("two").data[:-1]),
        ServerSentEvent(None, b""),
    ],
)
def test_any_other_event_goes_the_whole_way(other: ServerSentEvent) -> None:
    assert frame(said("one")).text(other) is None


def test_fields_that_vary_may_be_padding_or_a_number() -> None:
    found = frame(said("one", n=7, pad="ab"), ("n", "pad"))

    assert found.text(said("two", n=1234, pad="")) == "two"
    assert found.text(said("two", n=-1, pad="x")) is None
    assert found.text(said("two", n=1.5, pad="x")) is None
    assert found.text(said("two", n="1", pad="x")) is None
    assert found.text(said("two", n=1, pad="é")) is None


def test_a_text_that_stands_elsewhere_too_has_no_frame_unless_the_right_place_is_found() -> None:
    twice = ServerSentEvent(None, b'{"content":"one","choices":[{"delta":{"content":"one"}}]}')

    assert Frame.of(twice, read(twice), PATH, ()) is None


TEXTS = st.text(max_size=8)


@given(TEXTS, TEXTS, st.integers(0, 99), st.data())
def test_what_a_frame_reads_is_what_parsing_reads(first: str, second: str, number: int, data: st.DataObject) -> None:
    raw = said(first, n=number)
    found = Frame.of(raw, read(raw), PATH, NUMBERED)
    assume(found is not None and first)
    assert found is not None
    other = said(second, n=number + 1).data
    at = data.draw(st.integers(0, len(other)))
    other = other[:at] + data.draw(st.sampled_from([b"", b"0", b'"', b"a", b" ", b"\\", b"}"])) + other[at:]
    text = found.text(ServerSentEvent(None, other))

    if text is not None:
        document = read(ServerSentEvent(None, other)).data
        assert document == {"id": "c", "choices": [{"index": 0, "delta": {"content": text}}], "n": document["n"]}
        assert type(document["n"]) is int


def after(frames: Frames, raw: ServerSentEvent) -> Frame:
    found = frames.after(raw, read(raw), GOING_ON)
    assert found is not None
    return found


def test_an_event_that_was_read_in_full_gives_the_frame_of_the_next() -> None:
    assert after(Frames(), said("one")).text(said("two")) == "two"


def test_after_a_text_with_escapes_the_frame_is_as_good_as_before() -> None:
    frames = Frames()
    after(frames, said("one"))

    assert after(frames, said("a\nb")).text(said("two")) == "two"


def test_what_may_vary_is_learned_from_two_events() -> None:
    frames = Frames()
    after(frames, said("word", n=0, pad=""))

    assert after(frames, said("word1", n=1, pad="x")).text(said("two", n=77, pad="yyy")) == "two"


def test_what_may_not_vary_is_never_passed_over() -> None:
    frames = Frames()
    after(frames, said("word", index=0))
    found = after(frames, said("word", index=1))

    assert found.text(said("two", index=2)) is None
    assert found.text(said("two", index=1)) == "two"


def test_a_stream_whose_frames_never_fit_is_read_in_full_to_its_end() -> None:
    frames = Frames()
    for number in range(TRIES):
        after(frames, said("word", index=number))

    last = said("word", index=TRIES)
    assert frames.after(last, read(last), GOING_ON) is None


def test_a_frame_that_fitted_gives_back_the_tries_that_failed_before_it() -> None:
    frames = Frames()
    found = [after(frames, said("word", index=number)) for number in range(TRIES)]
    assert found[-1].text(said("more", index=TRIES - 1)) == "more"

    for number in range(TRIES):
        after(frames, said("word", index=TRIES + number))


def test_an_event_that_reads_as_another_than_it_says_has_no_frame() -> None:
    raw = said("one")
    lie: JsonObject = {**read(raw).data, "id": "other"}

    assert Frame.of(raw, Event(None, lie), PATH, ()) is None
