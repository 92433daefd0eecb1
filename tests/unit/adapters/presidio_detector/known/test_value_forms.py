"""Every value has forms by its label; a label that is not said is guessed by form."""

import pytest

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.value_forms import forms, guessed
from gateway.core.entities import Label


def _texts(value: str, label: Label) -> set[str]:
    return {text for text, _ in forms(value, label)}


@pytest.mark.parametrize("label", Label)
def test_a_value_is_a_form_of_itself(label: Label) -> None:
    assert "Ab 12, c@d.e" in _texts("Ab 12, c@d.e", label)


@pytest.mark.parametrize(("value", "case"), [("D.", Case.INITIALS), ("t", Case.SIGNATURE)])
def test_one_letter_counts_only_where_somebody_signs(value: str, case: Case) -> None:
    assert [form.case for _, form in forms(value, Label.PERSON)] == [case]


def test_a_single_word_asks_for_a_capital_if_the_crm_writes_it_with_one() -> None:
    assert forms("Will", Label.PERSON)[0][1].case is Case.WORD
    assert forms("will", Label.PERSON)[0][1].case is Case.ANY


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
