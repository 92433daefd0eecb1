"""Spans: which words are masked together, as what, how surely."""

import numpy as np
import pytest

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary
from gateway.adapters.presidio_detector.ner.floors import INSIDE_FLOOR, Chances
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon
from gateway.adapters.presidio_detector.ner.spans import spans
from gateway.adapters.presidio_detector.ner.tags import FLOOR, LABELS, TAGS
from gateway.adapters.presidio_detector.ner.words import Vocabulary
from gateway.core.entities import Label

VOCABULARY = Vocabulary(["[PAD]", "[UNK]"], ["<other>"], Dictionary())


def found(
    text: str, *words: dict[str, float], ordinary: frozenset[str] = frozenset()
) -> list[tuple[str, Label, float]]:
    chances: Chances = np.zeros((len(words), TAGS), np.float32)
    for row, tags in zip(chances, words, strict=True):
        for tag, chance in tags.items():
            row[number(tag)] = chance
        row[0] = 1 - sum(tags.values())
    given = spans(text, VOCABULARY.cut(text), chances, Lexicon(ordinary))
    return [(text[each.start : each.end], each.label, round(each.score, 2)) for each in given]


def number(tag: str) -> int:
    place, label = tag.split("-")
    return 1 + 2 * LABELS.index(Label(label)) + (place == "I")


def test_words_of_one_label_in_a_row_are_one_span_with_its_least_sure_words_score() -> None:
    assert found("call Jane Doe now", {}, {"B-PERSON": 0.9}, {"I-PERSON": 0.7}, {}) == [("Jane Doe", Label.PERSON, 0.7)]


def test_a_beginning_begins_another_span() -> None:
    text = "Jane Bob"

    assert [each[0] for each in found(text, {"B-PERSON": 0.9}, {"B-PERSON": 0.9})] == ["Jane", "Bob"]


def test_another_label_is_another_span() -> None:
    assert [each[1] for each in found("Jane Acme", {"B-PERSON": 0.9}, {"I-ORGANIZATION": 0.9})] == [
        Label.PERSON,
        Label.ORGANIZATION,
    ]


def test_a_word_torn_between_two_labels_is_masked_all_the_same() -> None:
    assert found("Paris", {"B-PERSON": 0.3, "B-LOCATION": 0.25}) == [("Paris", Label.PERSON, 0.55)]


def test_a_word_below_the_floor_is_none() -> None:
    assert found("jane", {"B-PERSON": FLOOR - 0.01}) == []


def test_who_is_named_once_is_named_again() -> None:
    text = "Jane left. Tell Jane"

    assert [each[0] for each in found(text, {"B-PERSON": 0.9}, {}, {}, {"B-PERSON": 0.01})] == ["Jane", "Jane"]
    assert [each[0] for each in found(text, {"B-PERSON": 0.9}, {}, {}, {})] == ["Jane"]


def test_a_span_ends_where_a_text_does() -> None:
    assert [each[0] for each in found("Jane\0Doe", {"B-PERSON": 0.9}, {"I-PERSON": 0.9})] == ["Jane", "Doe"]


@pytest.mark.parametrize(
    ("between", "other"), [("</li><li>", 2), ("<br>", 1), (" | ", 0), ("\t", 0), ("\n- ", 0), ("\n2. ", 1)]
)
def test_a_name_ends_where_a_tag_a_cell_or_a_point_begins(between: str, other: int) -> None:
    nothing: list[dict[str, float]] = [{}] * other

    assert [each[0] for each in found(f"Jane{between}Doe", {"B-PERSON": 0.9}, *nothing, {"I-PERSON": 0.9})] == [
        "Jane",
        "Doe",
    ]
    assert [each[0] for each in found("Jane \n Doe", {"B-PERSON": 0.9}, {"I-PERSON": 0.9})] == ["Jane \n Doe"]


def test_signs_within_a_name_are_masked_with_it() -> None:
    assert found("J. O'Neil", {"B-PERSON": 0.9}, {"I-PERSON": 0.9}, {"I-PERSON": 0.9})[0][0] == "J. O'Neil"


def test_what_has_a_form_is_named_by_any_pattern_that_finds_it() -> None:
    ((_, label, score),) = found("4111", {"B-CREDIT_CARD": 0.99})

    assert (label, score) == (Label.CREDIT_CARD, FLOOR)


