"""Refinements look at one hit and no further than they may."""

from gateway.adapters.presidio_detector.rule import extending, fitting


def test_a_fitting_refinement_keeps_only_a_hit_that_it_matches_whole() -> None:
    refine = fitting(r"(?!000)\d{3}")

    assert refine("x 123 y", 2, 5) == (2, 5)
    assert refine("x 000 y", 2, 5) is None
    assert refine("x 1234", 2, 6) is None


def test_the_group_called_find_is_the_find() -> None:
    assert fitting(r"no: (?P<find>\d+)")("no: 42", 0, 6) == (4, 6)


def test_an_extending_refinement_goes_beyond_the_hit_but_not_beyond_its_reach() -> None:
    refine = extending(r"id (?P<find>\d+)", 4)

    assert refine("id 123456789", 0, 4) == (3, 8)
