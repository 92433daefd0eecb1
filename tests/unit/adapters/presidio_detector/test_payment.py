"""Check digits of cards and accounts."""

import pytest

from gateway.adapters.presidio_detector.payment import card, iban, is_of_an_issuer, luhn


@pytest.mark.parametrize(
    "value",
    [
        "4111 1111 1111 1111",
        "378282246310005",
        "5555_5555_5555_4444",
        "2223-0031-2200-3222",
        "4222222222222",
        "6011\n1111\n1111\n1117",
    ],
)
def test_a_cards_number_is_one(value: str) -> None:
    assert card(value)


@pytest.mark.parametrize("value", ["4111111111111112", "2123 4567 8901 2348", "5006231720185", "9780201379624"])
def test_a_wrong_digit_or_a_bar_code_is_none(value: str) -> None:
    assert not card(value)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("4111111111111111", True),
        ("378282246310005", True),
        ("4222222222222", True),
        ("271828182845905", False),
        ("4111111111111112", False),
        ("3345214532441", False),
        ("42", False),
    ],
)
def test_an_issuer_begins_numbers_of_a_length_so(value: str, *, is_one: bool) -> None:
    assert is_of_an_issuer(value) == is_one


def test_luhns_digit_is_the_last() -> None:
    assert [digit for digit in "0123456789" if luhn("7992739871" + digit)] == ["3"]


@pytest.mark.parametrize("value", ["DE89 3704 0044 0532 0130 00", "gb82west12345698765432", "NO93-8601-1117-947"])
def test_an_iban_is_one_in_any_case(value: str) -> None:
    assert iban(value)


@pytest.mark.parametrize("value", ["DE89 3704 0044 0532 0130 01", "DE8937040044053201300", "XX82WEST12345698765432"])
def test_wrong_digits_length_or_country_are_none(value: str) -> None:
    assert not iban(value)
