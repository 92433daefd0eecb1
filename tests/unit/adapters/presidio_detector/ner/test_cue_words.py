"""The words beside which a name stands."""

import pytest

from gateway.adapters.presidio_detector.ner import cue_words
from training.template_words import CLOSED

SETS = {name: words for name, words in vars(cue_words).items() if name.isupper() and isinstance(words, frozenset)}
BEFORE = ("TITLES", "INTRODUCTIONS", "COURTESIES")
KIN = "\nuncle aunt "
"""Where in the list the words for kin begin, after the closed words."""
BEFORE_A_NAME = {"familie", "hr", "naam"}
"""Closed words of one language; "hr" is no title after a number, cues.py."""


@pytest.mark.parametrize("name", sorted(SETS))
def test_words_are_in_lower_case_and_trimmed(name: str) -> None:
    assert SETS[name]
    case = str.upper if name in {"REPLIES", "BUSINESS"} else str.lower
    assert all(word == " ".join(case(word).split()) for word in SETS[name])


def test_no_word_that_stands_before_anything_says_that_a_name_comes() -> None:
    articles = {"the", "for", "von", "van", "de", "le", "la", "el", "il", "und", "and", "with", "mit", "med"}

    assert not any(articles & SETS[name] for name in BEFORE)


def test_no_closed_word_of_any_language_is_a_title_or_an_introduction() -> None:
    closed = set(CLOSED.read_text("utf-8").partition(KIN)[0].split())

    assert len(closed) > 800
    assert (cue_words.TITLES | cue_words.INTRODUCTIONS) & closed == BEFORE_A_NAME


def test_no_set_says_what_another_of_its_place_says() -> None:
    before = [SETS[name] for name in (*BEFORE, "CALLS", "ALLUSIONS")]

    assert sum(map(len, before)) == len(frozenset().union(*before))
    assert not cue_words.HONORIFICS & cue_words.DEEDS


def test_what_things_do_too_is_among_the_deeds() -> None:
    assert cue_words.SAYINGS < cue_words.DEEDS
