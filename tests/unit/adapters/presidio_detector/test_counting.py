"""Numbers that count, rate or time something."""

import pytest

from gateway.adapters.presidio_detector.counting import is_box, is_count, is_hours, is_marks, is_scale


def counts(before: str, value: str, after: str) -> bool:
    return is_count(before + value + after, len(before), len(before) + len(value))


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("shipped ", "20 79 46 00", " units"),
        ("called ", "7700 900", " times"),
        ("by stage: ", "12 / 34 / 56 / 78", " / 90"),
        ("audit log ", "30 / 180 / 365", " days"),
        ("sizes ", "36 37 38 39", " 40 41"),
        ('GET /x HTTP/1.1" ', "200 18422", ' "-"'),
        ("survey: ", "4 4 5 3 5 4 4 2", " 5 5 4 3 5 4 4 5"),
    ],
)
def test_what_counts_something_is_no_number_of_anybodys(before: str, value: str, after: str) -> None:
    assert counts(before, value, after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("ring ", "20 79 46 00", ""),
        ("ring ", "20 79 46 00", " days, 33 44 55 66 evenings"),
        ("ring ", "30 / 123 / 4567", ""),
        ("ring ", "12 / 34 / 31 / 78", " / 90"),
        ("via HTTP/1.1, ", "200 18422", ""),
        ('HTTP/1.1" ', "900 18422", ""),
        ("ring ", "4 4 5 3 5 4 4 2 5", " thanks"),
        ("call us: ", "555 123 4567", " times"),
        ("Call me on ", "12 34 56 78 90", ""),
    ],
)
def test_what_does_not_say_so_may_be_one(before: str, value: str, after: str) -> None:
    assert not counts(before, value, after)


def test_marks_are_from_one_to_five_and_many_and_no_card() -> None:
    assert is_marks("445354425543")
    assert not is_marks("44535442554")
    assert not is_marks("445354425540")
    assert not is_marks("5555555555554444")
    assert is_marks("3345214532441")


def test_any_part_of_a_scale_is_on_it_and_nothing_beyond() -> None:
    row = "4 4 5 3 5 4 4 2 5 5 4 3 5 4 4 5"

    assert is_scale(f"survey: {row}", 10, 31)
    assert not is_scale(f"survey: {row} 020", 10, 31)
    assert not is_scale(f"survey: {row} 9", 10, 31)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("0800-1700", True), ("1230-1300", True), ("1300-1230", False), ("1230-1307", False), ("9123-4567", False)],
)
def test_hours_are_quarters_of_one_day(value: str, *, is_one: bool) -> None:
    assert is_hours(value) == is_one


def test_a_drawings_box_begins_at_nought() -> None:
    assert is_box("0 0 1024 768")
    assert not is_box("0 7 1024 768")
    assert not is_box("0 0 1 0 2 4")
