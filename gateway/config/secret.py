"""Reading secrets where `env:NAME`, `file:PATH` and `command:WORDS` say. Messages name the place, never the value."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

_OTHERS = 0o077
_FILE = "file:"
_ENV = "env:"
_COMMAND = "command:"
COMMAND_SECONDS = 10


def file_of(reference: str, root: Path) -> Path | None:
    """The path that a `file:` reference names, absolute; None for an `env:` one."""
    return root / reference.removeprefix(_FILE) if reference.startswith(_FILE) else None


def resolve(reference: str, environ: Mapping[str, str], root: Path) -> str:
    """The secret. `ValueError`, saying what to do, when it is missing, empty, or open to others."""
    if reference.startswith(_COMMAND):
        return _printed(reference.removeprefix(_COMMAND), environ, root)
    path = file_of(reference, root)
    if path is None:
        name = reference.removeprefix(_ENV)
        value = environ.get(name, "")
        if not value:
            raise ValueError(f"Set the environment variable {name}.")
        return value
    try:
        if path.stat().st_mode & _OTHERS:
            raise ValueError(f"Others may read {path}: chmod 600 it.")
        value = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"Write the secret into {path} as UTF-8, mode 0600.") from None
    if not value:
        raise ValueError(f"Write the secret into {path}; it is empty.")
    return value


def _printed(command: str, environ: Mapping[str, str], root: Path) -> str:
    """What the command prints: a key service or a password store. Its words are the operator's own; no shell reads them."""
    try:
        words = shlex.split(command)
        ran = subprocess.run(  # noqa: S603 - the configuration says which, as it says which file
            words,
            env=dict(environ),
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=True,
        )
        value = ran.stdout.decode("utf-8").strip()
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        raise ValueError(
            "Let the command print the secret, and nothing else, within 10 seconds and with exit code 0."
        ) from None
    if not value:
        raise ValueError("The command printed nothing.")
    return value
