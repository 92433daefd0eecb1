"""`isogate`: finds the command, runs it, and turns whatever ends it into an exit code.

0: fine. 1: a check failed, or the gateway cannot do it now. 2: wrong use. A command's module is loaded when it is called, so that
`isogate` and `isogate --version` answer at once; `serve` becomes a hardened process before anything else is loaded.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol, cast

from gateway.cli.hardening import start_hardened
from gateway.cli.loading import uncollected
from gateway.cli.screen import Ink, complain, paint, print_anything, progress, say
from gateway.cli.wrong import WrongUseError
from gateway.config.problem import InvalidConfigurationError
from gateway.core.errors import Refusal
from gateway.ports.detector import UnusableDetectorError
from gateway.ports.store import UnusableStoreError
from gateway.ports.tokens import UnusableKeySetError

FINE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
_OWNER_ONLY = 0o077
"""Whatever a command makes (store, keys, lock files) is for its owner alone."""


class _Module(Protocol):
    """What a command's module offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's options; every way through them sets `run` to a function from options to an exit code."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it is for in one line, and where it is."""

    name: str
    summary: str
    module: str
    is_hardened: bool = False


GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "Run",
        (
            Command(
                "serve", "run the gateway (--sample: with sample tenants, nothing to set up)", "serve", is_hardened=True
            ),
            Command(
                "try",
                "see a call of each purpose: what was sent, what the provider saw, what came back",
                "tryout.command",
            ),
            Command("check", "find everything wrong with the configuration, with file, line and remedy", "check"),
            Command(
                "verify",
                "send every carrier in every place to a recording upstream, and see what leaves and comes back",
                "verify.command",
            ),
            Command("explain", "see what would be decided and sent for a body; nothing is dialled or kept", "explain"),
        ),
    ),
    (
        "Administer",
        (
            Command("tenant", "create, list, suspend and activate tenants", "tenant"),
            Command("key", "create, rotate, list and revoke keys; print a tenant's seal key", "key"),
            Command("consent", "grant, withdraw and list consent; take objections of data subjects", "consent"),
            Command(
                "provider",
                "list providers with their contracts; check what tenants use; encrypt credentials",
                "provider",
            ),
            Command("switch", "switch a provider, purpose, tenant or token issuer off, at once", "switch"),
            Command("store", "move everything to another store, back it up, restore it", "store"),
            Command(
                "tripwire",
                "enrol what is a tenant's own: another tenant's call with it is refused, or you are told",
                "tripwire.command",
            ),
            Command("traces", "list and show the records of calls; verify that none was changed or lost", "traces"),
        ),
    ),
    (
        "Text",
        (
            Command("detect", "find personal data in JSON lines", "detect"),
            Command("redact", "take personal data out of JSON lines", "redact"),
            Command("seal", "wrap a record as the CRM's data layer does", "seal"),
        ),
    ),
)
COMMANDS = {command.name: command for _, group in GROUPS for command in group}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (the process's own by default) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        print_anything(stream)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"}:
        say(*overview())
        return FINE
    if given[0] in {"-V", "--version"}:
        say(f"isogate {_version()}")
        return FINE
    command = COMMANDS.get(given[0])
    if command is None:
        close = get_close_matches(given[0], COMMANDS, n=1)
        complain(
            f"isogate: no command of that name{f'; did you mean {close[0]!r}?' if close else ''}",
            "Try 'isogate --help'.",
        )
        return WRONG_USE
    if command.is_hardened:
        start_hardened(os.environ)
    return _run(command, given[1:])


def overview() -> list[str]:
    """What `isogate` alone prints."""
    lines = ["isogate: an AI-data isolation gateway between a CRM and language-model providers.", ""]
    for heading, group in GROUPS:
        lines.append(paint(heading, Ink.BOLD))
        lines += [f"  {command.name:8} {command.summary}" for command in group]
    return [*lines, "", "Begin with 'isogate try'. 'isogate COMMAND --help' says the rest."]


def _run(command: Command, arguments: Sequence[str]) -> int:
    try:
        os.umask(_OWNER_ONLY)
        with uncollected():
            module = cast(_Module, import_module(f"gateway.cli.{command.module}"))
        summary = command.summary[0].upper() + command.summary[1:] + "."
        parser = argparse.ArgumentParser(f"isogate {command.name}", description=summary, allow_abbrev=False)
        module.configure(parser)
        options = parser.parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FINE
    except BrokenPipeError:  # the reader has seen enough; nothing is left to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        progress("")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last place that can say it without repeating what anybody wrote
        progress("")
        return _told(error)
    return code


def _told(error: Exception) -> int:
    """Say what ended the command. An unforeseen exception's own text stays unsaid: it may hold content."""
    match error:
        case WrongUseError():
            complain(f"isogate: {error}")
            return WRONG_USE
        case InvalidConfigurationError():
            complain(
                *map(str, error.problems), f"isogate: {_count(len(error.problems), 'problem')} in the configuration"
            )
        case UnusableStoreError() | UnusableKeySetError():
            complain(f"isogate: {error}")
        case UnusableDetectorError():
            complain(f"isogate: detection: {error}")
        case Refusal():
            where = f" ({error.param})" if error.param else ""
            complain(f"isogate: {error.code}{where}: {error.explained.message} {error.explained.remedy}")
        case _:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            complain(f"isogate: {type(error).__name__} at {frame.filename}:{frame.lineno}; please report it")
    return FAILED


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _version() -> str:
    try:
        return version("isogate")
    except PackageNotFoundError:
        return "0"


if __name__ == "__main__":
    sys.exit(main())
