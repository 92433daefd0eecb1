"""What is born with a firm or a product is nobody's birth date; what is a person's is, whatever stands near it."""

import pytest

from gateway.adapters.presidio_detector.labelled import labelled
from tests.support.detection import finds

RULES = tuple(labelled())


@pytest.mark.parametrize(
    "text",
    [
        "Our agency was born in June 2018",
        "Born in April 2021, the new platform grew fast",
        "Née en mars 2016, cette entreprise vend des machines",
        "La marca nacida en junio de 2012 vende",
    ],
)
def test_a_firms_month_is_left_alone(text: str) -> None:
    assert finds(RULES, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ann, born in May 1985, the product manager", "May 1985"),
        ("he left the firm, born in May 1985", "May 1985"),
        ("Née en mai 1985, elle dirige la société", "mai 1985"),
        ("born 3 May 1985, the company said", "3 May 1985"),
    ],
)
def test_a_persons_date_is_found(text: str, value: str) -> None:
    assert finds(RULES, text) == [("DATE_OF_BIRTH", value)]
