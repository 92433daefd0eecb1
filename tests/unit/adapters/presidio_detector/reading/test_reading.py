"""A text reads as its reader sees it, and every place leads back to how it is written."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.reading import Reading, legible

PIECES = st.sampled_from(
    [
        "\\",
        "\\n",
        "\\\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\u0000",
        '\\"',
        "u",
        "1",
        "é",
        "\u2011",
        "\u200b",
        "e\u0301",
        "аa",
    ]
)
WRITTEN = st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), PIECES), max_size=12).map(
    "".join
)


def test_a_range_is_brought_back_with_its_escapes_whole() -> None:
    written = r"x\nJos\u00e9\ty"
    reading = Reading(written)
    at = reading.text.index("José")
    start, end = reading.span(at, at + 4)

    assert written[start:end] == r"Jos\u00e9"


def test_a_range_that_cuts_an_escape_is_read_with_all_of_it() -> None:
    written = r"ACME\nina"
    reading = Reading(written)

    assert reading.has_escapes
    assert reading.span(*reading.read(written.index("nina"), len(written))) == (4, len(written))


def test_signs_without_width_after_a_range_belong_to_it() -> None:
    written = "a J\u200ba\u0337n\u200be\u0337\u200b b"
    reading = Reading(written)
    at = reading.text.index("Jane")
    start, end = reading.span(at, at + 4)

    assert written[start:end] == "J\u200ba\u0337n\u200be\u0337\u200b"


@pytest.mark.parametrize("text", ["plain text", "José, Müller", "日本語\r\n\tx", "Привет, мир"])
def test_text_without_disguises_is_read_as_it_is(text: str) -> None:
    reading = Reading(text)

    assert reading.text == text
    assert reading.is_written
    assert not reading.reversals


@given(WRITTEN)
def test_every_range_leads_back_inside_the_written_text_in_order(written: str) -> None:
    reading = Reading(written)
    places = [reading.span(place, place + 1) for place in range(len(reading.text))]

    assert all(0 <= start < end <= len(written) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(reading.place(start) <= index for index, (start, _) in enumerate(places))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\0\b\f\x7f")))
def test_text_written_as_json_reads_as_the_text(text: str) -> None:
    assert Reading(json.dumps(text)).text[1:-1] == Reading(text).text


def test_what_is_turned_round_leads_back_to_its_range() -> None:
    reading = Reading("mail \\u202emoc.x@a\u202c now")
    [edit] = reading.reversals

    assert edit.text == "a@x.com"
    assert reading.text[edit.start : edit.end] == "moc.x@a"


def test_a_lone_surrogate_is_no_text() -> None:
    with pytest.raises(UnicodeEncodeError):
        Reading("a \ud800 b")


def test_what_was_carried_is_read_like_any_text() -> None:
    assert legible("Ｊo\u200bs\\u00e9\0x") == "José x"
    assert legible("plain") == "plain"
