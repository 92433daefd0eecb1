"""Numbers and dates as they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.spoken_english import MAX_SAID, dates, said


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "zero"),
        (17, "seventeen"),
        (40, "forty"),
        (42, "forty two"),
        (209, "two hundred and nine"),
        (600, "six hundred"),
        (2137, "two thousand one hundred and thirty seven"),
    ],
)
def test_a_number_is_said(number: int, expected: str) -> None:
    assert said(number) == expected


@given(st.integers(0, MAX_SAID), st.integers(0, MAX_SAID))
def test_two_numbers_are_said_alike_only_if_they_are_one(one: int, other: int) -> None:
    assert (said(one) == said(other)) == (one == other)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ((1984, 3, 12), "the twelfth of march nineteen eighty four"),
        ((1984, 3, 12), "march twelfth nineteen eighty four"),
        ((1979, 12, 28), "the twenty eighth of december nineteen seventy nine"),
        ((2004, 5, 27), "the twenty seventh of may two thousand four"),
        ((2004, 5, 27), "may twenty seventh two thousand and four"),
        ((2000, 1, 20), "january twentieth two thousand"),
        ((1905, 7, 3), "third july nineteen oh five"),
        ((1900, 7, 31), "july the thirty first nineteen hundred"),
        ((2010, 6, 1), "june first twenty ten"),
    ],
)
def test_a_date_is_said(date: tuple[int, int, int], expected: str) -> None:
    assert expected in set(dates(*date))
