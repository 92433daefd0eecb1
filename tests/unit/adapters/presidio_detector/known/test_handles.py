"""User names made of a person's names."""

import pytest

from gateway.adapters.presidio_detector.known.handles import is_made_of


@pytest.mark.parametrize("word", ["jdoe", "janed", "doejane", "janedoe84", "jane84", "doej7", "janeann", "jadoe"])
def test_names_and_initials_in_a_row_are_theirs(word: str) -> None:
    assert is_made_of(word, {"jane", "ann", "doe"}, "jad")


@pytest.mark.parametrize("word", ["jane", "janet", "xdoe", "jane19845", "jad", "doe", "", "84"])
def test_anything_else_is_another_word(word: str) -> None:
    assert not is_made_of(word, {"jane", "ann", "doe"}, "jad")


def test_a_word_with_one_more_letter_is_no_user_name() -> None:
    assert not is_made_of("hopes", {"hope", "sterling"}, "hs")
    assert is_made_of("hopesterling", {"hope", "sterling"}, "hs")
    assert is_made_of("hopes7", {"hope", "sterling"}, "hs")
