"""Look-alike letters in words of two alphabets read as Latin; words of one alphabet stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.lookalikes import LATIN, TRIGGERS, alike, has_alike, latin
from tests.support.disguises import edits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("DЕ56", "DE56"),
        ("ех\u0430mрlе.сом", "example.com"),
        ("brαndτ", "brandt"),
        ("Sаoіrse", "Saoirse"),
        ("Jօհn", "John"),
        ("ᎪAᏟ", "AAC"),
    ],
)
def test_a_word_that_mixes_alphabets_is_latin(written: str, read: str) -> None:
    assert latin(written) == read


@pytest.mark.parametrize("text", ["Просим нет", "Παρακαλώ", "Նոր տարի", "сор 5", "CRM-система", "日本", "Ola"])
def test_a_word_of_one_alphabet_stays(text: str) -> None:
    assert latin(text) == text


def test_a_word_of_look_alikes_beside_latin_is_read_as_latin_too() -> None:
    assert [edit.text for edit in edits(alike, TRIGGERS, "Lane, ОР 97205; нет")] == ["OP"]
    assert not edits(alike, TRIGGERS, "Lane, Oregon")
    assert not edits(alike, TRIGGERS, "скажи нет всем")


@given(st.text())
def test_a_text_stays_as_long_as_it_was(text: str) -> None:
    assert len(latin(text)) == len(text)
    assert has_alike(text) == any(ord(char) in LATIN for char in text)
