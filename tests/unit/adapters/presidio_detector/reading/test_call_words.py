"""A letter's name stands for its letter, and one that is a word of some language is unsure."""

import pytest

from gateway.adapters.presidio_detector.reading.call_words import BELONGS, FILLERS, IS_SURE, LETTERS, NAMES, PARTICLES
from gateway.adapters.presidio_detector.reading.number_words import NUMBERS


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("jota", "j"),
        ("acca", "h"),
        ("emme", "m"),
        ("bê", "b"),
        ("aitch", "h"),
        ("uve", "v"),
        ("charlie", "c"),
        ("double-u", "w"),
    ],
)
def test_a_letters_name_stands_for_it(name: str, letter: str) -> None:
    assert LETTERS[name] == letter
    assert name in IS_SURE


def test_a_name_that_is_a_word_is_not_sure() -> None:
    assert {"see", "de", "di", "el", "es", "be", "ese", "esse"} <= NAMES - IS_SURE
    assert PARTICLES <= NAMES - IS_SURE


def test_no_number_is_a_letter_or_a_filler_but_the_portuguese_one() -> None:
    assert NAMES.isdisjoint(NUMBERS)
    assert FILLERS & NUMBERS.keys() == {"um"}


def test_what_begins_a_row_belongs_to_it() -> None:
    assert IS_SURE <= BELONGS
