"""Running commands as a shell would, inside this process: arguments in, exit code and both outputs back."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

import pytest

from gateway.cli.main import main


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - each command has a form of its own
        """Standard output as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Standard output's lines."""
        return self.out.splitlines()


class Shell:
    """Runs commands in the current directory, with piped outputs."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """Take pytest's fixtures."""
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run `isogate` with these arguments."""
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self._capsys.readouterr()
        code = main(list(arguments))
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)
