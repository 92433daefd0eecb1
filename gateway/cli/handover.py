"""How a serving process learns its configuration: by the environment, which a worker of its own inherits.

The names are of one part (`ISOGATE_CONFIG_FILE`, not `ISOGATE_CONFIG__FILE`), so that the configuration does not read them. They
are apart from the worker, so that the process that only starts workers loads none of what these serve with.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path

from gateway.cli.deployment import Source

FACTORY = "gateway.cli.worker:worker"
CONFIG_FILE = "ISOGATE_CONFIG_FILE"
CONFIG_ROOT = "ISOGATE_CONFIG_ROOT"


def hand_over(source: Source, environ: MutableMapping[str, str]) -> None:
    """Name the configuration for the workers that this process starts, or is."""
    environ[CONFIG_FILE] = str(source.config.resolve())
    environ.pop(CONFIG_ROOT, None)
    if source.root is not None:
        environ[CONFIG_ROOT] = str(source.root.resolve())


def handed_over(environ: Mapping[str, str]) -> Source:
    """What `hand_over` named."""
    root = environ.get(CONFIG_ROOT)
    return Source(Path(environ[CONFIG_FILE]), Path(root) if root else None)
