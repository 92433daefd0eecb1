"""Every value has forms by its label."""

import pytest

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.value import Value, values
from gateway.adapters.presidio_detector.known.value_forms import forms
from gateway.core.entities import Label
from gateway.core.source import Known


def _value(text: str, label: Label) -> Value:
    return values([Known(text, label)])[0]


def _texts(value: str, label: Label) -> set[str]:
    return {text for text, _ in forms(_value(value, label))}


@pytest.mark.parametrize("label", Label)
def test_a_value_is_a_form_of_itself(label: Label) -> None:
    assert "Ab 12, c@d.e" in _texts("Ab 12, c@d.e", label)


@pytest.mark.parametrize(("value", "case"), [("D.", Case.INITIALS), ("t", Case.SIGNATURE)])
def test_one_letter_counts_only_where_somebody_signs(value: str, case: Case) -> None:
    assert [form.case for _, form in forms(_value(value, Label.PERSON))] == [case]


def test_a_single_word_asks_for_a_capital_if_the_crm_writes_it_with_one() -> None:
    assert forms(_value("Will", Label.PERSON))[0][1].case is Case.WORD
    assert forms(_value("will", Label.PERSON))[0][1].case is Case.ANY
