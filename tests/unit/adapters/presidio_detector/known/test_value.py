"""A label that the CRM does not say is guessed by form."""

import pytest

from gateway.adapters.presidio_detector.known.value import Value, guessed, values
from gateway.core.entities import Label
from gateway.core.source import Known


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("jane@acme.com", Label.EMAIL_ADDRESS),
        ("@jane_doe", Label.USERNAME),
        ("jane_doe", Label.USERNAME),
        ("+1 (415) 555-0132 x9", Label.PHONE_NUMBER),
        ("1984-03-12", Label.DATE_OF_BIRTH),
        ("12 March 1984", Label.DATE_OF_BIRTH),
        ("linkedin.com/in/jane-doe", Label.PERSONAL_URL),
        ("12 Main Street, Springfield", Label.STREET_ADDRESS),
        ("Hauptstraße 5", Label.STREET_ADDRESS),
        ("CUST-AX1", Label.ACCOUNT_ID),
        ("Jane Doe", Label.PERSON),
        ("Agent 47", Label.PERSON),
        ("王伟", Label.PERSON),
    ],
)
def test_a_label_that_is_not_said_is_guessed(value: str, label: Label) -> None:
    assert guessed(value) is label


def test_only_a_persons_name_is_taken_apart() -> None:
    assert values([Known(" Dr. Jane Doe "), Known("+49 30 901820"), Known("Jane Doe", Label.ORGANIZATION)]) == [
        Value("Dr. Jane Doe", Label.PERSON, ["Jane", "Doe"]),
        Value("+49 30 901820", Label.PHONE_NUMBER, ()),
        Value("Jane Doe", Label.ORGANIZATION, ()),
    ]
