"""From which chance on a word counts."""

import numpy as np
import pytest

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary
from gateway.adapters.presidio_detector.ner.floors import (
    ANNOUNCED_FLOOR,
    CAPITAL_FLOOR,
    CERTAIN_FLOOR,
    FORMED_FLOOR,
    HINTED_FLOOR,
    INDIRECT_FLOOR,
    INSIDE_FLOOR,
    LISTED_FLOOR,
    NAMED_FLOOR,
    PLACE_FLOOR,
    SPEAKER_FLOOR,
    TOUCHING_FLOOR,
    Chances,
    least,
)
from gateway.adapters.presidio_detector.ner.tags import FLOOR, LABELS, TAGS
from gateway.adapters.presidio_detector.ner.words import Vocabulary
from gateway.core.entities import Label

VOCABULARY = Vocabulary(["[PAD]", "[UNK]"], ["<other>"], Dictionary())
ORDINARY = frozenset({"frost", "lp", "hr", "de"})


def floor(text: str, word: str, label: Label = Label.PERSON, chance: float = FLOOR - 0.01) -> float:
    words = VOCABULARY.cut(text)
    chances: Chances = np.zeros((len(words.starts), TAGS), np.float32)
    chances[:, 0] = 1
    place = list(words.starts).index(text.index(word))
    chances[place, 1 + 2 * LABELS.index(label)] = chance
    chances[place, 0] = 1 - chance
    return float(least(text, words, chances, ORDINARY)[place])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("the jopp is here", "jopp", FLOOR),
        ("Frau jopp is here", "jopp", CERTAIN_FLOOR),
        ("pls ask jopp for it", "jopp", ANNOUNCED_FLOOR),
        ("so jopp called", "jopp", HINTED_FLOOR),
        ("jopp: yes", "jopp", SPEAKER_FLOOR),
        ("we met Jopp", "Jopp", INSIDE_FLOOR),
        ("Jopp met us", "Jopp", CAPITAL_FLOOR),
        ("we met Frost", "Frost", FLOOR),
        ("Frau Frost", "Frost", NAMED_FLOOR),
        ("Frau J", "J", FLOOR),
        ("FROST: yes", "FROST", FLOOR),
        ("HR: yes", "HR", FLOOR),
        ("LP: yes", "LP", CERTAIN_FLOOR),
        ("Frau de", "de", FLOOR),
    ],
)
def test_a_word_that_may_be_a_name_counts_the_sooner_the_more_says_so(text: str, word: str, expected: float) -> None:
    assert floor(text, word) == expected


def test_what_is_no_leak_or_has_a_form_must_be_surer() -> None:
    assert floor("in Paris", "Paris", Label.LOCATION) == INDIRECT_FLOOR
    assert floor("vat 12345", "12345", Label.TAX_ID) == FORMED_FLOOR


def floor_beside(
    text: str, other: str, word: str, label: Label = Label.PERSON, chance: float = LISTED_FLOOR + 0.01
) -> float:
    """The floor of `word` where the model is sure of `other`."""
    words = VOCABULARY.cut(text)
    chances: Chances = np.zeros((len(words.starts), TAGS), np.float32)
    chances[:, 0] = 1
    for name, sure in ((other, 0.99), (word, chance)):
        place = list(words.starts).index(text.index(name))
        chances[place, 1 + 2 * LABELS.index(label)] = sure
        chances[place, 0] = 1 - sure
    return float(least(text, words, chances, ORDINARY)[list(words.starts).index(text.index(word))])


@pytest.mark.parametrize("text", ["eva & jopp", "jopp & eva", "eva und jopp", "jopp y eva", "eva/jopp"])
def test_what_and_joins_to_a_name_counts_sooner(text: str) -> None:
    assert floor_beside(text, "eva", "jopp") == LISTED_FLOOR


@pytest.mark.parametrize("text", ["eva, jopp", "eva jopp", "eva but jopp", "eva and the jopp"])
def test_what_merely_stands_beside_one_does_not(text: str) -> None:
    assert floor_beside(text, "eva", "jopp") == FLOOR


def test_a_word_after_a_particle_of_a_name_counts_sooner_unless_it_is_ordinary() -> None:
    assert floor_beside("eva lo jopp", "lo", "jopp", chance=TOUCHING_FLOOR + 0.01) == TOUCHING_FLOOR
    assert floor_beside("eva lo frost", "lo", "frost", chance=TOUCHING_FLOOR + 0.01) == FLOOR
    assert floor_beside("solo jopp", "solo", "jopp", chance=TOUCHING_FLOOR + 0.01) == FLOOR


def test_an_ordinary_word_that_and_joins_to_a_name_does_not_either() -> None:
    assert floor_beside("eva & frost", "eva", "frost") == FLOOR


@pytest.mark.parametrize(("text", "other", "word"), [("rue des rosiers", "des", "rosiers"), ("42/18 Naya", "18", "42")])
def test_what_touches_an_address_counts_sooner(text: str, other: str, word: str) -> None:
    assert floor_beside(text, other, word, Label.STREET_ADDRESS, TOUCHING_FLOOR + 0.01) == TOUCHING_FLOOR


@pytest.mark.parametrize("text", ["rue, rosiers", "rue\nrosiers", "rosiers (rue"])
def test_what_a_sign_keeps_from_an_address_does_not(text: str) -> None:
    assert floor_beside(text, "rue", "rosiers", Label.STREET_ADDRESS, TOUCHING_FLOOR + 0.01) == FLOOR


def test_what_is_taken_for_a_place_where_a_name_is_certain_counts_sooner() -> None:
    assert floor("Tama your car is ready", "Tama", Label.LOCATION, 0.2) == PLACE_FLOOR
    assert floor("in Tama we met", "Tama", Label.LOCATION, 0.2) == INDIRECT_FLOOR
    assert floor("Frost your car is ready", "Frost", Label.LOCATION, 0.2) == INDIRECT_FLOOR


@pytest.mark.parametrize("hour", ["4pm", "4 pm", "10:30am", "12.15 p.m"])
def test_an_hour_before_a_number_is_no_part_of_it(hour: str) -> None:
    text = f"cb {hour} 0161"
    for word in VOCABULARY.cut(hour).starts:
        at = 3 + word
        assert floor(text, text[at:], Label.PHONE_NUMBER, 1.0) == np.inf
    assert floor(text, "0161", Label.PHONE_NUMBER, 1.0) == FORMED_FLOOR


@pytest.mark.parametrize("text", ["pw x4pm", "pw 14pm", "pw 4pmx", "ask Pm"])
def test_what_is_no_hour_may_be_a_value(text: str) -> None:
    assert floor(text, text.split()[1], Label.SECRET, 1.0) == FORMED_FLOOR


def test_the_last_digit_of_a_number_is_no_hour() -> None:
    assert floor("call 0161 496 4 am", "4 am", Label.PHONE_NUMBER, 1.0) == FORMED_FLOOR
