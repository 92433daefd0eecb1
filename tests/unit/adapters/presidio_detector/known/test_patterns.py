"""What is looked for in one call."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.patterns import Patterns
from gateway.adapters.presidio_detector.known.value import values
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.source import Known


def test_forms_that_fold_alike_ask_what_the_least_asks() -> None:
    patterns = Patterns(values([Known("Will Oyelaran", Label.PERSON), Known("will", Label.PERSON)]))

    assert patterns.worded["will"].form.case is Case.ANY
    assert patterns.worded["will"].owners == {0, 1}


def test_numbers_are_looked_for_without_separators() -> None:
    patterns = Patterns(values([Known("+44 20 7123 4567", Label.PHONE_NUMBER), Known("AB-12 34", Label.ACCOUNT_ID)]))

    assert set(patterns.solid) == {"2071234567", "ab1234"}


def test_a_birth_date_is_looked_for_by_its_year() -> None:
    patterns = Patterns(values([Known("1984-03-12", Label.DATE_OF_BIRTH)]))

    assert set(patterns.years) == {"1984", "84"}


def test_a_value_without_letters_and_digits_is_not_looked_for() -> None:
    assert not Patterns(values([Known("--"), Known(" ")])).worded


def test_a_value_with_nul_in_it_hides_no_other_value() -> None:
    patterns = Patterns(values([Known("Jane\0Doe", Label.PERSON), Known("Will Oyelaran", Label.PERSON)]))

    assert not any("\0" in text for text in patterns.worded)
    assert patterns.worded["oyelaran"].owners == {1}


def test_a_birth_date_that_cannot_be_read_is_looked_for_as_it_is_written() -> None:
    assert "spring of 84" in Patterns(values([Known("spring of 84", Label.DATE_OF_BIRTH)])).worded


@given(st.lists(st.text(), max_size=4))
def test_every_form_is_looked_for_folded(names: list[str]) -> None:
    for text in Patterns(values([Known(each, Label.PERSON) for each in names])).worded:
        assert text == fold(text)
