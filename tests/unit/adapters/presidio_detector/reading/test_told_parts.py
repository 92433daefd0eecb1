"""A card or an announced number is read where words count its parts out; years and amounts in a row stay."""

import pytest

from gateway.adapters.presidio_detector.reading import told_parts
from gateway.core.entities import Label
from tests.support.disguises import edits


@pytest.mark.parametrize(
    ("text", "digits", "label"),
    [
        (
            "the first four are 4012, next four 8888, then 8888 and the last four 1881",
            "4012888888881881",
            Label.CREDIT_CARD,
        ),
        ("part one is 4012, part two 8888, part three 8888, part four 1881", "4012888888881881", Label.CREDIT_CARD),
        ("card: 4012 and then 8888, then 8888, finally 1882", "4012888888881882", Label.CREDIT_CARD),
        ("Karte: erst 4012, dann 8888, dann 8888 und zuletzt 1881", "4012888888881881", Label.CREDIT_CARD),
        ("4012, luego 8888, luego 8888 y por último 1881", "4012888888881881", Label.CREDIT_CARD),
        ("4012 puis 8888 puis 8888 et enfin 1881", "4012888888881881", Label.CREDIT_CARD),
        ("mobile 0770, then 0900, then 123", "07700900123", Label.PHONE_NUMBER),
        ("card, a block per line:\n4012\n8888\n8888\n1882\nthanks", "4012888888881882", Label.CREDIT_CARD),
    ],
)
def test_parts_are_read_together(text: str, digits: str, label: Label) -> None:
    [edit] = edits(told_parts.together, told_parts.TRIGGERS, f"{text} ")

    assert (edit.text, edit.label) == (digits, label)


@pytest.mark.parametrize(
    "text",
    [
        "2019 then 2020 then 2021 and then 2022 units",
        "4012, then 8888, then 8888 and the last four 1882",
        "0770, then 0900, then 123 boxes",
        "Card games: part one 1200, part two 1350, part three 1420, last 1600.",
        "Mobile users were 12000 then 13500 and finally 14200 in 2024.",
        "counts per week:\n4012\n8888\n8888\n1882\nthanks",
        "4012 was sold, then 8888 came, then 8888 went, 1881 stayed",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert edits(told_parts.together, told_parts.TRIGGERS, text) == []
