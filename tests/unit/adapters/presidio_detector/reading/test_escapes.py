"""Escapes of JSON read as their characters."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading.escapes import unescaped
from gateway.adapters.presidio_detector.reading.rewriting import Rewriting


def _read(text: str) -> str:
    return Rewriting(text, unescaped(text)).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"a\nb\tc\rd", "a\nb\tc\rd"),
        (r"a\bb\fc", "a b c"),
        (r"\"a\" \/ b", '"a" / b'),
        (r"Jos\u00e9", "José"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d x", "\ufffd x"),
        (r"a\u0000b", "a b"),
        (r"a\\nb", "a\nb"),
        (r"C:\Users\x \u12", r"C:\Users\x \u12"),
    ],
)
def test_an_escape_reads_as_its_character(written: str, read: str) -> None:
    assert _read(written) == read


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\\0\b\f")), st.integers(1, 10))
def test_text_written_as_json_many_times_reads_as_the_text(text: str, times: int) -> None:
    written = text
    for _ in range(times):
        written = json.dumps(written)[1:-1]

    assert _read(written) == text
