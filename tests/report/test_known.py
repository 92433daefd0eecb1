"""What a CRM would know of a record."""

from __future__ import annotations

import pytest

from tests.report.known import known_of


def _known(*parts: tuple[str, str]) -> list[str]:
    text, spans = "", []
    for value, label in parts:
        spans.append((len(text), len(text) + len(value), label))
        text += value + " | "
    return [each.value for each in known_of(text, spans)]


def test_of_the_forms_of_a_name_the_longest_is_known() -> None:
    assert _known(("Anna", "PERSON"), ("Anna Kowalska", "PERSON"), ("kowalska", "PERSON")) == ["Anna Kowalska"]


@pytest.mark.parametrize("written", ["anna kowalska", "ANNA KOWALSKA"])
def test_a_name_is_known_with_capitals(written: str) -> None:
    assert _known((written, "PERSON")) == ["Anna Kowalska"]


def test_a_name_spelt_letter_by_letter_is_not_known_so() -> None:
    assert _known(("K O W A L", "PERSON"), ("k-o-w", "PERSON")) == []


def test_a_value_in_words_is_not_known_so() -> None:
    assert _known(("five five one", "PHONE_NUMBER"), ("jo at acme dot com", "EMAIL_ADDRESS")) == []
    assert _known(("555 0100", "PHONE_NUMBER"), ("jo@acme.com", "EMAIL_ADDRESS")) == ["555 0100", "jo@acme.com"]


def test_passwords_and_indirect_identifiers_are_in_no_field() -> None:
    assert _known(("Hunter22", "SECRET"), ("Bern", "LOCATION"), ("41", "AGE")) == []
