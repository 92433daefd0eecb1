"""Words that are names too."""

from gateway.core.common_words import FREQUENT, MONTHS_AND_DAYS, WORDS, phrase_set, word_set
from gateway.core.linking import plain_words


def test_words_are_written_as_names_are_compared() -> None:
    for word in WORDS | MONTHS_AND_DAYS:
        assert plain_words(word) == [word]


def test_words_are_apart_by_spaces_and_phrases_by_commas() -> None:
    assert word_set("a b\n  c") == {"a", "b", "c"}
    assert phrase_set("\n  to call, to\n  write,, fax ") == {"to call", "to write", "fax"}


def test_what_is_frequent_is_a_word() -> None:
    assert FREQUENT < WORDS
    assert {"will", "mark", "bill"} <= FREQUENT
    assert {"rose", "grace"} <= WORDS - FREQUENT


def test_months_and_days_are_told_apart() -> None:
    assert {"may", "april", "friday", "mai"} <= MONTHS_AND_DAYS
