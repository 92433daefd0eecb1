"""A number that is cut otherwise than usual is put together, if it can be one of its kind."""

import pytest

from gateway.adapters.presidio_detector.reading import groups
from gateway.core.entities import Label
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4012:888:88:888:1881", "4012888888881881"),
        ("40 . 12 . 8888 . 8888 . 1881", "4012888888881881"),
        ("536/90/4399", "536-90-4399"),
        ("536|90|4399", "536-90-4399"),
        ("+44|20|7946|0958", "+442079460958"),
        ("44 2079 460958", "+442079460958"),
        ("33-1-42-68-53-00", "+33142685300"),
        ("1212_555_019_0", "+12125550190"),
    ],
)
def test_a_number_is_written_as_its_rule_knows_it(written: str, expected: str) -> None:
    assert read(groups.numbers, groups.NUMBER_TRIGGERS, f"no {written} x") == f"no {expected} x"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-11 14:05:33",
        "09:00:00:11:22",
        "weights 12, 144, 1728, 20736",
        "4,012,888,888,881,881",
        "EUR 33 199 900 150",
        "version 10.0.190451",
        "ISBN 978-3-16-148410-0",
        "4012 8888 8888 1882",
        "536-90-4399",
        "+44 20 7946 0958 | 18",
        "5503-474,105,646.28",
    ],
)
def test_dates_times_amounts_and_what_its_rule_knows_stay(text: str) -> None:
    assert edits(groups.numbers, groups.NUMBER_TRIGGERS, f"{text} x") == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DE8:937:0400:4405:3201:3000", "DE89370400440532013000"),
        ("de89 3704 0044 0532 0130 00 from March", "DE89370400440532013000 from March"),
        ("GB/82/WEST/1234/5698/7654/32", "GB82WEST12345698765432"),
    ],
)
def test_an_account_is_put_together(written: str, expected: str) -> None:
    assert read(groups.accounts, groups.ACCOUNT_TRIGGERS, written) == expected


@pytest.mark.parametrize(
    "text", ["DE89370400440532013000", "DE88 3704 0044 0532 0130 00", "is 3458-162856-88845. My date of birth is"]
)
def test_what_is_no_account_or_usual_stays(text: str) -> None:
    assert edits(groups.accounts, groups.ACCOUNT_TRIGGERS, text) == []


def test_letters_in_a_number_are_the_digits_that_they_look_like() -> None:
    assert read(groups.alike, groups.ALIKE_TRIGGERS, "card 4O12 8888 8888 l88l ok") == "card 4012 8888 8888 1881 ok"
    assert edits(groups.alike, groups.ALIKE_TRIGGERS, "BOOL SOIL 5OO OILS, model B5-OIL") == []


def test_an_account_with_a_sign_that_no_code_has_needs_no_check_digits() -> None:
    text = "debit ES0·855·859·802·803·004·777·967 now"

    assert [(edit.text, edit.label) for edit in edits(groups.accounts, groups.ACCOUNT_TRIGGERS, text)] == [
        ("ES0855859802803004777967", Label.IBAN_CODE)
    ]
    assert edits(groups.accounts, groups.ACCOUNT_TRIGGERS, text.replace("·", "-")) == []


def test_a_number_with_pictures_between_its_groups_is_dialled() -> None:
    text = "ring 0131🍌496🍌0🍌618 now, 2024⭐2025⭐2026 and 0000⭐0000⭐000"

    assert [edit.label for edit in edits(groups.numbers, groups.NUMBER_TRIGGERS, text)] == [Label.PHONE_NUMBER]
