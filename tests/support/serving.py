"""A real `isogate serve` process in front of a recording upstream: what a flow talks to.

    async with serving(tmp_path, upstream.base_url) as gateway:
        client = AsyncOpenAI(base_url=gateway.url("content"), api_key=gateway.keys["acme"], ...)

The store is SQLite below the given folder, or the Redis of the given URL. The process is ended by its own process id.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import uvicorn

from gateway.app import application
from gateway.cli.protocol import LineProtocol
from gateway.config.load import Loaded, load
from gateway.control import consent, keys, tenants
from gateway.control.plane import ControlPlane
from gateway.core.ledger import EVERY_USER, Event
from gateway.plane import opened_plane
from tests.support.patience import done

PURPOSES = ("twin", "deal_coach", "lead_scoring", "content")
TENANTS = ("acme", "globex")
CONTRACT = {
    "dpa": "DPA-1",
    "no_training": True,
    "retention_days": 0,
    "evidence": "test",
    "valid_until": "2099-12-31",
    "purposes": list(PURPOSES),
}
"""With every provider of a test."""
SQLITE = "sqlite:///var/isogate.sqlite"
ON_SQLITE = pytest.mark.parametrize("gateway", ["sqlite"], indirect=True)
"""For what has nothing to do with the store: once is enough."""
READY_SECONDS = 300.0
CALL_EVENTS = (Event.INTENT, Event.OUTCOME)
USER_HEADERS = {"X-Account-User": "u-17"}


@dataclass(frozen=True, slots=True)
class Serving:
    """A running gateway."""

    origin: str
    keys: Mapping[str, str]
    seal_keys: Mapping[str, str]
    folder: Path
    config: Path
    log: Path
    pid: int

    def url(self, purpose: str) -> str:
        """Base URL of Anthropic's SDK; OpenAI's takes `/v1` more."""
        return f"{self.origin}/{purpose}"


@dataclass(frozen=True, slots=True)
class Provisioned:
    """A configuration with its tenants in the store; nothing runs yet."""

    config: Path
    port: int
    keys: Mapping[str, str]
    seal_keys: Mapping[str, str]


@asynccontextmanager
async def serving(
    folder: Path,
    upstream_url: str,
    *,
    store_url: str = SQLITE,
    model: str = "mock-1",
    detection: Mapping[str, object] | None = None,
    sections: Mapping[str, object] | None = None,
    tenants_say: Mapping[str, Mapping[str, object]] | None = None,
    **provider: object,
) -> AsyncIterator[Serving]:
    """Configure, provision, start, wait until ready; stop at the end.

    `provider` changes the upstream's entry, `sections` adds to `isogate.yaml`, `tenants_say` to tenants' files.
    """
    rules = {tenant: {**tenant_rules(tenant, model), **(tenants_say or {}).get(tenant, {})} for tenant in TENANTS}
    more = {"detection": detection or {}, **(sections or {})}
    ready = await provisioned(folder, upstream_url, rules, store_url=store_url, sections=more, provider=provider)
    async with started(ready) as gateway:
        yield gateway


def beside(ready: Provisioned, name: str) -> Provisioned:
    """The same deployment for one more process, at a port of its own."""
    port = _free_port()
    config = ready.config.with_name(f"{name}.yaml")
    config.write_text(json.dumps({**json.loads(ready.config.read_text()), "listen": f"127.0.0.1:{port}"}))
    return replace(ready, config=config, port=port)


async def provisioned(
    folder: Path,
    upstream_url: str,
    rules: Mapping[str, Mapping[str, object]],
    *,
    store_url: str,
    sections: Mapping[str, object],
    provider: Mapping[str, object],
) -> Provisioned:
    """Configure tenants of these rules and put them into the store, each with a key, a seal key and every user's consent."""
    port = _free_port()
    config = _configure(folder, port, upstream_url, store_url, provider)
    config.write_text(json.dumps({**json.loads(config.read_text()), **sections}))
    for tenant, says in rules.items():
        (folder / "tenants" / f"{tenant}.yaml").write_text(json.dumps(says))
    issued, sealing = await _provision(config, tuple(rules))
    return Provisioned(config, port, issued, sealing)


@asynccontextmanager
async def started(ready: Provisioned, *, behind: Sequence[str] = ()) -> AsyncIterator[Serving]:
    """The process of a provisioned gateway, once it is ready. `behind`: words of a command that becomes this one."""
    folder, origin = ready.config.parent, f"http://127.0.0.1:{ready.port}"
    log = ready.config.with_suffix(".log")
    process = await _start(ready.config, log, behind)
    try:
        await _ready(f"{origin}/readyz", process, log)
        yield Serving(origin, ready.keys, ready.seal_keys, folder, ready.config, log, process.pid)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), READY_SECONDS)


