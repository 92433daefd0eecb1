"""Words shortly before a find count, whole words only."""

import pytest

from gateway.adapters.presidio_detector.context import WINDOW, ContextWords, enhanced

WORDS = ContextWords(["ssn", "passport", "passport number", "ip", "phone", "teléfono"])


def _before(text: str, floor: int = 0) -> set[str]:
    return set(WORDS.before(text, len(text), floor))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My SSN is ", {"ssn"}),
        ("his ssns: ", {"ssn"}),
        ("passport number ", {"passport", "passport number"}),
        ('"passportNumber": ', {"passport"}),
        ("passport_no=", {"passport"}),
        ("PHONE: ", {"phone"}),
        ("Teléfono ", {"teléfono"}),
        ("İSTANBUL phone ", {"phone"}),
        ("shipping ", set()),
        ("microphone ", set()),
        ("phonetic ", set()),
    ],
)
def test_context_words_are_whole_words(text: str, expected: set[str]) -> None:
    assert _before(text) == expected


def test_far_words_and_words_of_another_text_do_not_count() -> None:
    assert _before("ssn " + "x" * WINDOW) == set()
    assert _before("ssn \0 12", floor=5) == set()


def test_a_supported_score_is_raised_as_presidio_does() -> None:
    assert enhanced(0.01) == 0.4
    assert enhanced(0.5) == 0.85
    assert enhanced(0.9) == 1.0
