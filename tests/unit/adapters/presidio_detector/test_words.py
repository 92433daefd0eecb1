"""Words are found whole, in any case and spelling."""

import pytest

from gateway.adapters.presidio_detector.octets import octets
from gateway.adapters.presidio_detector.words import Words, spellings

WORDS = Words(
    [
        *spellings("passport number"),
        "ssn",
        "id",
        "tax",
        "passport",
        "phone",
        "teléfono",
        "hasło",
        "ul.",
        "пароль",
        "密码",
    ]
)
SCRATCHES = [database.scratch for database in WORDS.databases]


def _found(text: str) -> set[str]:
    data = b"\0" + octets(text) + b"\0"
    return {WORDS.names[word] for _, _, word in WORDS.find(data, SCRATCHES)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My SSN is ", {"ssn"}),
        ("his ssns: ", {"ssn"}),
        ("passport number ", {"passport", "passport number"}),
        ('"passportNumber": ', {"passport", "passportnumber"}),
        ("passport_no=", {"passport"}),
        ("date of passport-number", {"passport", "passport-number"}),
        ("PHONE: ", {"phone"}),
        ("Teléfono ", {"teléfono"}),
        ("TELÉFONO ", {"teléfono"}),
        ("hasło", {"hasło"}),
        ("İSTANBUL phone ", {"phone"}),
        ("taxId x", {"tax", "id"}),
        ("tax_id", {"tax", "id"}),
        ("customerID:", {"id"}),
        ("us_ssn", {"ssn"}),
        ("ul. Długa", {"ul."}),
        ("Мой Пароль: ", {"пароль"}),
        ("我的密码是", {"密码"}),
        ("паролька", set()),
        ("shipping did idea", set()),
        ("microphone ", set()),
        ("phonetic ", set()),
        ("éid", set()),
    ],
)
def test_words_are_whole(text: str, expected: set[str]) -> None:
    assert _found(text) == expected


def test_places_are_the_words_own() -> None:
    data = b"\0x_id_y idx\0"

    assert [data[start:end] for start, end, _ in WORDS.find(data, SCRATCHES)] == [b"id"]


def test_no_words_find_nothing() -> None:
    assert Words([]).find(b"\0ssn\0", []) == []
