"""Folding forgets case and accents, never places."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.core.folding import Folded, fold


def _fold(text: str) -> str:
    return Folded(text).text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jane\tDOE\n", "jane doe "),
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Weiß", "weiss"),
        ("STRASSE", "strasse"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "isparta"),
        ("Işık", "isik"),
        ("Łukasz Ødegård", "lukasz odegard"),
        ("\ufb01nn", "finn"),
        ("Ｊａｎｅ", "jane"),
        ("\U0001d409\U0001d41a\U0001d427\U0001d41e", "jane"),
        ("Đặng Thị", "dang thi"),
        ("王伟", "王伟"),
        ("\ufe50\ufe63\ufe66", ", ="),
        ("\U0001d400\U0001d7ff", "a9"),
        ("a\u00a0b", "a b"),
        ("a-b", "a b"),
        ("a\u2011b\u2013c\u2212d\uff0de", "a b c d e"),
        ("O\u2019B \u2018 \u02bc ` '", "o'b ' ' ' '"),
        ("a`b", "a'b"),
        ("Ja\u00adn\u200be\u200d\u2060\ufeff", "jane"),
    ],
)
def test_case_and_accents_are_folded(text: str, folded: str) -> None:
    assert _fold(text) == folded


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("xx Weiß yy", "weiss", "Weiß"),
        ("xx Mu\u0308ller yy", "muller", "Mu\u0308ller"),
        ("xx Jose\u0301 yy", "jose", "Jose\u0301"),
        ("ßß Jane ßß", "jane", "Jane"),
        ("İİ Jane", "jane", "Jane"),
        ("\u0301\u0301Jane\u0301\u0301", "jane", "Jane\u0301\u0301"),
        ("o\ufb03ce", "ffi", "\ufb03"),
    ],
)
def test_a_folded_range_leads_back_to_its_original(text: str, part: str, original: str) -> None:
    folded = Folded(text)
    at = folded.text.index(part)
    start, end = folded.span(at, at + len(part))

    assert text[start:end] == original


@given(st.text(), st.sampled_from(["Jane", "Weiß", "José", "Zoë\u0301", "İpek", "ﬁnn", "王伟"]), st.text())
def test_a_value_is_found_where_it_is_in_any_unicode(before: str, value: str, after: str) -> None:
    text = before + value + after
    folded = Folded(text)
    at = len(_fold(before))

    assert folded.text[at : at + len(_fold(value))] == _fold(value)
    start, end = folded.span(at, at + len(_fold(value)))
    assert start == len(before)
    assert text[:end].startswith(before + value)
    after_it = text[len(before + value) : end]
    assert all(unicodedata.combining(char) or unicodedata.category(char) == "Cf" for char in after_it)


@given(st.text(min_size=1), st.data())
def test_every_range_leads_back_inside_the_original(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    if not folded.text:
        return
    first = data.draw(st.integers(0, len(folded.text) - 1))
    last = data.draw(st.integers(first + 1, len(folded.text)))
    start, end = folded.span(first, last)

    assert 0 <= start < end <= len(text)
    assert folded.text[first:last] in _fold(text[start:end])


@given(st.text())
def test_a_value_folds_as_a_text_does(value: str) -> None:
    assert fold(value) == Folded(value).text


def test_each_character_folds_as_a_text_does() -> None:
    for first in range(0, 0x110000, 0x100):
        block = "".join(chr(point) for point in range(first, first + 0x100) if not 0xD800 <= point < 0xE000)

        assert fold(block) == Folded(block).text


@given(st.text())
@example("Straße, é\u0301 … Щука ™")
@example("naïve — Иванов")
def test_where_edges_are_kept_each_plain_letter_is_one_of_the_text(text: str) -> None:
    folded = Folded(text)

    for place, char in enumerate(folded.text if folded.has_edges else ""):
        if char.isascii() and char.isalnum():
            start, end = folded.span(place, place + 1)
            assert end - start == 1
            assert text[start].isalnum()


@pytest.mark.parametrize("text", ["plain - text", "naïve — café", "Иван", "3 € …"])
def test_letters_that_fold_to_one_keep_the_edges_of_words(text: str) -> None:
    assert Folded(text).has_edges


@pytest.mark.parametrize("text", ["Straße", "a\u200bb", "Jane™", "щ"])
def test_what_folds_away_or_to_more_moves_the_edges_of_words(text: str) -> None:
    assert not Folded(text).has_edges
