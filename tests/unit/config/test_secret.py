"""Secrets are read where they are named, and never named in a message."""

import os
from pathlib import Path

import pytest

from gateway.config.secret import file_of, resolve


def test_a_secret_comes_from_a_variable_or_a_file_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("sk-1\n", encoding="utf-8")
    path.chmod(0o600)

    assert resolve("env:K", {"K": "sk-2"}, tmp_path) == "sk-2"
    assert resolve("file:key", {}, tmp_path) == "sk-1"
    assert resolve(f"file:{path}", {}, Path("/elsewhere")) == "sk-1"


@pytest.mark.parametrize(
    ("mode", "text", "said"), [(0o644, b"sk-1", "chmod 600"), (0o600, b"", "empty"), (0o600, b"\xff", "UTF-8")]
)
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, mode: int, text: bytes, said: str) -> None:
    path = tmp_path / "key"
    path.write_bytes(text)
    path.chmod(mode)

    with pytest.raises(ValueError, match=said) as caught:
        resolve("file:key", {}, tmp_path)
    assert "sk-1" not in str(caught.value)


def test_what_is_missing_is_named_by_its_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="variable NOPE"):
        resolve("env:NOPE", {"NOPE": ""}, tmp_path)
    with pytest.raises(ValueError, match="mode 0600"):
        resolve("file:nope", {}, tmp_path)


def test_only_a_file_reference_has_a_file(tmp_path: Path) -> None:
    assert file_of("file:var/k", tmp_path) == tmp_path / "var" / "k"
    assert file_of("env:K", tmp_path) is None


def test_a_secret_is_what_a_command_prints(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sk-3\n", encoding="utf-8")

    assert resolve("command:cat key", dict(os.environ), tmp_path) == "sk-3"
    assert resolve("command:printenv K", {**os.environ, "K": "sk-4"}, tmp_path) == "sk-4"
    assert file_of("command:cat key", tmp_path) is None


@pytest.mark.parametrize("words", ["false", "true", "no-such-program-x", "cat nope", "cat 'key", " ", "printf '\\377'"])
def test_a_command_that_prints_no_secret_is_refused_without_its_words(tmp_path: Path, words: str) -> None:
    with pytest.raises(ValueError, match="command") as caught:
        resolve(f"command:{words}", dict(os.environ), tmp_path)

    assert "nope" not in str(caught.value)


def test_no_shell_reads_a_command(tmp_path: Path) -> None:
    assert resolve("command:echo $HOME; id", dict(os.environ), tmp_path) == "$HOME; id"
