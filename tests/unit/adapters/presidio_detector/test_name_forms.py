"""The forms in which a person's name is written."""

import pytest

from gateway.adapters.presidio_detector.name_forms import forms, guessed
from gateway.core.entities import Label
from gateway.core.source import Known


def _texts(value: str, label: Label | None = None) -> set[str]:
    return {form.text for form in forms(Known(value, label))}


def test_a_person_is_written_in_full_in_part_and_with_an_initial() -> None:
    assert {"Jane Ann Doe", "Jane Doe", "Jane", "Doe", "J. Doe", "J Doe", "Doe, Jane", "Doe Jane"} <= _texts(
        "Jane Ann Doe"
    )


def test_titles_are_no_part_of_a_name() -> None:
    assert "Dr" not in _texts("Dr. Jane Doe, PhD") | _texts("Prof. Doe")
    assert {"Jane", "Doe"} <= _texts("Dr. Jane Doe")


def test_a_family_name_in_front_of_a_comma_is_the_family_name() -> None:
    assert {"Jane Doe", "J. Doe"} <= _texts("Doe, Jane")


@pytest.mark.parametrize("value", ["", " ", "J", ".", "--", "é"])
def test_a_value_of_one_letter_names_nobody(value: str) -> None:
    assert _texts(value) == set()


def test_a_one_letter_part_of_a_name_is_no_form() -> None:
    assert "J" not in _texts("J Doe")


def test_a_part_that_is_a_common_word_asks_for_a_capital() -> None:
    by_text = {form.text: form for form in forms(Known("Will Oyelaran"))}

    assert by_text["Will"].capital
    assert not by_text["Oyelaran"].capital
    assert not by_text["Will Oyelaran"].capital


def test_what_is_no_person_is_written_as_it_is() -> None:
    assert _texts("12 Main Street", Label.STREET_ADDRESS) == {"12 Main Street"}


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("jane@acme.com", Label.EMAIL_ADDRESS),
        ("+1 (415) 555-0132 x9", Label.PHONE_NUMBER),
        ("Jane Doe", Label.PERSON),
        ("Agent 47", Label.PERSON),
    ],
)
def test_a_label_that_is_not_said_is_guessed_by_form(value: str, label: Label) -> None:
    assert guessed(value) is label
