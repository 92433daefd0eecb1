"""What is looked for in one call."""

from gateway.adapters.presidio_detector.known.form import Case
from gateway.adapters.presidio_detector.known.patterns import Patterns
from gateway.core.entities import Label
from gateway.core.source import Known


def test_forms_that_fold_alike_ask_what_the_least_asks() -> None:
    patterns = Patterns([Known("Will Oyelaran", Label.PERSON), Known("will", Label.PERSON)])

    assert patterns.worded["will"].form.case is Case.ANY
    assert patterns.worded["will"].owners == {0, 1}


def test_numbers_are_looked_for_without_separators() -> None:
    patterns = Patterns([Known("+44 20 7123 4567", Label.PHONE_NUMBER), Known("AB-12 34", Label.ACCOUNT_ID)])

    assert set(patterns.solid) == {"2071234567", "ab1234"}


def test_a_birth_date_is_looked_for_by_its_year() -> None:
    patterns = Patterns([Known("1984-03-12", Label.DATE_OF_BIRTH)])

    assert set(patterns.years) == {"1984", "84"}


def test_a_value_without_letters_and_digits_is_not_looked_for() -> None:
    assert not Patterns([Known("--"), Known(" ")]).worded
