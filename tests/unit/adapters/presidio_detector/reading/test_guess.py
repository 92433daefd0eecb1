"""What a disguised value is, told by its form alone."""

import pytest

from gateway.adapters.presidio_detector.reading.guess import guessed
from gateway.core.entities import Label


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("jane@acme.example", Label.EMAIL_ADDRESS),
        ("4012888888881881", Label.CREDIT_CARD),
        ("536904399", Label.NATIONAL_ID),
        ("442079460958", Label.PHONE_NUMBER),
        ("07407533219440", Label.PHONE_NUMBER),
        ("skprojPuAN9OPJ48TrWnS", Label.SECRET),
        ("Quarterly", None),
        ("123456789", None),
        ("4545454545", None),
        ("12", None),
        ("4453544255435445", None),
        ("5123451234512313", Label.CREDIT_CARD),
        ("5512412345231116", Label.PHONE_NUMBER),
        ("44207946095\u2776\u00b2", Label.PHONE_NUMBER),
    ],
)
def test_a_value_is_guessed_by_its_form(value: str, label: Label | None) -> None:
    assert guessed(value) is label
