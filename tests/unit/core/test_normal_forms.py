"""Two spellings of one value have one form; what is many people's has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.entities import Label
from gateway.core.normal_forms import COMPARED, MAX_CHARACTERS, email, identifier, normal_value, phone

SAME = [
    ("Jane.Doe@Example.COM", "jane.doe@example.com"),
    (" mailto:jane.doe@example.com ", "jane.doe@example.com"),
    ("ｊane\u200b@example.com", "jane@example.com"),
    ("STRASSE@example.de", "straße@example.de"),
    ("+44 20 7946 0958", "+442079460958"),
    ("+44 (0)20 7946-0958", "0044 20 7946 0958"),
    ("+44 20 7946 0958 ext. 12", "44 20 7946 0958"),
    ("(212) 555-0143", "212.555.0143"),
    ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
    ("12345678-z", "12345678Z"),
    ("https://www.linkedin.com/in/jane-doe/", "linkedin.com/in/jane-doe"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_value_have_one_form(one: str, other: str) -> None:
    assert normal_value(one) == normal_value(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("a@example.com", "a@example.co"), ("+44 20 7946 0958", "020 7946 0958"), ("jane.doe@a.com", "janedoe@a.com")],
)
def test_different_values_stay_apart(one: str, other: str) -> None:
    assert normal_value(one) != normal_value(other)


@given(st.text(max_size=300))
def test_a_form_is_its_own_form_or_nothing_and_never_longer_than_an_address(text: str) -> None:
    form = normal_value(text)

    assert len(form) <= 18 * MAX_CHARACTERS, "NFKC makes eighteen letters of one"
    assert normal_value("x" * (MAX_CHARACTERS + 1)) == ""


@pytest.mark.parametrize(
    "value", ["", "jane", "jane@", "@example.com", "jane@example", "a b@example.com", "a@b@example.com"]
)
def test_what_is_no_address_is_refused(value: str) -> None:
    assert email(value) is None


@pytest.mark.parametrize("value", ["", "12345", "612 345 678", "call me", "+34", "1" * 17, "a@example.com"])
def test_a_number_that_may_be_several_subscribers_is_refused(value: str) -> None:
    assert phone(value) is None


@pytest.mark.parametrize(("value", "form"), [("+34 612 345 678", "34612345678"), ("020 7946 0958", "02079460958")])
def test_a_whole_number_is_taken(value: str, form: str) -> None:
    assert phone(value) == form


@pytest.mark.parametrize("value", ["", "10234", "INV-2024", "janedoe", "Jane Doe of Example", "a@example.com"])
def test_an_identifier_that_may_be_many_peoples_is_refused(value: str) -> None:
    assert identifier(value) is None


@pytest.mark.parametrize("value", ["12345678Z", "DE89370400440532013000", "linkedin.com/in/jane-doe"])
def test_a_long_identifier_is_taken(value: str) -> None:
    assert identifier(value) == normal_value(value)


def test_names_addresses_and_payment_numbers_are_not_compared() -> None:
    assert not COMPARED & {
        Label.PERSON,
        Label.STREET_ADDRESS,
        Label.DATE_OF_BIRTH,
        Label.ORGANIZATION,
        Label.CREDIT_CARD,
    }
    assert {Label.EMAIL_ADDRESS, Label.PHONE_NUMBER, Label.IBAN_CODE, Label.NATIONAL_ID} <= COMPARED
