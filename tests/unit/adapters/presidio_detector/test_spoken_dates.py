"""A date in words is one whole, and words that are no date are none."""

import re
import time

import pytest

from gateway.adapters.presidio_detector.spoken_dates import SPOKEN_DATE

DATE = re.compile(rf"{SPOKEN_DATE}(?!\w)", re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "the third of december nineteen sixty",
        "march the ninth nineteen seventy-one",
        "may tenth two thousand and one",
        "may fifth of nineteen ninety",
        "the fifth of may of nineteen ninety",
        "neunter Mai sechsundfünfzig",
        "Dritter Fünfter Achtundfünfzig",
        "am ersten April neunzehnhundertzweiundachtzig",
        "Le quatorze juillet quarante-neuf",
        "le premier mars mil neuf cent quatre-vingt-deux",
        "el tres de mayo de mil novecientos setenta y dos",
        "il quattro marzo millenovecentosettantadue",
        "dois de maio de mil novecentos e oitenta e três",
        "vijf mei negentienhonderd zesenzestig",
    ],
)
def test_a_spoken_date_is_taken_whole(text: str) -> None:
    found = DATE.match(f"{text}, she said")

    assert found is not None
    assert found[0] == text


@pytest.mark.parametrize(
    "text", ["in the summer", "run two thousand miles", "the third of the team", "drei Mal im Mai", "le mois de mai"]
)
def test_other_words_are_none(text: str) -> None:
    assert DATE.match(text) is None


def test_what_follows_a_date_is_no_part_of_it() -> None:
    found = DATE.match("the tenth of may two thousand and the policy is")

    assert found is not None
    assert found[0] == "the tenth of may two thousand"


def test_hostile_words_cost_little() -> None:
    began = time.process_time()
    for word in ("dix ", "veinti", "mille", "achtund", "tien", "a ", "te "):
        DATE.match(word * 60)
    assert time.process_time() - began < 1
