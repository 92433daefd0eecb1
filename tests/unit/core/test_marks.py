"""Unguessable ids are found wherever they stand, and what may be guessed is none."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.marks import MAX_CHARACTERS, MIN_CHARACTERS, mark_of, marks_in

UUID = "8f14e45f-ceea-467f-a9e6-7f3d1b09c2aa"
COMPACT = UUID.replace("-", "")
AROUND = [
    "{}",
    "({}).",
    "id={}&x=1",
    'Row: {{"id":"{}"}}',
    '{{\\"id\\":\\"{}\\"}}',
    "a\n{}\tb",
    "%2F{}%20",
    "“{}”",
    "C:\\exports\\{}.json",
    "\\\\crm\\records\\{}.txt",
    "id LIKE '%{}'",
    "é{}é 李{}李",
]


@pytest.mark.parametrize("context", AROUND)
@given(data=st.randoms(use_true_random=False))
def test_every_enrolled_id_is_found_in_every_surrounding(context: str, data: random.Random) -> None:
    token = data.choice(
        [
            str(uuid.UUID(int=data.getrandbits(128))),
            f"{data.getrandbits(100):025x}",
            f"lead_{data.getrandbits(99):025x}",
        ]
    )
    mark = mark_of(token)
    if mark is not None:
        assert mark in marks_in([context.replace("{}", token.upper())])


@pytest.mark.parametrize(
    ("token", "mark"),
    [
        (UUID, COMPACT),
        (COMPACT, COMPACT),
        (f"lead-{UUID}", COMPACT),
        ("lead_8f14e45fceea467f", "8f14e45fceea467f"),
        ("V1StGXR8_Z5jdHi6B-myT", "v1stgxr8z5jdhi6bmyt"),
        ("k7q2m9x4c8v1b5n3@example.com", "k7q2m9x4c8v1b5n3"),
    ],
)
def test_a_mark_is_the_unguessable_part_in_lower_case(token: str, mark: str) -> None:
    assert mark_of(token) == mark


@pytest.mark.parametrize(
    "token",
    [
        "",
        "10234",
        "jane.doe@example.com",
        "0000000000000123",
        "12345678901234567890",
        "aaaaaaaaaaaaaaaaaa1a1a1",
        "state-of-the-art-technology-2",
        "SummerCampaign2024"[:16].lower() + "2024",
        "abcdefghijklmnopqrstuvwxyz",
        "a1b2c3d4e5f6g7h",
        f"{COMPACT}{COMPACT}{COMPACT}",
    ],
)
def test_what_may_be_guessed_is_no_mark(token: str) -> None:
    assert mark_of(token) is None


@pytest.mark.parametrize(
    "text", [UUID.replace("-", "\u2011"), UUID.replace("4", "\uff14"), UUID[:9] + "\u00ad" + UUID[9:]]
)
def test_other_dashes_wide_letters_and_unseen_signs_hide_nothing(text: str) -> None:
    assert COMPACT in marks_in([f"about {text} only"])


def test_a_part_of_a_longer_id_is_not_that_id() -> None:
    assert COMPACT not in marks_in([f"{COMPACT}0", f"x{COMPACT}"])


def test_ordinary_words_and_long_ones_are_no_candidates() -> None:
    text = "The internationalization-friendly state-of-the-art system at https://example.com/products/overview costs 1000000"

    assert marks_in([text, "", "a" * 500, "7" * 500, "ü" * 500]) == []


def test_there_are_no_more_candidates_than_the_text_has_letters_for() -> None:
    text = "-".join([COMPACT[:MIN_CHARACTERS]] * 10_000)

    assert len(marks_in([text])) <= len(text) // MIN_CHARACTERS
    assert len(marks_in(["x1" * (MAX_CHARACTERS * 100)])) == 0


def test_what_no_encoding_knows_is_passed_over() -> None:
    assert COMPACT in marks_in([f"\ud800 {COMPACT} \udfff"])
