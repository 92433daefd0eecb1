"""The dictionary: what it says of a word, what stands in it as checksums only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.dictionary import BANDS, Band, Dictionary, Kind, packed

LISTED = st.sampled_from([band for band in Band if band is not Band.UNKNOWN])


def test_a_word_has_the_band_that_it_was_listed_with() -> None:
    dictionary = Dictionary(packed([("harbour", Band.FAIR), ("rose", Band.COMMON_NAME), ("jane", Band.NAME)]))
    words = "harbour", "rose", "jane", "jupp"

    assert dictionary.bands(words) == [Band.FAIR, Band.COMMON_NAME, Band.NAME, Band.UNKNOWN]
    assert [dictionary.kind(word) for word in words] == [Kind.WORD, Kind.NAME_TOO, Kind.UNKNOWN, Kind.UNKNOWN]


def test_nothing_stands_in_an_empty_one() -> None:
    assert Dictionary().kind("harbour") is Kind.UNKNOWN
    assert Dictionary().bands(["harbour", ""]) == [Band.UNKNOWN, Band.UNKNOWN]


def test_of_two_words_with_one_key_the_one_that_is_a_name_too_counts() -> None:
    entries = packed([("rose", Band.COMMON), ("rose", Band.RARE_NAME), ("rose", Band.FAIR)])

    assert Dictionary(entries).kind("rose") is Kind.NAME_TOO


def test_entries_that_are_cut_off_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        Dictionary(packed([("harbour", Band.FAIR)])[:-1])


@given(st.dictionaries(st.text(), LISTED, max_size=8), st.lists(st.text(), max_size=4))
def test_listed_words_have_a_band_as_they_were_listed_or_lower(words: dict[str, Band], others: list[str]) -> None:
    dictionary = Dictionary(packed(words.items()))
    asked = [*words, *others]
    found = dictionary.bands(asked)

    assert all(0 < found[at] <= band for at, band in enumerate(words.values()))
    assert all(0 <= band < BANDS for band in found)
    assert [dictionary.bands([word])[0] for word in asked] == found


def test_a_long_word_that_is_two_others_is_a_compound() -> None:
    dictionary = Dictionary(packed([("verkauf", Band.FAIR), ("chancen", Band.FAIR), ("rosen", Band.FAIR)]))

    assert dictionary.is_compound("verkaufchancen")
    assert dictionary.is_compound("verkaufschancen")
    assert not dictionary.is_compound("verkaufjuppers")
    assert not dictionary.is_compound("rosenrosen")


def test_a_run_of_letters_longer_than_any_word_is_none() -> None:
    part = "verkauf" * 3

    assert not Dictionary(packed([(part, Band.FAIR)])).is_compound(part * 2)
