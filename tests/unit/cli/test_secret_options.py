"""A key comes from a variable or a file of its owner's alone, never from the command line."""

import argparse
from pathlib import Path

import pytest

from gateway.cli.secret_options import add_secret_options, secret
from gateway.cli.wrong import WrongUseError


def test_a_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_KEY", "the key")
    monkeypatch.setenv("OTHER_KEY", "another")

    assert secret(_parsed()) == "the key"
    assert secret(_parsed("--key-env", "OTHER_KEY")) == "another"


def test_a_file_is_read_if_its_owner_alone_may(tmp_path: Path) -> None:
    file = tmp_path / "seal.key"
    file.write_text("the key\n")
    file.chmod(0o600)
    assert secret(_parsed("--key-file", str(file))) == "the key"

    file.chmod(0o644)
    with pytest.raises(WrongUseError, match="chmod 600"):
        secret(_parsed("--key-file", str(file)))


def test_what_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME_KEY", raising=False)

    with pytest.raises(WrongUseError, match="HOME_KEY"):
        secret(_parsed())


def _parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_secret_options(parser, "HOME_KEY")
    return parser.parse_args(arguments)
