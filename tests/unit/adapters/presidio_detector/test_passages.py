"""Texts are scanned as one and spans come back to their own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.passages import MAX_KEY, Passages
from gateway.core.entities import Label
from gateway.core.spans import Span

UNDISGUISED = st.sampled_from("ab é王😀,;7")


@given(st.lists(st.text(UNDISGUISED), min_size=1), st.data())
def test_a_span_comes_back_to_its_text(texts: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(texts) - 1))
    if not texts[index]:
        return
    start = data.draw(st.integers(0, len(texts[index]) - 1))
    end = data.draw(st.integers(start + 1, len(texts[index])))
    passages = Passages(texts)
    origin = sum(len(text) + 1 for text in texts[:index])
    apart = passages.apart([Span(origin + start, origin + end, Label.PERSON)])

    assert passages.written[origin + start : origin + end] == texts[index][start:end]
    assert apart[index] == [Span(start, end, Label.PERSON)]
    assert sum(map(len, apart)) == 1


@given(st.lists(st.text(UNDISGUISED, min_size=1), min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_a_span_over_several_texts_is_cut_and_covers_all_of_them(texts: list[str], start: int, length: int) -> None:
    passages = Passages(texts)
    end = min(start + length, len(passages.text))
    if start >= end:
        return
    apart = passages.apart([Span(start, end, Label.PERSON)])

    assert len(apart) == len(texts)
    covered = sum(span.end - span.start for spans in apart for span in spans)
    origins = {sum(len(text) + 1 for text in texts[: index + 1]) - 1 for index in range(len(texts) - 1)}
    assert covered == end - start - len([place for place in origins if start <= place < end])
    assert all(
        0 <= span.start < span.end <= len(text) for text, spans in zip(texts, apart, strict=True) for span in spans
    )


def test_no_texts_have_no_spans() -> None:
    assert Passages([]).apart([]) == []


def test_of_the_same_range_the_surest_span_stays_then_the_first() -> None:
    weak, strong = Span(0, 4, Label.PERSON, 0.5), Span(0, 4, Label.USERNAME, 0.9)

    assert Passages(["abcd"]).apart([weak, strong, Span(0, 4, Label.AGE, 0.9)]) == [[strong]]


def test_words_of_a_short_text_before_count_as_the_name_of_the_field() -> None:
    passages = Passages(["ssn", "123456789"])

    assert passages.context_floor(4) == 0
    assert Passages(["x" * (MAX_KEY + 1), "123456789"]).context_floor(MAX_KEY + 5) == MAX_KEY + 2
    assert passages.context_floor(0) == 0


def test_spans_of_texts_with_escapes_come_back_as_they_are_written() -> None:
    texts = ["a\\u00e9", "\\n", "x\\tJos\\u00e9\\n", "plain"]
    passages = Passages(texts)
    at, whole = passages.text.index("José"), Span(0, len(passages.text), Label.PERSON)
    apart = passages.apart([Span(at, at + 4, Label.PERSON)])

    assert [texts[2][span.start : span.end] for span in apart[2]] == ["Jos\\u00e9"]
    assert [len(spans) for spans in apart] == [0, 0, 1, 0]
    assert [
        [text[span.start : span.end] for span in spans]
        for text, spans in zip(texts, passages.apart([whole]), strict=True)
    ] == [[text] for text in texts]


@pytest.mark.parametrize(
    ("written", "read", "masked"),
    [
        ("to %6A%61ne@acme.com now", "jane@acme.com", "%6A%61ne@acme.com"),
        ("to amFuZUBhY21lLmNvbSA= now", "jane@acme.com", "amFuZUBhY21lLmNvbSA="),
        ("to &#106;ane@acme.com now", "jane@acme.com", "&#106;ane@acme.com"),
        (r"a\t%6Aane@acme.com\tb", "jane@acme.com", "%6Aane@acme.com"),
    ],
)
def test_a_find_in_a_window_is_masked_as_it_is_written(written: str, read: str, masked: str) -> None:
    passages = Passages(["key", written])
    start = passages.text.index(read)
    [key, spans] = passages.apart([Span(start, start + len(read), Label.EMAIL_ADDRESS)])

    assert key == []
    assert [written[span.start : span.end] for span in spans] == [masked]


def test_a_model_of_names_reads_what_was_carried_but_nothing_put_together() -> None:
    passages = Passages(["card 4012:888:88:888:1881 of %4Aane Doe"], is_for_known=True)

    assert passages.text.startswith(passages.running)
    assert "of Jane Doe" in passages.running
    assert "4012888888881881" in passages.text
    assert "4012888888881881" not in passages.running


def test_a_find_in_a_window_that_touches_no_disguise_does_not_count() -> None:
    passages = Passages(["before %6Aane@acme.com after"])
    [start, again] = [each.start() for each in re.finditer("before", passages.text)]

    assert passages.apart([Span(again, again + 6, Label.PERSON)]) == [[]]
    assert passages.apart([Span(start, start + 6, Label.PERSON)]) == [[Span(0, 6, Label.PERSON)]]


def test_words_of_the_name_of_the_field_count_in_a_window_too() -> None:
    passages = Passages(["x" * 100, "ssn", "%31%32345678"])
    window = passages.text.rindex("ssn")

    assert passages.context_floor(passages.text.index("12345678")) == window


def test_what_is_personal_by_its_disguise_comes_back_to_its_text() -> None:
    text = "Caller: it is GB nine eight Z U L A three one eight five one six two two one seven six three four six. ok"
    passages = Passages(["hello there", text, "and goodbye"])
    before, found, after = passages.apart(passages.told())

    assert (before, after) == ([], [])
    assert any(
        "nine eight" in text[span.start : span.end] and "four six" in text[span.start : span.end] for span in found
    )
    assert all(text.index("GB") <= span.start < span.end <= text.index(". ok") for span in found)
