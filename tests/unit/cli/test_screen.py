"""Plain text for pipes, colour for people, and no power over a terminal for anybody else's text."""

import sys
import unicodedata
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.cli import screen
from gateway.cli.screen import Ink, cells, paint, table, visible


def test_a_pipe_gets_no_colour() -> None:
    assert paint("text", Ink.RED) == "text"


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    _on_a_terminal(monkeypatch)

    assert paint("text", Ink.BOLD, Ink.RED) == "\x1b[1;31mtext\x1b[0m"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_wants_none_gets_none(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    _on_a_terminal(monkeypatch)
    monkeypatch.setenv(variable, value)

    assert paint("text", Ink.RED) == "text"


def test_a_program_gets_utf_8_and_any_text_whatever_the_locale() -> None:
    written = BytesIO()
    stream = TextIOWrapper(written, encoding="ascii")
    screen.print_anything(stream)
    print("王 \udcff", file=stream, flush=True)

    assert written.getvalue() == "王 \\udcff\n".encode()


def test_a_terminal_gets_the_number_of_a_letter_that_it_lacks() -> None:
    written = BytesIO()
    stream = _Terminal(written, encoding="latin-1")
    screen.print_anything(stream)
    print("é 王", file=stream, flush=True)

    assert written.getvalue() == b"\xe9 \\u738b\n"


class _Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_no_text_can_steer_a_terminal(text: str) -> None:
    shown = visible(text)

    steering = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [each for each in shown if each != "\n" and unicodedata.category(each) in steering]


def test_what_was_hidden_is_seen() -> None:
    assert visible("a\x1b[31m\x7f\u202eb\n") == "a␛[31m␡<U+202E>b\n"


def test_a_table_is_aligned_by_cells_not_by_characters() -> None:
    lines = table(["NAME", "STATE"], [["日本", "on"], ["ab", "off"]])

    assert lines == ["NAME  STATE", "日本  on", "ab    off"]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1)])
def test_cells_are_what_a_terminal_uses(text: str, width: int) -> None:
    assert cells(text) == width


def test_progress_is_for_terminals_only(capsys: pytest.CaptureFixture[str]) -> None:
    screen.progress("half")

    assert capsys.readouterr().err == ""


def _on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
