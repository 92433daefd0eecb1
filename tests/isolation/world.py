"""Who there is: tenants with users, keys of every state, seal keys; and the gateways that serve them, one in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gateway.app import opened
from gateway.config.load import load
from gateway.control import keys
from gateway.core.ledger import TenantStatus
from gateway.pipeline import Ports
from gateway.plane import opened_plane
from gateway.sdk import Sealer
from tests.isolation.marks import LETTERS
from tests.support.redis_server import closing_redis
from tests.support.serving import PURPOSES, SQLITE, Provisioned, Serving, provisioned, started, tenant_rules

TENANT_LETTERS = LETTERS[:8]
USER_LETTERS = LETTERS[:3]
SUSPENDED = "suspended"
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


@dataclass(frozen=True, slots=True)
class World:
    """The tenants of one gateway, and a key of the one that is suspended."""

    tenants: Mapping[str, Tenant]
    suspended_key: str


@dataclass(frozen=True, slots=True)
class Place:
    """A gateway under attack: `ports` where it is in this process, `serving` where it is another one behind HTTP."""

    name: str
    world: World
    ports: Ports | None = None
    serving: Serving | None = None


def name_of(letter: str) -> str:
    """The tenant's name; nothing of a mark is in it."""
    return f"tenant-{letter}"


def user_of(letter: str) -> str:
    """The user's id; every tenant has users of the same ids."""
    return f"user-{letter}"


def credential_of(letter: str) -> str:
    """What the provider knows the tenant by."""
    return f"sk-provider-{letter * 24}"


def isolates_users(letter: str, purpose: str) -> bool:
    """True where a call of this tenant and purpose may hold one user's records only: half the tenants narrowed two purposes."""
    return purpose == "twin" or (TENANT_LETTERS.index(letter) % 2 == 1 and purpose in {"deal_coach", "lead_scoring"})


@asynccontextmanager
async def place_in_process(folder: Path, upstream_url: str) -> AsyncIterator[Place]:
    """The whole house, opened here, over SQLite: the nine steps, the pools, the store, and no HTTP in front."""
    ready = await _provisioned(folder, upstream_url, SQLITE)
    world = await _world(ready)
    async with opened(load(ready.config, {}, _today())) as house:
        yield Place("in process", world, ports=house.ports)


@asynccontextmanager
async def places_behind_http(folder: Path, upstream_url: str) -> AsyncIterator[list[Place]]:
    """Two `isogate serve` processes: over SQLite, and over a Redis server of their own."""
    async with AsyncExitStack() as stack:
        redis = stack.enter_context(closing_redis(_made(folder / "redis-server")))
        places = []
        for name, store_url in (("http, sqlite", SQLITE), ("http, redis", redis.url)):
            ready = await _provisioned(_made(folder / name.removeprefix("http, ")), upstream_url, store_url)
            world = await _world(ready)
            places.append(Place(name, world, serving=await stack.enter_async_context(started(ready))))
        yield places


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _today() -> date:
    return datetime.now(UTC).date()


async def _provisioned(folder: Path, upstream_url: str, store_url: str) -> Provisioned:
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    credentials = {}
    for letter in TENANT_LETTERS:
        path = folder / f"credential-{letter}"
        path.write_text(credential_of(letter))
        path.chmod(0o600)
        credentials[name_of(letter)] = f"file:{path.name}"
    rules = {name_of(letter): tenant_rules(name_of(letter), "") | _says(letter) for letter in TENANT_LETTERS}
    return await provisioned(
        folder,
        upstream_url,
        {**rules, SUSPENDED: tenant_rules(SUSPENDED, "content")},
        store_url=store_url,
        sections={"detection": {"names": "unsafe_none"}},
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


async def _world(ready: Provisioned) -> World:
    tenants = {}
    async with opened_plane(load(ready.config, {}, _today())) as plane:
        for letter in TENANT_LETTERS:
            name = name_of(letter)
            revoked = await keys.issue(plane, name, purposes=PURPOSES)
            await plane.store.revoke_key(name, revoked.row.key_id)
            past = plane.clock.now() - timedelta(hours=1)
            expired = await keys.issue(plane, name, purposes=PURPOSES, expires=past)
            seal_key = ready.seal_keys[name]
            sealer = Sealer({name: seal_key})
            tenants[letter] = Tenant(letter, ready.keys[name], revoked.text, expired.text, seal_key, sealer)
        await plane.store.set_tenant_status(SUSPENDED, TenantStatus.SUSPENDED)
    return World(tenants, ready.keys[SUSPENDED])
