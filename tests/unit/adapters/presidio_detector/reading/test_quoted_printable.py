"""Quoted-printable text reads as the text; assignments stay."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading import quoted_printable
from tests.support.disguises import read


def _read(text: str) -> str:
    return read(quoted_printable.printable, quoted_printable.TRIGGERS, text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Est=65b=61=6E=20V", "Esteban V"),
        ("M=\nargue=\r\nrite", "Marguerite"),
        ("=E2=82=AC 49", "€ 49"),
        ("x=12, y==ok", "x=12, y==ok"),
        ("a == b = c", "a == b = c"),
    ],
)
def test_an_octet_reads_as_its_character_and_a_soft_break_as_nothing(written: str, expected: str) -> None:
    assert _read(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=?utf-8?Q?=6Ao=40acme.com?=", "jo@acme.com"),
        ("=?iso-8859-1?q?J=F6rg_M=FCller?= <jo@acme.com>", "Jörg Müller <jo@acme.com>"),
        ("=?utf-8?Q?Jo=20?=\r\n =?utf-8?Q?Doe?=", "Jo Doe"),
        ("x=?y?q?", "x=?y?q?"),
    ],
)
def test_a_word_of_a_header_reads_as_its_text(written: str, expected: str) -> None:
    assert read(quoted_printable.words, quoted_printable.WORD_TRIGGERS, written) == expected


@given(st.text("abcé€ =", min_size=1, max_size=6))
def test_what_a_mail_program_writes_reads_as_the_text(text: str) -> None:
    assert _read(quopri.encodestring(text.encode()).decode()) == text
