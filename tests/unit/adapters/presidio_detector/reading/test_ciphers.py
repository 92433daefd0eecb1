"""Text turned round, or with its letters moved, is read around what gives it away."""

import pytest

from gateway.adapters.presidio_detector.reading import ciphers
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("moc.elpmaxe@enaj", "jane@example.com"),
        ("8e307776c221fc14d45a2c4e0c1b4665-yek", "key-5664b1c0e4c2a54d41cf122c677703e8"),
        ("PA4 1SL sdeeL ,evirD lliH 8011", "1108 Hill Drive, Leeds LS1 4AP"),
        ("1710-555-602-1+", "+1-206-555-0171"),
        ("9934-09-635", "536-90-4399"),
        ("1881 8888 8888 2104", "4012 8888 8888 1881"),
        ("00031023504400407398ED", "DE89370400440532013000"),
    ],
)
def test_text_is_turned_round_around_what_gives_it_away(written: str, value: str) -> None:
    text = f"see {written} now"
    [edit] = edits(ciphers.turned_round, ciphers.TURNED_TRIGGERS, text)

    assert value in ciphers.turned(text[edit.start : edit.end])


@pytest.mark.parametrize(
    "text", ["call 4012 8888 8888 1881 now", "stressed spelled backwards is desserts", "C++ seats"]
)
def test_ordinary_text_is_not_turned(text: str) -> None:
    assert edits(ciphers.turned_round, ciphers.TURNED_TRIGGERS, text) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("wnar@rknzcyr.pbz", "jane@example.com"),
        ("xrl-360posq3pq233486194s40s8", "key-360cbfd3cd233486194f40f8"),
        ("5801 Oryyjrngure Nirahr", "5801 Bellweather Avenue"),
    ],
)
def test_letters_are_moved_back_around_what_gives_them_away(written: str, value: str) -> None:
    assert value in read(ciphers.letters_moved, ciphers.MOVED_TRIGGERS, f"see {written} now")


def test_ordinary_text_is_not_moved() -> None:
    assert edits(ciphers.letters_moved, ciphers.MOVED_TRIGGERS, "The puzzle reads: frperg qvfpbhag vafvqr") == []


def test_a_known_value_that_is_long_enough_is_looked_for_in_both_forms() -> None:
    assert list(ciphers.disguised("Jane Doe-Roe")) == ["eoR-eoD enaJ", "Wnar Qbr-Ebr"]
    assert list(ciphers.disguised("Jo Doe")) == []


def test_only_the_line_that_a_sign_is_in_is_turned() -> None:
    text = "first\nsee moc.elpmaxe@enaj now\nlast"
    [edit] = edits(ciphers.turned_round, ciphers.TURNED_TRIGGERS, text)

    assert text[edit.start : edit.end] == "see moc.elpmaxe@enaj now"
