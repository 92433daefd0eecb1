"""What becomes neutral is neutral, and no word is both made neutral and taken out."""

import pytest

from gateway.core.blindness import blind
from gateway.core.protected_words import NEUTRAL_WORDS, ORIGINS, of_a_man

LINES = [line.split() for line in NEUTRAL_WORDS.strip().splitlines()]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_word_of_a_line_becomes_one_that_stays(line: list[str]) -> None:
    neutral, *words = line
    became = {blind(f"x {word} x") for word in words}

    assert len(became) == 1
    assert blind(became.pop()) == blind(f"x {words[0]} x")
    assert blind(blind(neutral)) == blind(neutral)


@pytest.mark.parametrize(
    "word", ["jüdischer", "katholische", "marokkanischen", "musulmane", "judía", "ebrea", "joodse"]
)
def test_faith_and_origin_are_taken_out(word: str) -> None:
    assert word in ORIGINS
    assert blind(f"x {word} x") == "x  x"
    assert blind(f"x {word.capitalize()} x") == "x  x"


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("Beraterin", "Berater"),
        ("Beraterinnen", "Berater"),
        ("ÄRZTINNEN", "ÄRZTE"),
        ("Zahnärztin", "Zahnarzt"),
        ("Psychologinnen", "Psychologen"),
        ("Schwerin", "Schwerin"),
        ("Nitroglycerin", "Nitroglycerin"),
        ("mandarin", "mandarin"),
        ("Erin", "Erin"),
    ],
)
def test_a_german_noun_of_a_woman_at_work_is_that_of_a_man(woman: str, man: str) -> None:
    assert of_a_man(woman) == man


def test_no_word_is_told_twice() -> None:
    told = [word for _, *words in LINES for word in words]

    assert len(told) == len(set(told))
