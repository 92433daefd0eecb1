"""A company without its legal form."""

import pytest

from gateway.adapters.presidio_detector.known.company_forms import company
from gateway.adapters.presidio_detector.known.form import Case


@pytest.mark.parametrize(
    ("value", "bare", "case"),
    [
        ("Acme Widgets Ltd", "Acme Widgets", Case.ANY),
        ("Initech, Inc.", "Initech", Case.NAME),
        ("Müller Söhne GmbH & Co. KG", "Müller Söhne", Case.ANY),
        ("Vandelay S.A.", "Vandelay", Case.NAME),
    ],
)
def test_the_legal_form_may_be_left_out(value: str, bare: str, case: Case) -> None:
    assert [(text, form.case) for text, form in company(value)] == [(bare, case)]


@pytest.mark.parametrize("value", ["Acme Widgets", "Market Ltd", "Wal Inc", "Ltd", ""])
def test_what_would_be_a_word_is_not_looked_for(value: str) -> None:
    assert not list(company(value))
