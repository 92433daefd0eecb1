"""Numbers from 13 to 99 are known in words, as they are written and said."""

import re

import pytest

from gateway.adapters.presidio_detector.traits.spoken_ages import HEADS, SMALL, SPOKEN


@pytest.mark.parametrize(
    "number",
    [
        "thirteen",
        "ninety two",
        "forty-two",
        "soixante-douze",
        "quatre-vingt-dix-neuf",
        "vingt et un",
        "sesenta y ocho",
        "veintis\u00e9is",
        "oitenta e um",
        "quarantadue",
        "ventuno",
        "ventitr\u00e9",
        "einundvierzig",
        "achtunddrei\u00dfig",
        "zesenveertig",
        "twee\u00ebnvijftig",
    ],
)
def test_a_number_is_known_whole(number: str) -> None:
    assert re.fullmatch(SPOKEN, number)


@pytest.mark.parametrize("word", ["advent", "twentyish", "vierzigste", "one", "hundred"])
def test_another_word_is_none(word: str) -> None:
    assert not re.fullmatch(SPOKEN, word)


def test_the_smallest_need_a_word_beside_them() -> None:
    assert not HEADS & set(SMALL.split("|"))
