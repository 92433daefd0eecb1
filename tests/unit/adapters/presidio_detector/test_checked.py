"""Numbers that form and check digits give away are found without a word beside them; with one digit changed they are not."""

import pytest

from gateway.adapters.presidio_detector.checked import checked
from tests.support.detection import finds

RULES = tuple(checked())


@pytest.mark.parametrize(
    ("entity", "value"),
    [
        ("NATIONAL_ID", "11010519491231002X"),
        ("NATIONAL_ID", "1630615123457"),
        ("NATIONAL_ID", "37605030299"),
        ("NATIONAL_ID", "15108695088"),
        ("NATIONAL_ID", "151086 95088"),
        ("NATIONAL_ID", "0101006500006"),
        ("NATIONAL_ID", "7569217076985"),
        ("NATIONAL_ID", "6712019018088"),
        ("NATIONAL_ID", "A123456789"),
        ("NATIONAL_ID", "A 123 456 780"),
        ("BANK_ACCOUNT", "2850590940090418135201"),
        ("BANK_ACCOUNT", "28505909 40090418135201"),
        ("ACCOUNT_ID", "8944500102198304826"),
    ],
)
def test_a_number_with_its_check_digits_is_found_and_with_another_digit_is_not(entity: str, value: str) -> None:
    at = 6 if value[6].isdigit() else 7
    other = value[:at] + str((int(value[at]) + 1) % 10) + value[at + 1 :]

    assert (entity, value) in finds(RULES, f"?x={value}&")
    assert (entity, other) not in finds(RULES, f"?x={other}&")


@pytest.mark.parametrize(
    "text",
    [
        "order 20261127001",
        "EAN 4006381333931",
        "id 1234567890123456789",
        "1.234.567,89",
        "2026-11-27T16:15:00",
        "part A 12 345",
    ],
)
def test_another_number_is_not(text: str) -> None:
    assert finds(RULES, text) == []
