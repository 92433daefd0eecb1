"""Words: what the model reads, and where it stood."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner.dictionary import Band, Dictionary, packed
from gateway.adapters.presidio_detector.ner.words import (
    CAPITAL,
    LOWER,
    MAX_LETTERS,
    MAX_PIECES,
    MIXED,
    NO_CASE,
    UPPER,
    Vocabulary,
    fold,
    gap,
)

PIECES = [
    "[PAD]",
    "[UNK]",
    "jane",
    "smith",
    "##son",
    "jos",
    "##e",
    "j",
    "##o",
    "##h",
    "##n",
    "2024",
    "00000",
    "12",
    "王",
]
VOCABULARY = Vocabulary(PIECES, ["<other>", " ", "", ", "], Dictionary())


def read(text: str) -> list[list[str]]:
    return [[PIECES[number] for number in pieces if number] for pieces in VOCABULARY.cut(text).pieces]


def test_letters_and_digits_are_words_and_signs_are_not() -> None:
    words = VOCABULARY.cut("Jane, 12_smith!")

    assert [(start, end) for start, end in zip(words.starts, words.ends, strict=True)] == [(0, 4), (6, 8), (9, 14)]


def test_a_word_is_its_longest_pieces() -> None:
    assert read("Smithson john") == [["smith", "##son"], ["j", "##o", "##h", "##n"]]


def test_a_word_is_looked_up_as_it_is_folded() -> None:
    dictionary = Dictionary(packed([("rose", Band.COMMON_NAME), ("cafe", Band.FAIR)]))

    assert Vocabulary(PIECES, [], dictionary).cut("Rosé, CAFÉ jane 12").bands == [
        Band.COMMON_NAME,
        Band.FAIR,
        Band.UNKNOWN,
        Band.UNKNOWN,
    ]


def test_accents_are_no_difference() -> None:
    assert read("José") == read("Jose\u0301") == [["jos", "##e"]]


def test_a_word_with_a_letter_that_nobody_knows_is_unknown() -> None:
    assert read("jaqne") == [["[UNK]"]]


def test_an_endless_word_is_unknown_at_once() -> None:
    assert read("jane" * MAX_LETTERS) == [["[UNK]"]]


def test_of_a_long_word_the_first_pieces_count() -> None:
    assert len(VOCABULARY.cut("johnjohnjohn").pieces[0]) == MAX_PIECES


def test_ideographs_stand_alone() -> None:
    assert read("王王") == [["王"], ["王"]]


@pytest.mark.parametrize(
    ("word", "folded"),
    [("48213", "00000"), ("2024", "2024"), ("1899", "0000"), ("12", "12"), ("٤٨٢١٣", "00000"), ("ÅSA", "asa")],
)
def test_long_numbers_read_as_zeros_and_years_as_themselves(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "case"),
    [("jane", LOWER), ("Jane", CAPITAL), ("J", CAPITAL), ("JANE", UPPER), ("McJane", MIXED), ("王", NO_CASE)],
)
def test_case_is_a_feature(word: str, case: int) -> None:
    assert VOCABULARY.cut(word).cases[0] == case


@pytest.mark.parametrize(
    ("between", "plain"),
    [
        (" \t ", " "),
        (" \n\n  ", "\n"),
        ("\u2014", "-"),
        ("-----", "-"),
        ("\u2019", "'"),
        ('": "', '": "'),
        ("}}]],,", "}],"),
    ],
)
def test_what_stands_between_words_has_few_forms(between: str, plain: str) -> None:
    assert gap(between) == plain


def test_a_gap_that_is_not_listed_is_any_other() -> None:
    assert list(VOCABULARY.cut("jane, smith@john").gaps) == [2, 3, 0, 2]


def test_a_texts_edge_reads_as_a_line_break() -> None:
    assert gap("\0") == "\n"


@given(st.text())
def test_each_word_lies_in_the_text_and_all_letters_lie_in_words(text: str) -> None:
    words = VOCABULARY.cut(text)
    inside = {place for start, end in zip(words.starts, words.ends, strict=True) for place in range(start, end)}

    assert len(words.pieces) == len(words.cases) == len(words.starts) == len(words.gaps) - 1
    assert all(len(each) == MAX_PIECES for each in words.pieces)
    assert all(place in inside for place, char in enumerate(text) if unicodedata.category(char)[0] == "L")


@given(st.lists(st.sampled_from(["jane", "Smith", "12", ", "]), max_size=8))
def test_a_word_reads_the_same_whatever_stands_beside_it(parts: list[str]) -> None:
    alone = [read(part) for part in parts]

    assert read(" ".join(parts)) == [word for each in alone for word in each]
