"""Common words: what a packed list says of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.lexicon import Lexicon, Usage, packed
from gateway.adapters.presidio_detector.ner.model import WEIGHTS
from gateway.adapters.presidio_detector.ner.words import fold

COMMON = st.sampled_from([Usage.FAIR, Usage.COMMON])


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), COMMON, max_size=50))
def test_a_packed_word_is_as_common_as_it_was_said_to_be(words: dict[str, Usage]) -> None:
    lexicon = Lexicon(common=packed(words.items()))

    assert {word: lexicon.usage(word) for word in words} == words
    assert all(word in lexicon for word in words)


def test_a_word_by_hand_goes_before_a_common_one() -> None:
    lexicon = Lexicon(["frost"], packed([("frost", Usage.FAIR), ("ice", Usage.COMMON)]))

    assert lexicon.usage("frost") is Usage.OURS
    assert lexicon.usage("ice") is Usage.COMMON
    assert lexicon.usage("jopp") is Usage.UNLISTED
    assert "jopp" not in lexicon


def test_of_a_word_said_twice_the_commoner_counts() -> None:
    lexicon = Lexicon(common=packed([("ice", Usage.COMMON), ("ice", Usage.FAIR)]))

    assert lexicon.usage("ice") is Usage.COMMON


@given(st.text())
def test_any_text_may_be_asked_for(word: str) -> None:
    assert Lexicon().usage(word) is Usage.UNLISTED


def test_a_list_that_is_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        Lexicon(common=packed([("ice", Usage.COMMON)])[:-1])


def test_the_lists_that_ship_know_words_and_no_names() -> None:
    lexicon = Lexicon((WEIGHTS / "ordinary.txt").read_text("utf-8").split(), (WEIGHTS / "common.bin").read_bytes())

    assert [lexicon.usage(word) for word in ("invoice", "photography")] == [Usage.OURS, Usage.COMMON]
    assert all(fold(word) in lexicon for word in ("potřebuje", "asiakkaan", "trebuie", "zatražiti", "szükséges"))
    assert not any(
        name in lexicon for name in ("maria", "nusret", "kowalczyk", "trygve", "zimmermann", "petrem", "virtasen")
    )
