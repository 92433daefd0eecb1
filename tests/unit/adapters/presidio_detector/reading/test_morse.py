"""Morse code is read; rows of dashes and dots are not."""

import pytest

from gateway.adapters.presidio_detector.reading import morse
from gateway.core.entities import Label
from tests.support.disguises import edits, read


def test_a_row_of_signs_is_read() -> None:
    assert read(morse.decoded, morse.TRIGGERS, "say .--- .- -. . / -.. --- . now") == "say jane doe now"


def test_a_number_is_personal() -> None:
    written = "--... ----. ....- -.... ----- ----. ..... ---.."

    assert [edit.label for edit in edits(morse.decoded, morse.TRIGGERS, written)] == [Label.PHONE_NUMBER]


@pytest.mark.parametrize(
    "text", ["Section one ---- ... ---- section two .... end of list ...", "- - - - - - -", ". . . . . . ."]
)
def test_lines_and_lists_say_nothing(text: str) -> None:
    assert edits(morse.decoded, morse.TRIGGERS, text) == []
