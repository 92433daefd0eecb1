"""`isogate serve`: the gateway itself.

By the time this module is loaded the process is a hardened one (`gateway/cli/hardening.py`). Whatever is wrong with
configuration, master key or store is said, all of it, before a port is opened.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn
from uvicorn.supervisors import Multiprocess

from gateway.adapters.presidio_detector.plugins.trial import try_plugged
from gateway.adapters.system_clock import SystemClock
from gateway.cli import deployment
from gateway.cli.deployment import add_configuration, configured, is_first_run, source
from gateway.cli.handover import FACTORY, hand_over
from gateway.cli.hardening import forbid_dumps
from gateway.cli.loading import uncollected
from gateway.cli.logs import configuration, level
from gateway.cli.protocol import LineProtocol
from gateway.cli.ready import url, when_ready
from gateway.cli.screen import complain, say
from gateway.cli.welcome import welcome
from gateway.config.load import Loaded
from gateway.control import credentials, sample, tripwire
from gateway.control.tenants import unopened
from gateway.plane import opened_tokens

BACKLOG = 2048
KEEP_ALIVE_SECONDS = 75
DRAIN_SECONDS = 25
"""How long calls in flight may go on after SIGTERM (threats F23)."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_configuration(parser, json=False)
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes, on one port (1); one core each")
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    wanted, chosen = level(os.environ), source(options)
    loaded = configured(chosen)
    settings, _ = loaded.accepted()
    complain(*(f"its calls are refused: {refusal}" for refusal in loaded.refusals))
    complain(*(f"warning: {warning}" for warning in loaded.warnings))
    keys = asyncio.run(_prepared(loaded, is_sample=options.sample))
    try:
        listener = _bound(settings.host, settings.port)
    except OSError as error:
        complain(f"isogate: cannot listen on {settings.host}:{settings.port}: {error.strerror}")
        return 1
    forbid_dumps()
    hand_over(chosen, os.environ)
    address = url(settings.host, listener.getsockname()[1])
    when_ready(settings.host, listener.getsockname()[1], _announcement(address, keys, is_sample=options.sample))
    _run(_uvicorn(options.workers, wanted), listener)
    return 0


async def _prepared(loaded: Loaded, *, is_sample: bool) -> dict[str, str]:
    """Load the detection and the issuers' keys, and open the store once, which says what is wrong with them.

    On a first run, make the store. For the sample, its tenants' keys.
    """
    settings, rules = loaded.accepted()
    await try_plugged(settings.detection)
    async with opened_tokens(settings, SystemClock()):
        pass
    async with deployment.plane(loaded, create=is_sample or is_first_run(settings)) as plane:
        await tripwire.ensure_answers(plane.fingerprints)
        await credentials.opened(plane, rules)
        for tenant in await unopened(plane):
            complain(
                f"warning: tenant {tenant}: the master key does not open its root key; its sealed records are refused"
            )
        if not is_sample:
            return {}
        return await sample.ensure(plane, sample.versions(rules))


def _bound(host: str, port: int) -> socket.socket:
    """A listening port, opened here so that one in use is said before anything else starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def _announcement(address: str, keys: dict[str, str], *, is_sample: bool) -> Callable[[], None]:
    lines = welcome(address, keys) if is_sample else [f"isogate serves on {address}"]

    def announce() -> None:
        say(*lines)
        sys.stdout.flush()

    return announce


def _uvicorn(workers: int, level: str) -> uvicorn.Config:
    return uvicorn.Config(
        FACTORY,
        factory=True,
        workers=workers,
        interface="asgi3",
        loop="uvloop",
        http=LineProtocol,
        ws="none",
        lifespan="on",
        log_config=configuration(level),
        log_level=level,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )


def _run(config: uvicorn.Config, listener: socket.socket) -> None:
    """Serve until told to stop. uvicorn raises a signal again once it has drained: that is an orderly end, exit code 0."""
    if config.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    with uncollected():
        config.load()
    uvicorn.Server(config).run(sockets=[listener])


def _end(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(0)
