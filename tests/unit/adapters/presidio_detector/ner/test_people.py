"""Ordinary words among the people: what keeps one, what takes it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.ner import dictionary
from gateway.adapters.presidio_detector.ner.dictionary import Band, Dictionary
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon, Usage, packed
from gateway.adapters.presidio_detector.ner.people import (
    ALONE,
    FAIR,
    FAIR_INSIDE,
    INSIDE,
    THING,
    is_inside_sentence,
    people,
)
from gateway.core.entities import Label
from gateway.core.spans import Span

ORDINARY = Lexicon(
    {"power", "contract", "strom", "frost", "and"},
    packed([("harbour", Usage.COMMON), ("quince", Usage.FAIR)]),
)
DICTIONARY = Dictionary(dictionary.packed([("seat", Band.COMMON), ("rosa", Band.RARE_NAME)]))


def kept(text: str, *named: tuple[str, float]) -> list[str]:
    """The texts that stay, of `named` ones that are called people with these scores, in the order of the text."""
    at, spans = 0, []
    for value, score in named:
        at = text.index(value, at)
        spans.append(Span(at, at + len(value), Label.PERSON, score))
        at += len(value)
    return [text[span.start : span.end] for span in people(text, spans, ORDINARY, DICTIONARY)]


def test_an_ordinary_word_is_nobody_unless_it_is_almost_certain() -> None:
    assert kept("the power is off", ("power", ALONE - 0.01)) == []
    assert kept("the power is off", ("power", ALONE)) == ["power"]


def test_any_other_word_is_taken_at_its_chance() -> None:
    assert kept("ask jupp", ("jupp", 0.41)) == ["jupp"]
    assert kept("ask jupp and power", ("jupp and power", 0.41)) == ["jupp and power"]


def test_the_less_common_a_word_the_sooner_it_is_somebody() -> None:
    assert kept("the quince is ripe", ("quince", FAIR - 0.01)) == []
    assert kept("the quince is ripe", ("quince", FAIR)) == ["quince"]
    assert kept("the harbour is full", ("harbour", FAIR)) == []
    assert kept("we met Quince there", ("Quince", FAIR_INSIDE)) == ["Quince"]
    assert kept("we met Harbour there", ("Harbour", FAIR_INSIDE)) == []
    assert kept("the power quince", ("power quince", FAIR)) == ["power quince"]


def test_a_common_word_is_somebody_where_the_text_says_that_a_name_comes() -> None:
    assert kept("please ask harbour again", ("harbour", 0.5)) == ["harbour"]
    assert kept("please ask power again", ("power", 0.5)) == []
    assert kept("thanks power", ("power", 0.5)) == []


def test_a_sign_is_nobody() -> None:
    assert kept('tz="Asia/Tokyo"', ("Asia", 0.999)) == []


def test_a_capital_with_which_a_surer_name_begins_is_its_short_form() -> None:
    assert kept("Powerina, or Power", ("Powerina", 0.9), ("Power", 0.5)) == ["Powerina", "Power"]
    assert kept("Powerina, or power", ("Powerina", 0.9), ("power", 0.5)) == ["Powerina"]
    assert kept("Powers, or Power", ("Powers", 0.9), ("Power", 0.5)) == ["Powers"]


def test_a_capital_in_quotation_marks_before_a_surer_name_is_a_nickname() -> None:
    assert kept('and "Power" Jupp', ("Power", 0.5), ("Jupp", 0.9)) == ["Power", "Jupp"]
    assert kept('and "power" Jupp', ("power", 0.5), ("Jupp", 0.9)) == ["Jupp"]
    assert kept('and "Power" by Jupp', ("Power", 0.5), ("Jupp", 0.9)) == ["Jupp"]


def test_who_surely_spoke_one_line_speaks_the_others() -> None:
    talk = "power: who is it\njupp: me\npower: ok"

    assert kept(talk, ("power", 0.5), ("jupp", 0.9), ("power", ALONE)) == ["power", "jupp", "power"]
    assert kept(talk, ("power", 0.5), ("jupp", 0.9)) == ["jupp"]
    assert kept("the power is off\npower: ok", ("power", 0.5), ("power", ALONE)) == ["power"]


def test_accents_and_case_do_not_matter() -> None:
    assert kept("PÓWER", ("PÓWER", 0.9)) == []


def test_a_capital_inside_of_a_sentence_says_something() -> None:
    assert kept("we met Frost there", ("Frost", INSIDE)) == ["Frost"]
    assert kept("Frost on the roads", ("Frost", INSIDE)) == []
    assert kept("It is cold. Frost today", ("Frost", INSIDE)) == []
    assert kept("WE MET FROST", ("FROST", INSIDE)) == []


def test_ordinary_words_in_a_row_are_nobody_either() -> None:
    assert kept("the power contract", ("power contract", 0.9)) == []


def test_a_part_of_a_longer_name_of_the_call_is_somebody() -> None:
    assert kept("Ann Frost called. frost again", ("Ann Frost", 0.9), ("frost", 0.6)) == ["Ann Frost", "frost"]


def test_a_word_listed_with_a_name_is_somebody() -> None:
    assert kept("its oluwa nd frost", ("oluwa", 0.9), ("frost", 0.6)) == ["oluwa", "frost"]
    assert kept("frost/youna/strom", ("frost", 0.6), ("youna", 0.9), ("strom", 0.6)) == ["frost", "youna", "strom"]
    assert kept("strom and frost", ("strom", 0.6), ("frost", 0.6)) == []
    assert kept("oluwa has the power", ("oluwa", 0.9), ("power", 0.6)) == ["oluwa"]


def test_the_letter_of_a_mark_is_nobody() -> None:
    assert kept("a <b>bold</b> word", ("b", 0.9)) == []
    assert kept("signed b", ("b", 0.9)) == ["b"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("grade B fits", "B"),
        ("range A-Z here", "A-Z"),
        ("at 4 p.m. sharp", "p.m"),
        ("B I G  S A L E", "B I G  S A L E"),
    ],
)
def test_letters_that_are_no_initials_are_nobody(text: str, letters: str) -> None:
    assert kept(text, (letters, 0.9)) == []


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("R. K. drafts", "R"),
        ("m.m. to review", "m.m"),
        ("he spells L-E-E", "L-E-E"),
        ("sure, it's L-E-E", "L-E-E"),
        ("it is l e e k", "l e e"),
        ("peace, j", "j"),
    ],
)
def test_initials_and_spelt_names_are_somebody(text: str, letters: str) -> None:
    assert kept(text, (letters, 0.6)) == [letters]


def test_an_ordinary_word_after_a_title_or_as_a_signature_is_somebody() -> None:
    assert kept("ask FRAU FROST again", ("FROST", 0.5)) == ["FROST"]
    assert kept("bye\n\n-frost", ("frost", 0.5)) == ["frost"]
    assert kept("bye frost", ("frost", 0.5)) == []


@pytest.mark.parametrize("label", [Label.ORGANIZATION, Label.LOCATION])
def test_an_ordinary_word_is_a_place_or_a_company_only_when_certain(label: Label) -> None:
    doubtful, certain = Span(0, 5, label, THING - 0.001), Span(0, 5, label, THING)

    assert list(people("Power", [doubtful], ORDINARY, DICTIONARY)) == []
    assert list(people("Power", [certain], ORDINARY, DICTIONARY)) == [certain]
    assert list(people("Girasol", [doubtful], ORDINARY, DICTIONARY)) == [doubtful]
    assert list(people("Harbour", [doubtful], ORDINARY, DICTIONARY)) == [doubtful]


def test_a_word_of_letters_set_apart_is_no_place_and_neither_is_one_of_them() -> None:
    for start, end in ((2, 3), (0, 7)):
        assert list(people("S A L E", [Span(start, end, Label.LOCATION, 0.999)], ORDINARY, DICTIONARY)) == []


def test_other_labels_are_not_looked_at() -> None:
    span = Span(0, 5, Label.HEALTH, 0.5)

    assert list(people("Power", [span], ORDINARY, DICTIONARY)) == [span]


def test_a_sentence_begins_after_signs_and_breaks() -> None:
    assert is_inside_sentence("we met Frost", 7)
    assert not is_inside_sentence("no. Frost", 4)
    assert not is_inside_sentence("- Frost", 2)
    assert not is_inside_sentence("one\0Frost", 4)


@given(st.text(st.sampled_from("ab .,\0"), min_size=1).map("xx".__add__), st.floats(0.4, 1.0))
def test_without_ordinary_words_every_span_stays(text: str, score: float) -> None:
    span = Span(0, len(text), Label.PERSON, score)

    assert list(people(text, [span], Lexicon(), DICTIONARY)) == [span]


def test_an_ordinary_word_is_nobodys_handle_unless_a_sign_says_so() -> None:
    def stays(text: str, handle: str) -> bool:
        start = text.index(handle)
        return bool(list(people(text, [Span(start, start + len(handle), Label.USERNAME, 0.4)], ORDINARY, DICTIONARY)))

    assert not stays('{"user": "harbour"}', "harbour")
    assert not stays("user: Power", "Power")
    assert not stays('{"user": "seat"}', "seat")
    assert stays('{"user": "rosa"}', "rosa")
    assert stays('{"user": "harbour_7"}', "harbour_7")
    assert stays("user: jopp", "jopp")
    assert stays("ping @harbour", "harbour")
    assert stays("user harbour password: hunter22", "harbour")
    assert stays("Power / pw x", "Power")
