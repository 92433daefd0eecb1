"""What is like a known value: other spellings, and finds that hold it among other words."""

import pytest

from gateway.core.entities import Label
from gateway.core.likeness import Likeness
from gateway.core.source import Known


def test_nothing_is_like_no_values() -> None:
    assert not Likeness([])
    assert Likeness([Known("Jane Doe")])


@pytest.mark.parametrize(
    "written", ["dr jane doe leeds", "Jane Doe's", "Doe, Jane", "j_d", "@jdoe", "jane+crm@x.example", "Janie", "D-O-E"]
)
def test_a_name_is_known_in_other_spellings(written: str) -> None:
    assert Likeness([Known("Jane Doe", Label.PERSON)]).has(written, Label.USERNAME)


@pytest.mark.parametrize("written", ["Janet Doe", "Jane Doerr", "Doe Ltd", "info@x.example", ""])
def test_other_names_are_not_like_it(written: str) -> None:
    assert not Likeness([Known("Jane Doe", Label.PERSON)]).has(written, Label.PERSON)


def test_an_address_is_like_itself_only() -> None:
    known = Likeness([Known("Info@X.example")])

    assert known.has("info@x.example", Label.EMAIL_ADDRESS)
    assert not known.has("info@y.example", Label.EMAIL_ADDRESS)


def test_a_street_is_known_with_and_without_its_comma() -> None:
    assert Likeness([Known("1 Elm St, Leeds", Label.LOCATION)]).has("1 elm st Leeds", Label.LOCATION)


def test_a_value_of_signs_is_known_as_it_is() -> None:
    assert Likeness([Known("…")]).has("…", Label.PERSON)


def test_few_digits_are_a_number_only_in_full() -> None:
    known = Likeness([Known("555 0100", Label.PHONE_NUMBER)])

    assert known.has("555-0100", Label.PHONE_NUMBER)
    assert not known.has("0100", Label.PHONE_NUMBER)


@pytest.mark.parametrize("written", ["Vasarelly", "Vasraely said", "Vasarel"])
def test_a_long_name_is_known_with_one_slip_of_the_hand(written: str) -> None:
    assert Likeness([Known("Renée Vasarely", Label.PERSON)]).has(written, Label.PERSON)


def test_a_short_name_with_a_slip_is_another_name() -> None:
    assert not Likeness([Known("Jane Roe", Label.PERSON)]).has("June", Label.PERSON)
