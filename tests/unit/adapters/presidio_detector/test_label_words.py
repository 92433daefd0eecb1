"""The lists of words keep to their form."""

from gateway.adapters.presidio_detector import label_words
from gateway.adapters.presidio_detector.label_words import COMMON, SPECIFIC

LISTS = {name: value for name, value in vars(label_words).items() if isinstance(value, frozenset)}


def test_every_word_is_lower_case_and_neat() -> None:
    for words in (*LISTS.values(), *SPECIFIC.values(), *COMMON.values()):
        assert words
        assert all(word == word.lower().strip() and "  " not in word and "\0" not in word for word in words)


def test_a_specific_word_names_one_kind() -> None:
    seen: dict[str, str] = {}
    for entity, words in SPECIFIC.items():
        for word in words:
            assert seen.setdefault(word, entity) == entity, word
