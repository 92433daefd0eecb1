"""The words beside which a name stands."""

import pytest

from gateway.adapters.presidio_detector.ner import cue_words

SETS = {name: words for name, words in vars(cue_words).items() if name.isupper() and isinstance(words, frozenset)}
BEFORE = ("TITLES", "INTRODUCTIONS", "COURTESIES")


@pytest.mark.parametrize("name", sorted(SETS))
def test_words_are_in_lower_case_and_trimmed(name: str) -> None:
    assert SETS[name]
    case = str.upper if name == "REPLIES" else str.lower
    assert all(word == " ".join(case(word).split()) for word in SETS[name])


def test_no_word_that_stands_before_anything_says_that_a_name_comes() -> None:
    articles = {"the", "for", "von", "van", "de", "le", "la", "el", "il", "und", "and", "with", "mit", "med"}

    assert not any(articles & SETS[name] for name in BEFORE)


def test_no_set_says_what_another_of_its_place_says() -> None:
    assert not cue_words.TITLES & cue_words.COURTESIES
    assert not cue_words.HONORIFICS & cue_words.DEEDS
