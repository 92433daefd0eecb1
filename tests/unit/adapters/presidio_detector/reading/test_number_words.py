"""Numbers' words stand for their numbers, and add up as each language says them."""

import pytest

from gateway.adapters.presidio_detector.reading.number_words import JOINED, NUMBERS, is_times_twenty, sum_of


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zéro", 0), ("seize", 16), ("einundzwanzig", 21), ("dreiundsiebzig", 73), ("tweeëntwintig", 22), ("drieenveertig", 43),
        ("ventotto", 28), ("trentatré", 33), ("cinquantasei", 56), ("veintidós", 22), ("veinticuatro", 24), ("dezoito", 18),
        ("seiscientos", 600), ("eighty", 80), ("neunzehn", 19), ("novantuno", 91),
    ],
)  # fmt: skip
def test_a_word_stands_for_its_number(word: str, number: int) -> None:
    assert NUMBERS[word] == number


def test_numbers_in_one_word_are_those_from_21_to_99_without_the_round_ones() -> None:
    assert {number for number in range(21, 100) if number % 10} == set(JOINED.values())


@pytest.mark.parametrize(
    ("begun", "word", "together"),
    [
        (70, "nine", 79), (60, "douze", 72), (80, "dix", 90), (90, "sept", 97), (300, "cuarenta", 340), (340, "cinco", 345),
        (600, "doce", 612), (60, "twelve", None), (40, "doce", None), (7, "two", None), (20, "zero", None), (0, "four", None),
        (20, "thirty", None), (10, "neuf", 19), (10, "nine", None),
    ],
)  # fmt: skip
def test_a_number_adds_to_the_one_before_it_or_begins_another(begun: int, word: str, together: int | None) -> None:
    assert sum_of(begun, word) == together


def test_french_says_four_times_twenty() -> None:
    assert is_times_twenty("quatre", "vingts")
    assert is_times_twenty("quatre", "vingt")
    assert not is_times_twenty("trois", "vingt")
