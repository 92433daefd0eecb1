"""What says that a name comes, or that one stands here."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.cues import is_announced, is_last, is_signature, is_speaker, is_titled


@pytest.mark.parametrize(
    "before",
    [
        "FRAU ",
        "geachte heer ",
        "for missus ",
        "my colleague ",
        "äh hier ist ",
        "mi chiamo ",
        "Thanks, ",
        "groetjes ",
        "hej ",
        "pls call ",
        "dile a ",
        "Anwesend: ",
        "Present: Lee, Cho, ",
        "surname: ",
        "dis merci «",
    ],
)
def test_titles_greetings_introductions_calls_and_lists_announce_a_name(before: str) -> None:
    assert is_announced(f"{before}Jopp", len(before))


@pytest.mark.parametrize("before", ["", "the ", "for ", "scall ", "a list: one, ", "Present: Lee. Then ", "call\0"])
def test_other_words_do_not(before: str) -> None:
    assert not is_announced(f"{before}Jopp", len(before))


def test_a_title_is_told_from_a_greeting() -> None:
    assert is_titled("Mme Jopp", 4)
    assert not is_titled("Hi Jopp", 3)


def test_who_speaks_stands_at_the_beginning_of_a_line() -> None:
    assert is_speaker("jopp: yes", 0, 4)
    assert is_speaker("a\n[07:55] jopp: yes", 10, 14)
    assert is_speaker("> jopp [07:55]: yes", 2, 6)
    assert not is_speaker("ask jopp: yes", 4, 8)
    assert not is_speaker("jopp yes", 0, 4)


def test_a_signature_is_a_last_line_after_a_dash() -> None:
    assert is_signature("done\n\n-jb", 7, 9)
    assert is_signature("done\n\u2014 JB\n\nFrom: x", 7, 9)
    assert not is_signature("- jb takes it", 2, 4)
    assert not is_signature("well -jb", 6, 8)


def test_a_text_ends_where_the_next_begins() -> None:
    assert is_last("peace, t.", 8)
    assert is_last("peace, t\0next", 8)
    assert not is_last("peace, t and", 8)
    assert not is_last("t\nmore", 1)


@given(st.text("a:,. -\n\0Frau", max_size=300), st.integers(0, 300))
def test_any_text_is_looked_at(text: str, start: int) -> None:
    start = min(start, len(text))

    assert is_announced(text, start) in {True, False}
    assert is_speaker(text, start, start) in {True, False}
    assert is_signature(text, start, start) in {True, False}


def test_a_look_costs_no_more_in_a_long_text() -> None:
    text = "present: " + "a, " * 300_000
    began = time.process_time()
    for start in range(0, len(text), 1000):
        is_announced(text, start)
    assert time.process_time() - began < 2
