"""Escapes and typographic signs read as what they stand for, and every place leads back to how it is written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading import Reading

PIECES = st.sampled_from(
    ["\\", "\\n", "\\\\", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\u0000", '\\"', "u", "1", "é", "\u2011"]
)
WRITTEN = st.lists(st.one_of(st.text(max_size=4), PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"a\nb\tc\rd", "a\nb\tc\rd"),
        (r"a\bb\fc", "a b c"),
        (r"\"a\" \/ b", '"a" / b'),
        (r"Jos\u00e9", "José"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d x", "\ufffd x"),
        (r"a\u0000b", "a b"),
        (r"a\\nb", "a\nb"),
        (r"C:\Users\x \u12", r"C:\Users\x \u12"),
        ("a\u00a0b\u202fc\u2009d", "a b c d"),
        ("1\u20112\u20133\u22124", "1-2-3-4"),
        ("４１＋٣", "41+3"),
        ("plain text", "plain text"),
    ],
)
def test_a_sign_reads_as_what_it_stands_for(written: str, read: str) -> None:
    assert Reading(written).text == read


def test_a_range_is_brought_back_with_its_escapes_whole() -> None:
    written = r"x\nJos\u00e9\ty"
    reading = Reading(written)
    at = reading.text.index("José")
    start, end = reading.span(at, at + 4)

    assert written[start:end] == r"Jos\u00e9"


def test_a_range_that_cuts_an_escape_is_read_with_all_of_it() -> None:
    written = r"ACME\nina"
    reading = Reading(written)

    assert reading.span(*reading.read(written.index("nina"), len(written))) == (4, len(written))


@given(WRITTEN)
def test_every_range_leads_back_inside_the_written_text_and_cuts_no_escape(written: str) -> None:
    reading = Reading(written)
    places = [reading.span(place, place + 1) for place in range(len(reading.text))]

    assert [start for start, _ in places] == [0, *(end for _, end in places)][: len(places)]
    assert not places or places[-1][1] == len(written)
    assert all(
        reading.place(place) == index for index, (start, end) in enumerate(places) for place in range(start, end)
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\0\b\f")))
def test_text_written_as_json_reads_as_the_text(text: str) -> None:
    read = Reading(json.dumps(text)).text[1:-1]

    assert "\x7f" in text or read == Reading(text).text
