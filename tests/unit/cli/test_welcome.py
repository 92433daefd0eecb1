"""What a newcomer sees first. That the call works as pasted is shown in tests/flows."""

import shlex
import sys
from pathlib import Path

import pytest

from gateway.cli.welcome import program, welcome

KEYS = {"acme": "isg_acme_sample_x", "globex": "isg_globex_sample_y"}


def test_under_ten_lines_hold_the_address_both_keys_a_call_and_what_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["isogate"])

    lines = welcome("http://127.0.0.1:8080", KEYS)

    assert len(lines) < 10
    text = "\n".join(lines)
    assert all(key in text for key in KEYS.values())
    assert all(f"isogate {command}" in text for command in ("try", "traces list", "consent withdraw"))


def test_the_call_is_one_line_that_a_shell_reads_as_meant() -> None:
    (call,) = (line for line in welcome("http://127.0.0.1:8080", KEYS) if line.startswith("  curl "))

    words = shlex.split(call)

    assert words[2] == "http://127.0.0.1:8080/content/v1/chat/completions"
    assert f"Authorization: Bearer {KEYS['acme']}" in words


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("/usr/bin/isogate", "isogate"),
        ("/x/gateway/__main__.py", f"{sys.executable} -m gateway"),
        ("/x/gateway/cli/main.py", f"{sys.executable} -m gateway"),
    ],
)
def test_commands_are_shown_as_this_one_was_called(called: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [called])

    assert program() == said


def test_a_program_that_the_shell_does_not_find_is_shown_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "isogate").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "isogate")])

    assert program() == "bin/isogate"
