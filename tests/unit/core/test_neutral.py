"""Neutral words follow the draft's language and the place in the sentence."""

import pytest

from gateway.core.entities import Label
from gateway.core.neutral import language_of, neutral_word

DRAFTS = {
    "en": "Thanks for your time, we are happy to send the offer with ",
    "es": "Hola, gracias por su tiempo, el presupuesto es para ",
    "fr": "Bonjour, merci pour votre temps, nous avons parlé avec ",
    "de": "Sehr geehrte Damen, wir haben mit der Kollegin und ",
    "pt": "Olá, obrigado pelo seu tempo, não se esqueça de ",
    "it": "Gentile cliente, grazie del suo tempo, abbiamo parlato con ",
    "nl": "Beste klant, bedankt voor het gesprek, wij hebben met ",
}


@pytest.mark.parametrize("language", DRAFTS)
def test_the_drafts_own_words_tell_its_language(language: str) -> None:
    assert language_of(DRAFTS[language]) == language


@pytest.mark.parametrize("text", ["", "12345", "[ORDER]", "de"])
def test_english_when_the_words_do_not_tell(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("language", DRAFTS)
def test_every_label_has_a_word_in_every_language(language: str) -> None:
    for label in Label:
        word = neutral_word(label, DRAFTS[language])

        assert word
        assert word == word.strip()
        assert label not in word


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("", "Someone"),
        ("We met. ", "Someone"),
        ('He said "yes." ', "Someone"),
        ("Dear\n\n", "Someone"),
        ("- a\n  ", "Someone"),
        ("We met ", "someone"),
        ("Dear ", "someone"),
        ("at 3.", "someone"),
    ],
)
def test_a_sentence_begins_with_a_capital(before: str, word: str) -> None:
    assert neutral_word(Label.PERSON, before) == word


def test_the_kind_of_value_chooses_the_word() -> None:
    assert neutral_word(Label.EMAIL_ADDRESS, "write to ") == "an email address"
    assert neutral_word(Label.IBAN_CODE, "with ") == "a detail"
