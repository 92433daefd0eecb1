"""Reading secrets where `env:NAME` and `file:PATH` say. Messages name the place, never the value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_OTHERS = 0o077
_FILE = "file:"
_ENV = "env:"


def file_of(reference: str, root: Path) -> Path | None:
    """The path that a `file:` reference names, absolute; None for an `env:` one."""
    return root / reference.removeprefix(_FILE) if reference.startswith(_FILE) else None


def resolve(reference: str, environ: Mapping[str, str], root: Path) -> str:
    """The secret. `ValueError`, saying what to do, when it is missing, empty, or open to others."""
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
