"""The command's tables, its verdict, and its exit code."""

import json
from pathlib import Path

import pytest

from gateway.cli import main as cli
from gateway.cli.verify.command import page
from gateway.cli.verify.leaving import Left
from gateway.cli.verify.returning import FINE, WHOLE, Back
from tests.support.configuration import ENVIRON, write

LEFT = Left("openai", "openai.chat", "openai user", "plain", "hidden")
BACK = Back("openai", "openai.chat", "text", WHOLE, FINE)


def test_the_page_counts_what_left_and_marks_what_came_back() -> None:
    shown = "\n".join(page([LEFT], [BACK], is_sound=True))

    assert "openai.chat  1       1      1       0        0       0" in shown
    assert "✓" in shown
    assert "2 calls; 0 went wrong" in shown


def test_what_went_wrong_is_named_with_its_place() -> None:
    leaked = Left("openai", "openai.chat", "openai stop", "CSV", "leaked")
    broken = Back("openai", "openai.chat", "text", "by byte", "not as the whole answer")

    shown = "\n".join(page([LEFT, leaked], [BACK, broken], is_sound=False))

    assert "openai, openai.chat, openai stop, CSV: leaked" in shown
    assert "openai, openai.chat, text, by byte: not as the whole answer" in shown
    assert "4 calls; 2 went wrong" in shown


def test_a_purpose_without_a_provider_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)

    assert cli.main(["verify", "--config", str(write(tmp_path)), "--purpose", "content"]) == 2
    assert "no tenant has a model for content" in capsys.readouterr().err


def test_an_operators_own_configuration_is_verified_for_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)

    assert cli.main(["verify", "--config", str(write(tmp_path)), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert {each["provider"] for each in told["leaves"]} == {"mock"}
    assert {each["outcome"] for each in told["returns"]} == {FINE}
