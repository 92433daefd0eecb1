"""Who there is: tenants with users, keys of every state, seal keys; and the gateways that serve them, two in this process."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import inf
from pathlib import Path

from gateway.app import opened
from gateway.config.load import load
from gateway.control import keys
from gateway.control.plane import ControlPlane
from gateway.core.ledger import TenantStatus
from gateway.needs import Ports
from gateway.sdk import Sealer
from tests.isolation import minting
from tests.isolation.names import (
    SUSPENDED,
    TENANT_LETTERS,
    WAVERING_LETTERS,
    credential_of,
    isolates_users,
    name_of,
)
from tests.support.patience import done
from tests.support.redis_cluster import closing_cluster
from tests.support.redis_server import closing_redis
from tests.support.serving import (
    PURPOSES,
    SQLITE,
    Provisioned,
    Serving,
    plane_of,
    provisioned,
    served_here,
    started,
    tenant_rules,
)

EVERYBODY = (*TENANT_LETTERS, *WAVERING_LETTERS)
STORES = ("sqlite", "redis", "cluster")
BY_USER = "-by-user"
"""Ends the provider's name of a model whose calls isolate users."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """One tenant of one gateway."""

    letter: str
    key: str
    revoked: str
    expired: str
    seal_key: str
    sealer: Sealer

    @property
    def name(self) -> str:
        return name_of(self.letter)


@dataclass(slots=True)
class Wavering:
    """A tenant that is stopped and let in again, over and over (`tests/isolation/wardens.py`)."""

    key: str
    code: str
    """What its calls meet while it is stopped."""
    is_stopped: bool = False
    """From the acknowledgement of the stop to the moment in which somebody begins to undo it."""
    stops: list[float] = field(default_factory=list)
    """Monotonic seconds of the acknowledgements."""
    reopenings: list[float] = field(default_factory=list)
    """Monotonic seconds of the moments in which somebody began to undo them."""


def first_after(at: float, moments: Sequence[float]) -> float:
    """The first of the moments after that one; for ever if there is none."""
    position = bisect_right(moments, at)
    return moments[position] if position < len(moments) else inf


@dataclass(frozen=True, slots=True)
class World:
    """The tenants of one gateway, a key of the one that is suspended, and the plane that governs them."""

    tenants: Mapping[str, Tenant]
    suspended_key: str
    plane: ControlPlane
    wavering: Mapping[str, Wavering]
    policy_version: str


@dataclass(slots=True)
class Fault:
    """Whether a place's store is failing just now, and how often it began to or ceased."""

    is_on: bool = False
    period: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A gateway under attack: `ports` where it is in this process, `serving` where it is another one behind HTTP."""

    name: str
    world: World
    ports: Ports | None = None
    serving: Serving | None = None
    failing: Path | None = None
    """The file of a store that is made to fail, and to recover."""
    fault: Fault = field(default_factory=Fault)


@asynccontextmanager
async def place_in_process(name: str, folder: Path, upstream_url: str, *, fails: bool = False) -> AsyncIterator[Place]:
    """The whole house, opened here, over SQLite: the nine steps, the pools, the store, and no HTTP in front."""
    ready = await _provisioned(folder, upstream_url, SQLITE)
    async with opened(load(ready.config, {}, _today())) as house:
        world = await _world(ready, house.plane)
        store = ready.config.parent / "var" / "isogate.sqlite"
        yield Place(name, world, ports=house.ports, failing=store if fails else None)


@asynccontextmanager
async def places_behind_http(folder: Path, upstream_url: str, stores: Sequence[str]) -> AsyncIterator[list[Place]]:
    """`isogate serve` processes: over SQLite, over a Redis server of its own, and over a Redis Cluster with replicas."""
    async with AsyncExitStack() as stack:
        places = []
        for store in stores:
            store_url = SQLITE
            if store == "redis":
                store_url = stack.enter_context(closing_redis(_made(folder / "redis-server"))).url
            if store == "cluster":
                store_url = stack.enter_context(closing_cluster(_made(folder / "cluster-servers"))).url
            ready = await _provisioned(_made(folder / store), upstream_url, store_url)
            serving = await stack.enter_async_context(started(ready))
            plane = await stack.enter_async_context(plane_of(serving))
            places.append(Place(f"http, {store}", await _world(ready, plane), serving=serving))
        yield places


@asynccontextmanager
async def place_behind_http_here(folder: Path, upstream_url: str) -> AsyncIterator[Place]:
    """A gateway over a Redis server, behind HTTP in this process: what is done to the code is done to it."""
    with closing_redis(_made(folder / "redis-server")) as redis:
        ready = await _provisioned(_made(folder / "redis"), upstream_url, redis.url)
        async with served_here(ready) as serving, plane_of(serving) as plane:
            yield Place("http, redis, in this process", await _world(ready, plane), serving=serving)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _today() -> date:
    return datetime.now(UTC).date()


async def _provisioned(folder: Path, upstream_url: str, store_url: str) -> Provisioned:
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    credentials = {}
    for letter in EVERYBODY:
        path = folder / f"credential-{letter}"
        path.write_text(credential_of(letter))
        path.chmod(0o600)
        credentials[name_of(letter)] = f"file:{path.name}"
    (folder / minting.KEYS_FILE).write_bytes(minting.key_set())
    rules = {name_of(letter): tenant_rules(name_of(letter), "") | _says(letter) for letter in EVERYBODY}
    return await provisioned(
        folder,
        upstream_url,
        {**rules, SUSPENDED: tenant_rules(SUSPENDED, "content")},
        store_url=store_url,
        sections={"detection": {"names": "unsafe_none"}, "issuers": minting.issuers(PURPOSES)},
        provider={"tenant_credentials": credentials},
    )


def _says(letter: str) -> dict[str, object]:
    """The tenant's rules; the provider's names of its models say what a call may hold."""
    models = {}
    for purpose in PURPOSES:
        name = purpose + (BY_USER if isolates_users(letter, purpose) else "")
        models[purpose] = {"small": f"mock/{name}", "small-a": f"mock-a/{name}"}
    narrowed = [each for each in PURPOSES if each != "twin" and isolates_users(letter, each)]
    return {"models": models, "purposes": {purpose: {"isolation": "user"} for purpose in narrowed}}


async def _world(ready: Provisioned, plane: ControlPlane) -> World:
    made = [await _tenant(ready, plane, letter) for letter in EVERYBODY]
    await done(lambda: plane.store.set_tenant_status(SUSPENDED, TenantStatus.SUSPENDED))
    rules = load(ready.config, {}, _today()).rulebook
    assert rules is not None
    codes = ("invalid_key", "consent_withdrawn", "tenant_suspended", "switched_off")
    tenants = {tenant.letter: tenant for tenant in made}
    wavering = {
        letter: Wavering(tenants[letter].key, code) for letter, code in zip(WAVERING_LETTERS, codes, strict=True)
    }
    version = rules.purposes["content"].version
    return World(tenants, ready.keys[SUSPENDED], plane, wavering, version)


async def _tenant(ready: Provisioned, plane: ControlPlane, letter: str) -> Tenant:
    name = name_of(letter)
    past = plane.clock.now() - timedelta(hours=1)
    revoked, expired = await asyncio.gather(
        done(lambda: keys.issue(plane, name, purposes=PURPOSES)),
        done(lambda: keys.issue(plane, name, purposes=PURPOSES, expires=past)),
    )
    await done(lambda: plane.store.revoke_key(name, revoked.row.key_id))
    seal_key = ready.seal_keys[name]
    return Tenant(letter, ready.keys[name], revoked.text, expired.text, seal_key, Sealer({name: seal_key}))
