"""Places that tell nothing of anybody, and those that do."""

import pytest

from gateway.adapters.presidio_detector.ner.regions import is_vague
from gateway.core.entities import Label
from gateway.core.spans import Span


def vague(text: str, value: str, label: Label = Label.LOCATION) -> bool:
    at = text.index(value)
    return is_vague(text, Span(at, at + len(value), label, 1.0))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("stored outside the EU?", "EU"),
        ("a UK number like 07", "UK"),
        ("use US date formats", "US"),
        ("for German postcodes", "German"),
    ],
)
def test_a_region_or_a_countrys_custom_is_nobodys_place(text: str, value: str) -> None:
    assert vague(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("her UK number", "UK"),
        ("she is in the UK", "UK"),
        ("a UK number is hers", "UK"),
        ("eu called", "eu"),
        ("in a Leeds pub", "Leeds"),
    ],
)
def test_where_somebody_is_stays_a_place(text: str, value: str) -> None:
    assert not vague(text, value)


def test_a_letter_by_itself_is_no_company_and_an_initial_may_be_part_of_a_name() -> None:
    assert vague("AquaPro 500 S", "S", Label.ORGANIZATION)
    assert not vague("s.l. called", "s", Label.ORGANIZATION)
    assert not vague("EU Group", "EU", Label.ORGANIZATION)
