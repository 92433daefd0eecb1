"""In a set phrase a word is nobody's name; outside of it, or with a capital of its own, it is."""

import pytest

from gateway.adapters.presidio_detector.ner.idioms import is_of_a_phrase
from gateway.core.entities import Label
from gateway.core.spans import Span


def is_phrase(text: str, word: str) -> bool:
    at = text.index(word)
    return is_of_a_phrase(text, Span(at, at + len(word), Label.PERSON, 0.99))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("grazie mille", "mille"),
        ("they have us at our mercy on price", "mercy"),
        ("LAST CHANCE: ends today", "CHANCE"),
        ("Last Chance", "Chance"),
        ("jai perdu mon mdp", "jai"),
        ("Han llegado las cajas", "Han"),
        ("Major thanks to the desk", "Major"),
        ("EL IVA VA INCLUIDO", "IVA"),
        ("Olá Rui", "Olá"),
        ("Au-delà, c'est non", "Au-delà"),
        ("Xin chào anh", "Xin chào"),
        ("Mark as Won", "Won"),
        ('marked it as "Won"', "Won"),
    ],
)
def test_a_word_of_a_set_phrase_is_nobody(text: str, word: str) -> None:
    assert is_phrase(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("our Mercy called", "Mercy"),
        ("no Chance is off today", "Chance"),
        ("Mercy called", "Mercy"),
        ("Jai called me", "Jai"),
        ("Han called me", "Han"),
        ("Major is late", "Major"),
        ("con Iva in ufficio", "Iva"),
        ("Ola Rui", "Ola"),
        ("Mark is as good as Won", "Won"),
        ("emergency contact marked as Fatima", "Fatima"),
        ("marcar como Guadalupe", "Guadalupe"),
        ("our mercy will call you", "mercy"),
        ("Any Joy yet? She was going to ring", "Joy"),
        ("Have Mercy call me back, she knows", "Mercy"),
        ("No Mercy on shift today", "Mercy"),
        ("grazie Mille", "Mille"),
        ("have Mercy Jones on it", "Mercy Jones"),
    ],
)
def test_outside_of_it_a_word_may_be_somebody(text: str, word: str) -> None:
    assert not is_phrase(text, word)
