"""One serving process, as uvicorn starts it: by name (`handover.FACTORY`), with its configuration named in the environment."""

from __future__ import annotations

import os

from gateway.app import application
from gateway.cli.handover import handed_over
from gateway.cli.hardening import ask_less, forbid_dumps
from gateway.cli.logs import keep_content_out
from gateway.http.asgi import AsgiApp


def worker() -> AsgiApp:
    """The application of this process, which can no longer be dumped, and logs no content."""
    forbid_dumps()
    ask_less()
    keep_content_out()
    source = handed_over(os.environ)
    return application(source.config, os.environ, root=source.root)
