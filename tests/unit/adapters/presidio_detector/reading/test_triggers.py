"""Signs of a disguise are found in one pass, at their places in any Unicode."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.triggers import Triggers, around, at, near

TRIGGERS = Triggers(["%[0-9a-f]{2}", r"[a-z]{4}[a-z]*[^a-z]"])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.text("é王😀 ", max_size=5))
def test_a_sign_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before}%4A{after}"

    assert (len(before), len(before) + 3) in TRIGGERS.scan(text)[0]


def test_of_some_a_place_is_where_a_match_ends() -> None:
    triggers = Triggers(["%[0-9a-f]{2}", "[0-9]{3}"], by_ends={1})

    assert triggers.scan("é %4a 123 45 678") == {0: [(2, 5)], 1: [(9, 9), (16, 16)]}


def test_the_edges_of_a_text_count_as_an_end() -> None:
    assert TRIGGERS.scan("word") == {1: [(0, 4)]}
    assert TRIGGERS.scan("two 12") == {}
    assert TRIGGERS.scan("") == {}


def test_places_near_each_other_are_one_surrounding() -> None:
    assert list(around([(5, 6), (9, 10), (40, 41)], 2, 2, 42)) == [(3, 12), (38, 42)]
    assert list(around([], 2, 2, 42)) == []


def test_a_pattern_is_looked_for_around_places_or_at_them() -> None:
    number, text = re.compile("[0-9]+"), "12 345 678"

    assert [found[0] for found in near(number, text, [(3, 4)], 1, 3)] == ["345"]
    assert [found[0] for found in at(number, text, [(2, 3), (4, 5), (8, 9)], 0, 1)] == ["345", "78"]
    assert [found[0] for found in at(number, text, [(8, 9)], 2, 0)] == ["678"]
