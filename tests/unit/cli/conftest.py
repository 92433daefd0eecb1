"""A shell in an empty directory, and one in which the sample's tenant `acme` exists."""

from pathlib import Path

import pytest

from tests.support.commands import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, monkeypatch)


@pytest.fixture
def acme(shell: Shell) -> Shell:
    assert shell("tenant", "create", "acme", "--sample").code == 0
    return shell
