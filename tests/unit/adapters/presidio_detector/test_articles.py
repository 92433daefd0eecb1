"""Numbers of articles, which look like people's."""

import pytest

from gateway.adapters.presidio_detector.articles import is_of_an_article
from gateway.adapters.presidio_detector.rule import unless


def is_one(before: str, number: str) -> bool:
    return is_of_an_article(before + number, len(before), len(before) + len(number))


@pytest.mark.parametrize(
    "before",
    [
        '"gtin":"',
        "<ean>",
        "EAN-13: ",
        "UPC ",
        "isbn ",
        "EAN of the refill: ",
        "barcode is ",
        "the EAN code: ",
        "UPC-A: ",
    ],
)
def test_after_a_word_for_it_a_number_with_its_check_digit_is_one(before: str) -> None:
    assert is_one(before, "5901234123457")


@pytest.mark.parametrize("number", ["96385074", "036000291452", "4006381333931", "00012345600012"])
def test_it_has_eight_digits_or_twelve_to_fourteen(number: str) -> None:
    assert is_one("gtin: ", number)


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("", "5901234123457"),
        ("rrn: ", "5901234123457"),
        ("European ", "5901234123457"),
        ("no EAN, the patient has ", "5901234123457"),
        ("ean: ", "5901234123456"),
        ("ean: ", "590123-4123457"),
        ("ean: ", "4111111111111111"),
        ("ean:\n", "5901234123457"),
    ],
)
def test_anything_else_is_none(before: str, number: str) -> None:
    assert not is_one(before, number)


def test_a_rule_lets_it_be_and_nothing_else() -> None:
    refine = unless(is_of_an_article)

    assert refine("ean 5901234123457", 4, 17) is None
    assert refine("rrn 5901234123457", 4, 17) == (4, 17)
    assert unless(is_of_an_article, lambda _text, _start, _end: None)("rrn 5901234123457", 4, 17) is None
