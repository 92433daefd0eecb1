"""Texts side by side: nothing is lost in wrapping, and no line is too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli.screen import Ink
from gateway.cli.tryout import columns
from gateway.cli.tryout.columns import Column, Mark, headings, side_by_side, wrapped

PROSE = st.text(st.sampled_from("ab é\n"), max_size=80)


@given(PROSE, st.integers(1, 20))
def test_wrapping_loses_nothing_but_the_spaces_at_its_breaks(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert all(end - start <= width for start, end in lines)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_lines_break_at_spaces_and_long_words_where_they_must() -> None:
    text = "one two abcdefghij\n\nend"

    assert [text[start:end] for start, end in wrapped(text, 7)] == ["one two", "abcdefg", "hij", "", "end"]


@given(PROSE, PROSE, st.integers(columns.NARROW, 120))
def test_no_line_is_wider_than_the_screen(left: str, right: str, width: int) -> None:
    assert all(len(line) <= width for line in side_by_side([Column("L", left), Column("R", right)], width))


def test_columns_stand_side_by_side_under_their_headings() -> None:
    both = [Column("LEFT", "a b"), Column("RIGHT", "c\nd")]

    assert headings(both, 72) == ["LEFT" + " " * 30 + " │ RIGHT"]
    assert side_by_side(both, 72) == ["a b" + " " * 31 + " │ c", " " * 34 + " │ d"]


def test_where_it_is_narrow_they_stand_one_under_the_other() -> None:
    both = [Column("LEFT", "a"), Column("RIGHT", "b")]

    assert headings(both, 40) == []
    assert side_by_side(both, 40) == ["LEFT", "a", "RIGHT", "b"]


def test_a_mark_is_painted_on_every_line_that_it_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "paint", lambda text, *inks: f"<{text}>" if inks else text)
    column = Column("H", "call Jane Doe now", [Mark(5, 13, (Ink.RED,))])

    assert columns._painted(column, 9) == ["call <Jane>", "<Doe> now"]
