"""The words of health are written as the automaton looks for them, and none is so ordinary that a bare word would do."""

from gateway.adapters.presidio_detector.traits import health_words
from gateway.core.common_words import FREQUENT

SETS = {name: value for name, value in vars(health_words).items() if isinstance(value, frozenset)}


def test_words_are_lower_case_and_single_spaced() -> None:
    for name, words in SETS.items():
        assert {" ".join(word.lower().split()) for word in words} == words, name


def test_no_condition_is_a_word_that_needs_somebody_beside_it() -> None:
    needing = health_words.ORDINARY | health_words.STRICT | health_words.PREDICATES | health_words.HALTED

    assert not health_words.CONDITIONS & (needing | FREQUENT)
