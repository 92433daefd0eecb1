"""A name that stands again: found once, found wherever; but no word that only looks like it."""

import numpy as np
import pytest

from gateway.adapters.presidio_detector.ner import dictionary
from gateway.adapters.presidio_detector.ner.dictionary import Band, Dictionary
from gateway.adapters.presidio_detector.ner.echoes import LEAST, SURE, echoes
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon
from gateway.adapters.presidio_detector.ner.tags import TAGS
from gateway.adapters.presidio_detector.ner.words import Vocabulary
from gateway.core.entities import Label
from gateway.core.spans import Span

DICTIONARY = Dictionary(dictionary.packed([("rosa", Band.RARE_NAME), ("monday", Band.COMMON)]))
VOCABULARY = Vocabulary(["[PAD]", "[UNK]"], ["<other>"], DICTIONARY)
ORDINARY = Lexicon({"power", "mark"})


def again(text: str, *named: str, score: float = SURE, chance: float = LEAST, label: Label = Label.PERSON) -> list[int]:
    """Where people are found beside the first place of each of `named`, whose other words the model gives this chance."""
    spans = sorted(Span(text.index(name), text.index(name) + len(name), label, score) for name in named)
    words = VOCABULARY.cut(text)
    chances = np.zeros((len(words.starts), TAGS), np.float32)
    chances[:, 0] = 1.0 - chance
    found = echoes(text, words, chances, spans, ORDINARY, DICTIONARY, "NAMES")
    return [each.start for each in found if each.label is Label.PERSON]


def test_a_name_is_found_wherever_it_stands_again() -> None:
    text = "Only Nekane signs.\nI trust Nekane, and NEKANE trusts me."

    assert again(text, "Nekane") == [text.index("Nekane,"), text.index("NEKANE")]


def test_each_word_of_a_longer_name_is_one() -> None:
    text = "Nekane Ibarrola signs. Ask Ibarrola's office."

    assert again(text, "Nekane Ibarrola") == [text.rindex("Ibarrola")]


def test_it_crosses_from_one_text_of_a_call_into_the_next() -> None:
    assert again("Nekane signs.\0Nekane is late.", "Nekane") == [14]


def test_a_name_in_small_letters_comes_back_in_any_and_one_with_a_capital_with_one_only() -> None:
    assert again("ask penelope. Penelope knows, penelope does", "penelope") == [14, 30]
    assert again("ask Penelope. what penelope knows", "Penelope") == []


def test_a_name_that_is_a_rare_word_comes_back_inside_of_a_sentence_and_not_after_an_article() -> None:
    assert again("ask Rosa. I trust Rosa", "Rosa") == [18]
    assert again("ask Rosa. Rosa is a colour", "Rosa") == []
    assert again("ask Rosa. paint it in the Rosa we had", "Rosa") == []
    assert again("ask rosa. paint it rosa", "rosa") == []


@pytest.mark.parametrize("name", ["Mark", "Monday", "Bo"])
def test_a_common_word_and_a_short_one_are_left_to_the_model(name: str) -> None:
    assert again(f"ask {name}. I trust {name}", name) == []


def test_what_is_doubtful_here_or_all_but_ruled_out_there_is_no_echo() -> None:
    assert again("ask Nekane. I trust Nekane", "Nekane", score=SURE - 0.01) == []
    assert again("ask Nekane. I trust Nekane", "Nekane", chance=LEAST / 2) == []


def test_a_company_has_none_and_what_is_found_already_is_not_found_twice() -> None:
    assert again("ask Nekane. I trust Nekane", "Nekane", label=Label.ORGANIZATION) == []
    assert again("Nekane Ibarrola", "Nekane Ibarrola") == []
