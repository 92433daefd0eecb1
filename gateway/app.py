"""The place that joins everything: which adapter stands behind which port, opened and closed in order (store: `plane.py`).

`opened` gives the house without a door: commands use it. `application` gives the door: the ASGI application of one worker.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi import FastAPI

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider
from gateway.adapters.asyncio_watch import AsyncioWatch
from gateway.adapters.jsonschema_schemas import JsonschemaSchemas
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.adapters.logged_alerts import LoggedAlerts
from gateway.adapters.pillow_pictures import PillowPictures
from gateway.adapters.presidio_anonymizer import PresidioAnonymizer
from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.adapters.sandbox_provider.provider import SandboxProvider
from gateway.config.load import Loaded, load
from gateway.config.settings import Settings
from gateway.control import credentials, tripwire
from gateway.control.orphans import orphans_closed
from gateway.control.plane import ControlPlane
from gateway.core.policy import Rulebook
from gateway.core.registry import Way
from gateway.http.asgi import AsgiApp, Receive, Scope, Send
from gateway.http.data_plane import DataPlane
from gateway.http.door import Door
from gateway.http.forgetting import forgetting
from gateway.http.front import Front
from gateway.http.health import health
from gateway.needs import Ports
from gateway.plane import opened_plane, opened_tokens
from gateway.ports.provider import Provider
from gateway.ports.traces import TraceSink


@dataclass(frozen=True, slots=True)
class House:
    """A deployment with everything open."""

    settings: Settings
    plane: ControlPlane
    ports: Ports


@asynccontextmanager
async def opened(loaded: Loaded, *, create: bool = False) -> AsyncIterator[House]:
    """Open store, credentials, detector and providers; close them in reverse order. `create` and errors: see `opened_plane`.

    `ValueError`, too, for a credential that does not open.
    """
    settings, rulebook = loaded.accepted()
    async with AsyncExitStack() as stack:
        plane = await stack.enter_async_context(opened_plane(loaded, create=create))
        await tripwire.ensure_answers(plane.fingerprints)
        rulebook = await credentials.opened(plane, rulebook)
        yield House(settings, plane, await _ports(settings, rulebook, plane, stack))


async def _ports(settings: Settings, rulebook: Rulebook, plane: ControlPlane, stack: AsyncExitStack) -> Ports:
    egress = AiohttpEgress()
    stack.push_async_callback(egress.close)
    watch = AsyncioWatch(plane.store, plane.clock)
    stack.push_async_callback(watch.close)
    providers: Mapping[Way, Provider] = {
        Way.DIRECT: AiohttpProvider(egress),
        Way.LITELLM: LitellmProvider(egress),
        Way.SANDBOX: SandboxProvider(),
    }
    for provider in providers.values():
        stack.push_async_callback(provider.close)
    sinks = (LoggedAlerts(plane.clock), *_sinks(settings))
    for sink in sinks:
        stack.push_async_callback(sink.close)

    def rules() -> Rulebook:
        return rulebook

    tokens = await stack.enter_async_context(opened_tokens(settings, plane.clock))

    pictures = PillowPictures()
    stack.callback(pictures.close)
    return Ports(
        store=plane.store,
        detector=await stack.enter_async_context(opened_detector(settings.detection)),
        anonymizer=PresidioAnonymizer(),
        pictures=pictures,
        providers=providers,
        schemas=JsonschemaSchemas(rules),
        cipher=plane.cipher,
        clock=plane.clock,
        watch=watch,
        sinks=sinks,
        fingerprints=plane.fingerprints,
        keys=plane.keys,
        rules=rules,
        unsafe=settings.unsafe,
        tokens=tokens,
    )


def _sinks(settings: Settings) -> tuple[TraceSink, ...]:
    """Where traces go beside the store. OpenTelemetry is loaded only where it is wanted: it takes a twentieth of the start."""
    if not settings.otlp_endpoint:
        return ()
    otel = import_module("gateway.adapters.otel_traces")
    sink: TraceSink = otel.OtelTraces(settings.otlp_endpoint, version=_version())
    return (sink,)


def application(config: Path, environ: Mapping[str, str] = os.environ, *, root: Path | None = None) -> AsgiApp:
    """The ASGI application of one worker; the house is opened by its lifespan's start, which fails on any problem."""
    return _Worker(config, environ, root)


class _Worker:
    """Opens the house when the server starts it, and serves from then on."""

    def __init__(self, config: Path, environ: Mapping[str, str], root: Path | None) -> None:
        self._config = config
        self._environ = environ
        self._root = root
        self._pages = FastAPI(lifespan=self._lifespan, docs_url=None, redoc_url=None, openapi_url=None)
        self._serve: AsgiApp = self._pages

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Before the start is complete the pages alone answer, and they have none yet."""
        return self._serve(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, pages: FastAPI) -> AsyncIterator[None]:
        loaded = load(self._config, self._environ, datetime.now(UTC).date(), root=self._root)
        async with opened(loaded) as house:
            door = Door()
            pages.include_router(health(house.plane.store, house.plane.fingerprints, house.ports.detector, door))
            self._serve = Front(DataPlane(house.ports, door), pages)
            async with orphans_closed(house.plane), forgetting(door):
                yield
            door.drain()


def _version() -> str:
    try:
        return version("isogate")
    except PackageNotFoundError:
        return "0"