@asynccontextmanager
async def served_here(ready: Provisioned) -> AsyncIterator[Serving]:
    """The same behind HTTP in this process and its loop, so that a test may change the gateway while it serves."""
    folder, origin = ready.config.parent, f"http://127.0.0.1:{ready.port}"
    config = uvicorn.Config(
        application(ready.config, {}), port=ready.port, interface="asgi3", http=LineProtocol, ws="none", lifespan="on",
        log_config=None, access_log=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(READY_SECONDS):
            while not server.started:
                assert not task.done()
                await asyncio.sleep(0.02)
        yield Serving(origin, ready.keys, ready.seal_keys, folder, ready.config, folder / "no.log", os.getpid())
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def plane_of(gateway: Serving) -> AsyncIterator[ControlPlane]:
    """The control plane of a running gateway's store, as the commands open it."""
    async with opened_plane(_loaded(gateway.config)) as plane:
        yield plane


def _configure(folder: Path, port: int, upstream_url: str, store_url: str, provider: Mapping[str, object]) -> Path:
    entry = {
        "way": "direct",
        "base_url": upstream_url,
        "allow_private": True,
        "region": "local",
        "contract": CONTRACT,
        **provider,
    }
    document = {
        "listen": f"127.0.0.1:{port}",
        "store": {"url": store_url},
        "tenants": "tenants",
        "providers": {
            "mock": {"wires": ["openai.chat", "openai.responses", "openai.embeddings"], "flags": "openai", **entry},
            "mock-a": {"wires": ["anthropic.messages", "anthropic.count_tokens"], "flags": "anthropic", **entry},
            "translated": {"flags": "anthropic", **entry, "way": "litellm", "litellm_prefix": "anthropic"},
        },
    }
    (folder / "tenants").mkdir()
    config = folder / "isogate.yaml"
    config.write_text(json.dumps(document))
    return config


def tenant_rules(tenant: str, model: str) -> dict[str, object]:
    """What the tenant's file says where a test says nothing else; `model` is the provider's name of every model."""
    return {
        "tenant": tenant,
        "residency": "eu",
        "images": ["content"] if tenant == "acme" else [],
        "models": {
            purpose: {"small": f"mock/{model}", "small-a": f"mock-a/{model}", "small-t": f"translated/{model}"}
            for purpose in PURPOSES
        },
        "tools": {
            "create_draft": {
                "effect": "draft",
                "arguments": {"to": {"labels": ["EMAIL_ADDRESS"], "parties": ["addressee", "unknown"]}},
            }
        },
    }


async def _provision(config: Path, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    loaded = _loaded(config)
    assert not loaded.problems, loaded.problems
    assert loaded.rulebook is not None
    issued: dict[str, str] = {}
    sealing: dict[str, str] = {}
    async with opened_plane(loaded, create=True) as plane:
        for tenant in names:
            await done(partial(tenants.create, plane, tenant))
            issued[tenant] = (await done(partial(keys.issue, plane, tenant, purposes=PURPOSES))).text
            sealing[tenant] = await done(partial(keys.seal_key_text, plane, tenant))
            for purpose, policy in loaded.rulebook.purposes.items():
                granted = partial(consent.grant, plane, tenant, purpose=purpose, user=EVERY_USER)
                await done(partial(granted, policy_version=policy.version))
    return issued, sealing


def _loaded(config: Path) -> Loaded:
    return load(config, {}, datetime.now(UTC).date())


async def _start(config: Path, log: Path, behind: Sequence[str]) -> asyncio.subprocess.Process:
    environment = {**os.environ, "ISOGATE_LOG_LEVEL": "debug"}
    with log.open("wb") as out:
        return await asyncio.create_subprocess_exec(
            *behind, sys.executable, "-m", "gateway.cli.main", "serve", "--config", str(config),
            stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=out, env=environment,
        )  # fmt: skip


async def settled(gateway: Serving) -> None:
    """Wait until each call that was dialled has its outcome on record, which sets its meters right."""
    async with plane_of(gateway) as plane, asyncio.timeout(READY_SECONDS):
        while True:
            found = await plane.store.records(limit=1000)
            begun, ended = ({each.trace for each in found if each.event is kind} for kind in CALL_EVENTS)
            if begun <= ended:
                return
            await asyncio.sleep(0.05)


async def _ready(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    async with asyncio.timeout(READY_SECONDS):
        while not await asyncio.to_thread(_answers, url):
            assert process.returncode is None, await asyncio.to_thread(log.read_text)
            await asyncio.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
