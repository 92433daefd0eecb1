"""Finding the command, and turning whatever ends it into an exit code that says nothing of anybody's content."""

import subprocess
import sys

import pytest

from gateway.cli import main as cli
from gateway.cli.main import COMMANDS, FAILED, FINE, INTERRUPTED, WRONG_USE, main
from gateway.cli.wrong import WrongUseError
from gateway.config.problem import InvalidConfigurationError, Problem
from gateway.core.errors import Code, Refusal
from gateway.ports.store import UnusableStoreError
from tests.support.commands import Shell


def test_alone_it_gives_a_short_overview_that_names_every_command(shell: Shell) -> None:
    ran = shell()

    assert ran.code == FINE
    assert len(ran.lines) < 25
    assert all(any(line.startswith(f"  {name} ") for line in ran.lines) for name in COMMANDS)


def test_the_version_is_one_line(shell: Shell) -> None:
    assert shell("--version").out.startswith("isogate ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "start_hardened", lambda environ: None)

    ran = shell(name, "--help")

    assert ran.code == FINE
    assert f"isogate {name}" in ran.out


def test_an_unknown_command_is_wrong_use_and_the_nearest_one_is_named(shell: Shell) -> None:
    ran = shell("servce")

    assert ran.code == WRONG_USE
    assert "'serve'" in ran.err


def test_a_missing_option_is_wrong_use(shell: Shell) -> None:
    assert shell("consent", "grant", "acme").code == WRONG_USE


def test_the_overview_loads_no_server() -> None:
    script = "import sys; from gateway.cli.main import main; main([]); print(sorted(sys.modules))"

    modules = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert "gateway.app" not in modules
    assert "fastapi" not in modules


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (WrongUseError("say this"), WRONG_USE, "isogate: say this"),
        (UnusableStoreError("make one"), FAILED, "isogate: make one"),
        (Refusal(Code.STORE_UNAVAILABLE), FAILED, "store_unavailable"),
        (
            InvalidConfigurationError((Problem("a.yaml", 3, "listen", "is wrong", "Mend it."),)),
            FAILED,
            "a.yaml:3: listen: is wrong",
        ),
        (KeyboardInterrupt(), INTERRUPTED, ""),
    ],
)
def test_what_ends_a_command_is_said(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ends(name: str) -> object:
        raise error

    monkeypatch.setattr(cli, "import_module", ends)

    assert main(["check"]) == code
    assert said in capsys.readouterr().err


def test_an_unforeseen_exception_is_told_by_type_and_place_never_by_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(name: str) -> object:
        raise RuntimeError("jane.doe@example.com")

    monkeypatch.setattr(cli, "import_module", fails)

    assert main(["check"]) == FAILED
    printed = capsys.readouterr()
    assert "RuntimeError at " in printed.err
    assert "jane" not in printed.out + printed.err
