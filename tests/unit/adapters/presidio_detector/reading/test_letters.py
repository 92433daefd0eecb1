"""A value that is spelled letter by letter is read in one piece, and in words."""

import pytest

from gateway.adapters.presidio_detector.reading import letters
from gateway.core.entities import Label
from tests.support.disguises import edits, read

TRIGGERS = (*letters.SPACE_TRIGGERS, *letters.SIGN_TRIGGERS)


@pytest.mark.parametrize(
    ("written", "joined", "parted"),
    [
        ("M a r i a D o e as", "MariaDoe as", "Maria Doe as"),
        ("N - a - d - i - a - B - e - n as", "NadiaBen as", "Nadia Ben as"),
        ("1/4/8/0/H/i/g/h/R/o/a/d as", "1480HighRoad as", "1480 High Road as"),
        ("B I G  S A L E now", "BIG SALE now", "BIG SALE now"),
        ("L|e|o| |D|o|e x", "Leo Doe x", "Leo Doe x"),
        ("3_3_1_9_9_0_0_1_6 x", "331990016 x", "331990016 x"),
        ("0-5-1-2-1-9-8-3 x", "05/12/1983 x", "05/12/1983 x"),
        ("1/9/8/3/1/2/0/5 x", "1983-12-05 x", "1983-12-05 x"),
        ("0 9 | 0 1 | 1 9 6 8, x", "09/01/1968, x", "09/01/1968, x"),
        ("Y.D.1.9.·.W.K.B x", "YD19 WKB x", "YD 19 WKB x"),
    ],
)
def test_letters_with_a_sign_or_space_between_are_read_together(written: str, joined: str, parted: str) -> None:
    assert read(letters.joined, TRIGGERS, written) == joined
    assert parted in {read(letters.parted, TRIGGERS, written), joined}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("j-a-n-e-@-a-c-m-e", Label.EMAIL_ADDRESS),
        ("8 - 4 - 5 - 2 - 6 - 8 - 9 - 4 - 1", Label.NATIONAL_ID),
        ("B I G S A L E", None),
        ("4 5 3 5 4 4 5 5 3 4", None),
        ("1 2 3 4 5 6 7 8 9", None),
        ("4,0,1,2,8,8,8,8,8,8,8,8,1,8,8,1", Label.CREDIT_CARD),
        ("3,7,1,0,9,2,4,8,1", None),
    ],
)
def test_what_is_no_word_and_no_count_is_personal(written: str, label: Label | None) -> None:
    assert [edit.label for edit in edits(letters.joined, TRIGGERS, written)] == [label]


@pytest.mark.parametrize("text", ["a/b testing and/or c", "see 1-2-3", "x, y, z", "---- ... ----"])
def test_a_few_signs_spell_nothing(text: str) -> None:
    assert edits(letters.joined, TRIGGERS, text) == []
