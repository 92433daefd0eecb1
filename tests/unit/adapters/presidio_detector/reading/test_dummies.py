"""Letters and words that are to be taken out are taken out."""

import pytest

from gateway.adapters.presidio_detector.reading import dummies
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("at 4Z2Z4Z2Z-Z6Z9Z6Z5 (take out Z)", "at 4242-6965 (take out Z)"),
        ("to lXeXoXpXoXlXdX@XaXcXmXe now", "to leopold@acme now"),
    ],
)
def test_a_letter_after_every_letter_is_taken_out(written: str, expected: str) -> None:
    assert read(dummies.letters, dummies.LETTER_TRIGGERS, written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("jane.DELETEMEdoe@acmeNOSPAM.com", "jane.doe@acme.com"),
        ("jane-nospam@acme.com", "jane@acme.com"),
        ("key-no-spam48d6REMOVE-THIS1b05", "key-48d61b05"),
    ],
)
def test_a_word_inside_of_a_value_is_taken_out(written: str, expected: str) -> None:
    assert read(dummies.words, dummies.WORD_TRIGGERS, written) == expected


def test_words_of_a_sentence_stay() -> None:
    text = "Policy: no spam, remove this banner, delete me not found errors go to the queue."

    assert edits(dummies.words, dummies.WORD_TRIGGERS, text) == []
    assert edits(dummies.letters, dummies.LETTER_TRIGGERS, text) == []