def test_a_place_must_be_surer_than_a_name() -> None:
    assert found("Paris", {"B-LOCATION": 0.7}) == []
    assert found("Paris", {"B-PERSON": 0.5}) == [("Paris", Label.PERSON, 0.5)]


def test_a_place_that_may_as_well_be_a_name_counts_as_one() -> None:
    assert found("Paris", {"B-LOCATION": 0.41, "B-PERSON": 0.4}) != []


def test_of_a_script_that_the_model_never_learnt_it_says_nothing() -> None:
    assert found("Москва", {"B-PERSON": 0.99}) == []
    assert found("Đặng", {"B-PERSON": 0.99}) != []


def test_a_word_in_a_numbers_place_is_none() -> None:
    assert found("plus one", {}, {"B-PHONE_NUMBER": 0.99}) == []


def test_a_number_torn_between_labels_is_masked_whole() -> None:
    assert [each[0] for each in found("id 14 x", {}, {"B-TAX_ID": 0.99}, {"B-NATIONAL_ID": 0.99})] == ["14", "x"]
    assert [
        each[0] for each in found("by/jo61", {"B-PERSONAL_URL": 0.99}, {"I-PERSONAL_URL": 0.99}, {"B-SECRET": 0.99})
    ]


def test_a_word_with_digits_for_letters_is_no_number_whatever_its_pieces_are_called() -> None:
    pieces = {"B-SECRET": 0.99}, {"B-LICENSE_PLATE": 0.99}, {"I-LICENSE_PLATE": 0.99}

    assert found("d34ls", *pieces) == []
    assert found("d3442s", *pieces) != []


def test_a_number_does_not_go_on_in_another_text() -> None:
    assert [each[0] for each in found("55\0x", {"B-TAX_ID": 0.99}, {"B-NATIONAL_ID": 0.99})] == ["55"]


def test_a_capital_that_its_sentence_does_not_explain_makes_a_name_likelier() -> None:
    unsure = {"B-PERSON": INSIDE_FLOOR + 0.01}

    assert found("we met Frost", {}, {}, unsure) == [("Frost", Label.PERSON, FLOOR)]
    assert found("we met frost", {}, {}, unsure) == []
    assert found("Frost", unsure) == []
    assert found("Met. Frost", {}, unsure) == []


def test_an_ordinary_word_is_nobody() -> None:
    assert found("frost", {"B-PERSON": 0.9}, ordinary=frozenset({"frost"})) == []
    assert found("frost", {"B-PERSON": 0.9}) == [("frost", Label.PERSON, 0.9)]


def test_a_doubtful_word_beside_a_name_is_no_part_of_it() -> None:
    tags = {"B-PERSON": 0.99}, {"I-PERSON": 0.99}, {"I-PERSON": 0.9}

    assert found("Ann Lee tomorrow", *tags, ordinary=frozenset({"tomorrow"}))[0][0] == "Ann Lee"


def test_of_ordinary_words_alone_the_edges_do_not_say_what_they_are() -> None:
    words = {"B-PERSON": 0.9}, {"I-PERSON": 0.9}

    assert found("power off", *words, ordinary=frozenset({"power", "off"})) == []


def test_a_family_names_initial_belongs_to_the_given_name_before_it() -> None:
    given = {"B-PERSON": 0.9}

    assert [each[0] for each in found("Kim N. | kim", given, {}, {})] == ["Kim N."]
    assert [each[0] for each in found("from Kim N.", {}, given, {})] == ["Kim N."]
    assert [each[0] for each in found("Kim N.B. | kim", given, {}, {}, {})] == ["Kim"]
    assert [each[0] for each in found("Pat A. said", given, {}, {})] == ["Pat"]


def test_the_initial_right_before_a_name_is_masked_with_it_if_the_model_has_it_for_one() -> None:
    unsure, name = {"B-PERSON": 0.3}, {"I-PERSON": 0.9}

    assert found("ask Y. Doe", {}, unsure, name)[0][0] == "Y. Doe"
    assert found("grade Y. Doe", {}, {"B-PERSON": 0.05}, name)[0][0] == "Doe"
    assert found("ask y. Doe", {}, unsure, name)[0][0] == "Doe"
