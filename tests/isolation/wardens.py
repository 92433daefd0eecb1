"""What changes while attempts are on their way: tenants are stopped and let in again, and a store fails and recovers.

A stop is a key's revocation, a withdrawal, a suspension or a switch, through the control plane as the commands use it. From its
acknowledgement on no call may begin, and one that began before is cut within a second.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random
from types import MappingProxyType

from gateway.control import consent, keys, switches, tenants
from gateway.core.ledger import EVERY_USER, TenantStatus
from tests.isolation.names import name_of
from tests.isolation.world import Fault, Place, Wavering, World
from tests.support.patience import done
from tests.support.serving import PURPOSES

PURPOSE = "content"
_OPEN_SECONDS, _STOPPED_SECONDS = (0.2, 0.6), (0.1, 0.3)
_SWITCH_SECONDS = (5.0, 20.0)
"""A switch moves every tenant's epoch, so that calls of all are cut or asked for again: not too often."""
_SOUND_SECONDS, _FAILING_SECONDS = (0.6, 1.0), (0.8, 1.2)
"""A call that meets a locked file is refused after 0.3 s: it has to begin and end within one failure to tell anything."""

Step = Callable[[World, str, Wavering], Awaitable[object]]


async def _revoke(world: World, name: str, wavering: Wavering) -> None:
    await keys.revoke(world.plane, name, wavering.key.split("_")[2])


async def _issue(world: World, name: str, wavering: Wavering) -> None:
    wavering.key = (await keys.issue(world.plane, name, purposes=PURPOSES)).text


async def _withdraw(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    version = world.policy_version
    await consent.withdraw(world.plane, name, purpose=PURPOSE, user=EVERY_USER, policy_version=version)


async def _grant(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    version = world.policy_version
    await consent.grant(world.plane, name, purpose=PURPOSE, user=EVERY_USER, policy_version=version)


async def _suspend(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    await tenants.set_status(world.plane, name, TenantStatus.SUSPENDED)


async def _activate(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    await tenants.set_status(world.plane, name, TenantStatus.ACTIVE)


async def _switch_off(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    await switches.turn_off(world.plane, switches.Subject.TENANT, name)


async def _switch_on(world: World, name: str, wavering: Wavering) -> None:
    del wavering
    await switches.turn_on(world.plane, switches.Subject.TENANT, name)


_STEPS: Mapping[str, tuple[Step, Step]] = MappingProxyType(
    {
        "invalid_key": (_revoke, _issue),
        "consent_withdrawn": (_withdraw, _grant),
        "tenant_suspended": (_suspend, _activate),
        "switched_off": (_switch_off, _switch_on),
    }
)


@asynccontextmanager
async def at_work(place: Place, chance: Random) -> AsyncIterator[None]:
    """All wardens of a place, until the end; then everything is as it was before."""
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        if place.failing is not None:
            group.create_task(_fail(place.failing, place.fault, chance, over))
        else:
            for letters, wavering in place.world.wavering.items():
                group.create_task(_waver(place.world, name_of(letters), wavering, chance, over))
        try:
            yield
        finally:
            over.set()


async def _waver(world: World, name: str, wavering: Wavering, chance: Random, over: asyncio.Event) -> None:
    stop, undo = _STEPS[wavering.code]
    while not await _over(over, chance.uniform(*(_SWITCH_SECONDS if stop is _switch_off else _OPEN_SECONDS))):
        await done(lambda: stop(world, name, wavering))
        wavering.stops.append(time.monotonic())
        wavering.is_stopped = True
        await _over(over, chance.uniform(*_STOPPED_SECONDS))
        wavering.is_stopped = False
        wavering.reopenings.append(time.monotonic())
        await done(lambda: undo(world, name, wavering))


async def _fail(file: Path, fault: Fault, chance: Random, over: asyncio.Event) -> None:
    while not await _over(over, chance.uniform(*_SOUND_SECONDS)):
        begin, end = chance.choice((_locked, _gone))(file)
        begin()
        fault.period += 1
        fault.is_on = True
        await _over(over, chance.uniform(*_FAILING_SECONDS))
        fault.is_on = False
        fault.period += 1
        end()


def _locked(file: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Another program holds the file's lock for writing: the store is slow, and then too slow."""
    other = sqlite3.connect(file, isolation_level=None)

    def end() -> None:
        with closing(other):
            other.execute("ROLLBACK")

    return lambda: other.execute("BEGIN IMMEDIATE"), end


def _gone(file: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    aside = file.with_name("aside.sqlite")
    return lambda: file.rename(aside), lambda: aside.rename(file)


async def _over(over: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until the end; whether that is here."""
    try:
        async with asyncio.timeout(seconds):
            await over.wait()
    except TimeoutError:
        return False
    return True
