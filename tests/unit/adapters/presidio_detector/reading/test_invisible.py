"""What is not seen reads as nothing; what rows of it carry reads as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.invisible import carried, has_hidden, hidden, overridden
from gateway.adapters.presidio_detector.reading.rewriting import Edit, Rewriting

WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2066\u202d\ufe0f\U000e0101\u0001\u034f"


def _read(text: str) -> str:
    return Rewriting(text, hidden(text)).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("4\u200b1\u200d1\ufeff1", "4111"),
        ("a\u00adb\U000e0101c\u0007d", "abcd"),
        ("b\u0337r\u0337a\u0337", "bra"),
        ("8\ufe0f\u20e33\ufe0f\u20e3", "83"),
        ("Zoe\u0308", "Zoë"),
        ("Z\u0335o\u0308e", "Zöe"),
        ("\u0301a", "a"),
        ("x\0\u0301a", "x\0a"),
        ("می\u200cخواهیم", "میخواهیم"),
        ("4\u05b01\u064e1\u093c", "411"),
        ("שָׁלוֹם مُحَمَّد ज़्यादा", "שָׁלוֹם مُحَمَّد ज़्यादा"),
        ("plain\r\n\ttext", "plain\r\n\ttext"),
    ],
)
def test_what_is_not_seen_reads_as_nothing(written: str, read: str) -> None:
    assert _read(written) == read


@given(st.text("ab1é王 ", max_size=20), st.data())
def test_signs_without_width_anywhere_change_nothing(text: str, data: st.DataObject) -> None:
    written = "".join(char + data.draw(st.text(WIDTHLESS, max_size=2)) for char in text)

    assert _read(written) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_signs_are_only_read_where_a_text_has_some(text: str) -> None:
    beyond = "".join(char for char in text if not char.isascii())

    assert has_hidden(text.encode(), beyond) or not list(hidden(text))
    assert not list(hidden(_read(text)))


def test_a_row_of_tags_or_selectors_reads_as_the_text_that_it_carries() -> None:
    tags = "".join(chr(0xE0000 + ord(char)) for char in "jane@acme.com")
    selectors = "".join(chr(0xE0100 + byte - 16) for byte in b"jane@acme.com")

    assert carried(tags) == carried(selectors) == "jane@acme.com"
    assert _read(f"x{tags} y{selectors}") == "xjane@acme.com yjane@acme.com"
    assert carried("\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f") == ""
    assert carried("\u200b" * 50) == ""


def test_what_a_sign_of_direction_turns_round_is_read_from_the_right() -> None:
    [edit] = overridden("to \u202emoc.\u200bx@a\u202c now")

    assert edit == Edit(3, 13, "a@x.com")
    assert not list(overridden("plain"))
