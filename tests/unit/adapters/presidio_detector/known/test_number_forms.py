"""Telephone numbers by their national digits, identifiers by their letters and digits."""

import pytest

from gateway.adapters.presidio_detector.known.number_forms import national, solid, whole


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("+44 20 7123 4567", "2071234567"),
        ("+44 (0)20 7123 4567", "2071234567"),
        ("0044 20 7123 4567", "2071234567"),
        ("020 7123 4567", "2071234567"),
        ("+1 415 555 0132 x9", "4155550132"),
        ("1 415 555 0132", "4155550132"),
        ("+39 02 1234567", "021234567"),
        ("+353 83 123 4567", "831234567"),
        ("+47 912 34 567", "91234567"),
    ],
)
def test_a_number_is_known_by_its_national_digits(value: str, digits: str) -> None:
    assert digits in national(value)


def test_few_digits_are_no_telephone_number() -> None:
    assert national("12345") == []
    assert national("") == []


def test_an_identifier_is_known_without_its_separators() -> None:
    assert solid("AB 12 34 56 C") == "ab123456c"
    assert solid("123-45-6789") == "123456789"
    assert solid("4471") == ""
    assert solid("hunter") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tel +44 20 7123 4567.", "+44 20 7123 4567"),
        ("tel (020) 7123 4567", "(020) 7123 4567"),
        ("tel 00442071234567", "00442071234567"),
        ("tel +44 (0) 20 7123 4567 ext. 12, ok", "+44 (0) 20 7123 4567 ext. 12"),
        ("2071234567x123", "2071234567x123"),
        ("44 20 7123 4567", "44 20 7123 4567"),
    ],
)
def test_a_number_is_taken_with_its_prefix_and_extension(text: str, expected: str) -> None:
    start, end = text.rindex("20", 0, text.index("7123") + 1), text.index("4567") + 4
    found = whole(text, start, end)

    assert found is not None
    assert text[found[0] : found[1]] == expected


@pytest.mark.parametrize("text", ["992072071234567", "20712345678", "A2071234567", "2071234567b"])
def test_a_part_of_a_longer_number_is_none(text: str) -> None:
    start = text.rindex("207")

    assert whole(text, start, start + 10) is None
