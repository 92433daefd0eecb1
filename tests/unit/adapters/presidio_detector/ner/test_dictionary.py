"""The dictionary: what it says of a word, what stands in it as checksums only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary, Kind, packed

LISTED = st.sampled_from([Kind.NAME_TOO, Kind.WORD])


def test_a_word_has_the_kind_that_it_was_listed_with() -> None:
    dictionary = Dictionary(packed([("harbour", Kind.WORD), ("rose", Kind.NAME_TOO)]))

    assert [dictionary.kind(word) for word in ("harbour", "rose", "jupp")] == [Kind.WORD, Kind.NAME_TOO, Kind.UNKNOWN]


def test_nothing_stands_in_an_empty_one() -> None:
    assert Dictionary().kind("harbour") is Kind.UNKNOWN


def test_of_two_words_with_one_key_the_one_that_is_a_name_too_counts() -> None:
    entries = packed([("rose", Kind.WORD), ("rose", Kind.NAME_TOO), ("rose", Kind.WORD)])

    assert Dictionary(entries).kind("rose") is Kind.NAME_TOO


def test_entries_that_are_cut_off_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        Dictionary(packed([("harbour", Kind.WORD)])[:-1])


@given(st.dictionaries(st.text(), LISTED, max_size=8))
def test_no_listed_word_is_unknown(words: dict[str, Kind]) -> None:
    dictionary = Dictionary(packed(words.items()))

    assert all(dictionary.kind(word) <= kind for word, kind in words.items())
    assert Kind.UNKNOWN not in map(dictionary.kind, words)


def test_a_long_word_that_is_two_others_is_a_compound() -> None:
    dictionary = Dictionary(packed([("verkauf", Kind.WORD), ("chancen", Kind.WORD), ("rosen", Kind.WORD)]))

    assert dictionary.is_compound("verkaufchancen")
    assert dictionary.is_compound("verkaufschancen")
    assert not dictionary.is_compound("verkaufjuppers")
    assert not dictionary.is_compound("rosenrosen")


def test_a_run_of_letters_longer_than_any_word_is_none() -> None:
    part = "verkauf" * 3

    assert not Dictionary(packed([(part, Kind.WORD)])).is_compound(part * 2)
