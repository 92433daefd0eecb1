"""Other spellings of a name that do not fold together."""

import pytest

from gateway.adapters.presidio_detector.known.spellings import spellings


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Müller", "mueller"),
        ("Mueller", "muller"),
        ("Ødegård", "oedegaard"),
        ("Aagaard", "agard"),
        ("Юрий", "юрi"),
        ("Yuri", "yuriy"),
        ("Alexander", "aleksander"),
    ],
)
def test_a_name_is_written_with_other_letters(word: str, expected: str) -> None:
    assert expected in set(spellings(word))


@pytest.mark.parametrize("word", ["Doe", "Jane", "王伟", "", "Li"])
def test_most_names_have_one_spelling(word: str) -> None:
    assert not list(spellings(word))
