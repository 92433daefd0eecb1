"""Refinements look at one hit and no further than they may."""

from gateway.adapters.presidio_detector.rule import extending, fitting, unless


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


def test_what_is_said_to_be_nobodys_is_no_find_and_all_else_is_what_it_was() -> None:
    is_even = unless(lambda text, start, end: int(text[start:end]) % 2 == 0)
    after = unless(lambda text, start, end: text[start:end] == "42", fitting(r"no: (?P<find>\d+)"))

    assert is_even("41", 0, 2) == (0, 2)
    assert is_even("42", 0, 2) is None
    assert after("no: 41", 0, 6) == (4, 6)
    assert after("no: 42", 0, 6) is None
    assert after("to: 41", 0, 6) is None
