"""What stands beside a name is no part of it."""

import pytest

from gateway.adapters.presidio_detector.ner.edges import bare


def left(text: str) -> str:
    words = text.split()
    return " ".join(words[number] for number in bare(range(len(words)), words.__getitem__))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Jane Doe", "Jane Doe"),
        ("Señora Ortega", "Ortega"),
        ("hi uncle Femi thx", "Femi"),
        ("don ciccio", "ciccio"),
        ("um missus", ""),
        ("Jane Miss Doe", "Jane Miss Doe"),
    ],
)
def test_titles_and_courtesies_come_off_the_edges(text: str, name: str) -> None:
    assert left(text) == name


@pytest.mark.parametrize("name", ["Don Ray", "Bella Moss", "Will", "May"])
def test_a_word_that_is_a_name_too_stays_with_its_capital(name: str) -> None:
    assert left(name) == name
