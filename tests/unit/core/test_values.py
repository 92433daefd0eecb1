"""What a value is: its fields, for good."""

from __future__ import annotations

from dataclasses import replace

from gateway.core.values import fixed


@fixed()
class Measure:
    name: str
    length: int = 0


@fixed(order=True)
class Step:
    number: int


@fixed(eq=False)
class Place:
    name: str


def test_values_are_equal_and_hashed_by_their_fields() -> None:
    assert {Measure("a"), Measure("a", 0), Measure("b")} == {Measure("a"), Measure("b")}


def test_a_value_without_equality_is_only_itself() -> None:
    assert len({Place("a"), Place("a")}) == 2


def test_values_are_ordered_where_that_is_asked_for() -> None:
    assert sorted([Step(2), Step(1)]) == [Step(1), Step(2)]


def test_another_value_is_made_of_one_and_it_stays_as_it_was() -> None:
    first = Measure("a", 1)

    assert (replace(first, length=2), first) == (Measure("a", 2), Measure("a", 1))


def test_a_value_takes_no_other_attribute() -> None:
    assert not hasattr(Measure("a"), "__dict__")


def test_the_type_checker_and_nothing_else_keeps_a_field_from_being_changed() -> None:
    measure = Measure("a")
    measure.length = 1  # type: ignore[misc]  # the checker's part: an ignore that is not needed is an error of its own

    assert measure == Measure("a", 1)
