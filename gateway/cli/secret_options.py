"""How a command is given a key: by an environment variable's name or a file's, never in the clear on its command line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from gateway.cli.wrong import WrongUseError
from gateway.config.secret import resolve


def add_secret_options(parser: argparse.ArgumentParser, default_variable: str) -> None:
    """Declare `--key-env` and `--key-file`."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--key-env", default=default_variable, metavar="NAME", help=f"variable that holds the key ({default_variable})"
    )
    where.add_argument("--key-file", metavar="PATH", help="file that holds the key; mode 0600")


def secret(options: argparse.Namespace) -> str:
    """The key. `WrongUseError`, saying what to do, when it is not there or open to others."""
    reference = f"file:{options.key_file}" if options.key_file else f"env:{options.key_env}"
    try:
        return resolve(reference, os.environ, Path.cwd())
    except ValueError as error:
        raise WrongUseError(str(error)) from None
