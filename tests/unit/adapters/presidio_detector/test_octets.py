"""A text has as many bytes as characters, and its letters stay letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.octets import LETTERS, octets


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_every_character_is_one_byte_and_a_letter_or_none(text: str) -> None:
    data = octets(text)

    assert len(data) == len(text)
    for char, byte in zip(text, data, strict=True):
        assert char.isascii() == (byte < 0x7F or char == "\x7f") or (
            char.isspace() or byte == 0x7F or chr(byte).isalnum()
        )
        if char.isalpha():
            assert re.fullmatch(rf"[\w{LETTERS}]".encode(), bytes([byte]))


@given(st.lists(st.text("пЖ密ø😀ğ a1–", max_size=9).map(lambda word: word * 40), max_size=9).map("".join))
def test_a_text_is_what_its_characters_are_one_by_one(text: str) -> None:
    assert octets(text) == b"".join(map(octets, text))


def test_a_letter_beyond_latin_1_is_its_base_or_some_letter_and_a_sign_is_none() -> None:
    assert octets("łğőÉ") == "lgoÉ".encode("latin-1")
    assert octets("“ \u2003€") == b"\x7f \x20\x7f"


def test_words_of_another_script_differ_mostly_and_a_word_is_always_the_same() -> None:
    words = "пароль", "писать", "писали", "密码", "手机", "여권"

    assert len({octets(word) for word in words}) == len(words)
    assert octets("мой пароль")[4:] == octets("пароль")


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(UnicodeEncodeError):
        octets("a \ud800 b")
