"""One serving process, as uvicorn starts it: by name, with its configuration named in the environment.

The names are of one part (`ISOGATE_CONFIG_FILE`, not `ISOGATE_CONFIG__FILE`), so that the configuration does not read them.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

from gateway.app import application
from gateway.cli.deployment import Source
from gateway.cli.hardening import forbid_dumps
from gateway.cli.logs import keep_content_out
from gateway.http.asgi import AsgiApp

FACTORY = "gateway.cli.worker:worker"
CONFIG_FILE = "ISOGATE_CONFIG_FILE"
CONFIG_ROOT = "ISOGATE_CONFIG_ROOT"


def hand_over(source: Source, environ: MutableMapping[str, str]) -> None:
    """Name the configuration for the workers that this process starts, or is."""
    environ[CONFIG_FILE] = str(source.config.resolve())
    environ.pop(CONFIG_ROOT, None)
    if source.root is not None:
        environ[CONFIG_ROOT] = str(source.root.resolve())


def worker() -> AsgiApp:
    """The application of this process, which can no longer be dumped, and logs no content."""
    forbid_dumps()
    keep_content_out()
    root = os.environ.get(CONFIG_ROOT)
    return application(Path(os.environ[CONFIG_FILE]), os.environ, root=Path(root) if root else None)
