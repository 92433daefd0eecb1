"""A break inside of a value is closed; one between words, numbers or fields is not."""

import pytest

from gateway.adapters.presidio_detector.reading import breaks
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("NL25 T\n> EST \r\n8034", "NL25 TEST 8034"),
        ("5100-961\n> 2\n  -4899", "5100-9612-4899"),
        ("jane.do\n  e@acme.example", "jane.doe@acme.example"),
        ("MN\r\n 55802", "MN 55802"),
        ("sk-UWY3\r\nlt7AIvy9", "sk-UWY3lt7AIvy9"),
    ],
)
def test_a_break_that_could_be_inside_of_a_value_is_closed(written: str, expected: str) -> None:
    assert read(breaks.closed, breaks.TRIGGERS, written) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we meet\nat the office",
        "call 21099500\nhi there",
        "key 4471\nEMAIL: x",
        "user: k1\nbot: hello",
        "at jane@acme.example\nThis is mine",
        "total 500.\n- 40 units",
        "one\n\n12 two",
    ],
)
def test_a_break_between_words_numbers_or_fields_stays(text: str) -> None:
    assert edits(breaks.closed, breaks.TRIGGERS, text) == []


def test_for_known_values_breaks_between_letters_are_closed() -> None:
    assert read(breaks.closed_in_words, breaks.TRIGGERS, "Oluw\nas\r\neun\nAdebayo") == "Oluwaseun\nAdebayo"
