"""The parts of a known address."""

import pytest

from gateway.adapters.presidio_detector.known.place_forms import address, words_beside


def _texts(value: str) -> set[str]:
    return {text for text, _ in address(value)}


def test_the_line_counts_alone_and_so_does_the_street() -> None:
    texts = _texts("12 Main Street, Apt 4, Springfield, IL 62704")

    assert {"12 Main Street", "12 Main st", "Main Street"} <= texts
    assert not {"Springfield", "IL 62704", "Apt 4"} & texts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Hauptstraße 5, 10115 Berlin", "hauptstr 5"),
        ("Hauptstr. 5, 10115 Berlin", "hauptstrasse 5"),
        ("Calle Mayor 3, 28013 Madrid", "c Mayor 3"),
        ("Unit 13, 37 St Mary's Road, Bristol", "37 St Mary's rd"),
    ],
)
def test_the_kind_of_street_is_written_in_full_and_short(value: str, text: str) -> None:
    assert text in _texts(value)


def test_an_address_without_a_number_counts_by_its_first_part() -> None:
    assert "The Old Rectory" in _texts("The Old Rectory, Much Marcle")


def test_further_words_belong_to_it_beside_a_part_only() -> None:
    assert {"12", "main", "street", "st", "springfield", "62704"} <= words_beside("12 Main Street, Springfield 62704")
