"""The deployment that a command works on: `--config PATH`, or `--sample` in the current directory.

Commands work on the store of the configuration directly, while a server runs beside: what they withdraw holds for it too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from gateway.cli.wrong import WrongUseError, told_as_wrong_use
from gateway.config.load import SAMPLE_FILE, Loaded, load, load_detection
from gateway.config.settings import Settings
from gateway.control.plane import ControlPlane
from gateway.core.detection import Detection
from gateway.core.policy import Rulebook
from gateway.plane import opened_plane

DEFAULT_CONFIG = Path("isogate.yaml")
Act: TypeAlias = Callable[[ControlPlane, Rulebook, argparse.Namespace], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Source:
    """Which file to read, and where its relative paths begin (None: beside the file)."""

    config: Path
    root: Path | None


def add_configuration(parser: argparse.ArgumentParser, *, json: bool = True) -> None:
    """Declare the options by which a command finds its deployment, and `--json`."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--config", type=Path, metavar="PATH", help="the configuration (isogate.yaml)")
    which.add_argument("--sample", action="store_true", help="the sample deployment, with its store in ./var")
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.set_defaults(new_store=False)


def add_detection(parser: argparse.ArgumentParser) -> None:
    """Declare the option of commands that look for personal data as a deployment does, and touch nothing else of it."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="PATH",
        help="whose detection (isogate.yaml if there is one here, else as shipped)",
    )


def chosen_detection(options: argparse.Namespace) -> Detection:
    """What the option means. Raises `InvalidConfigurationError`."""
    config: Path = options.config or DEFAULT_CONFIG
    if options.config is None and not config.exists():
        config = SAMPLE_FILE
    return load_detection(config, os.environ)


Acts: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it nowhere else


def add_act(acts: Acts, name: str, says: str, run: Act) -> argparse.ArgumentParser:
    """Declare one act of a command that works on the control plane (`tenant create`), with the shared options."""
    parser = acts.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.", allow_abbrev=False)
    add_configuration(parser)
    parser.set_defaults(run=on_plane(run))
    return parser


def source(options: argparse.Namespace) -> Source:
    """What the options mean. `WrongUseError` when there is no configuration at all."""
    if options.sample:
        return Source(SAMPLE_FILE, Path.cwd())
    config: Path = options.config or DEFAULT_CONFIG
    if options.config is None and not config.exists():
        raise WrongUseError(f"there is no {config} here: name one with --config, or take --sample")
    return Source(config, None)


def configured(source: Source) -> Loaded:
    """The configuration as of today."""
    return load(source.config, os.environ, datetime.now(UTC).date(), root=source.root)


def is_first_run(settings: Settings) -> bool:
    """True while the master key's file was never made: then, and only then, a missing store is made too.

    Later a missing store is a fault (threats F10): a new, empty one would have forgotten every withdrawal.
    """
    return settings.master_key_file is not None and not settings.master_key_file.exists()


@asynccontextmanager
async def plane(loaded: Loaded, *, create: bool = False) -> AsyncIterator[ControlPlane]:
    """The control plane, open. What the operator cannot have meant is `WrongUseError`."""
    with told_as_wrong_use():
        async with opened_plane(loaded, create=create) as open_plane:
            yield open_plane


def on_plane(act: Act) -> Callable[[argparse.Namespace], int]:
    """A command's `run` that opens the configured control plane, acts on it, and closes it."""

    async def acted(options: argparse.Namespace) -> int:
        loaded = configured(source(options))
        settings, rules = loaded.accepted()
        async with plane(loaded, create=options.new_store or is_first_run(settings)) as open_plane:
            return await act(open_plane, rules, options)

    return lambda options: asyncio.run(acted(options))
