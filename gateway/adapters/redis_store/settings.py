"""What of Redis's settings endangers a promise, and what mends it (F05; measured losses in threats (d)); of every primary."""

from __future__ import annotations

from collections.abc import Mapping

from redis.exceptions import ResponseError

from gateway.adapters.redis_store.lanes import Lanes
from gateway.adapters.redis_store.moving import moved
from gateway.adapters.redis_store.servers import Servers

OLDEST_VERSION = (7, 0)
_NEEDED = {
    "appendonly": ("yes", "what was acknowledged is lost when Redis stops"),
    "appendfsync": ("always", "what was acknowledged is lost with the power"),
    "maxmemory-policy": ("noeviction", "opt-outs and audit records are thrown away when memory is short"),
}


async def problems(servers: Servers, *, unsafe_unverified_durability: bool) -> list[str]:
    """One sentence per problem, with its remedy. Raises redis-py's errors when Redis cannot be asked.

    `unsafe_unverified_durability`: the operator declares that a service which hides its settings is durable; settings that it
    does show are judged all the same.
    """
    found = await unsuitable(servers, unsafe_unverified_durability=unsafe_unverified_durability)
    return found or await moved(servers)


async def unsuitable(servers: Servers, *, unsafe_unverified_durability: bool) -> list[str]:
    """As `problems`, without whether the store is being moved: what whoever moves it there has to know."""
    if found := await servers.problems():
        return found
    primaries = await servers.primaries()
    for address, lanes in primaries:
        name = "Redis" if len(primaries) == 1 else f"Redis at {address.host}:{address.port}"
        found += [f"{name} {each}" for each in await _of_server(lanes, may_hide=unsafe_unverified_durability)]
    return found


async def told(lanes: Lanes, section: str) -> Mapping[str, str]:
    """A section of `INFO`."""
    (info,) = await lanes.ask(("INFO", section))
    if not isinstance(info, bytes):
        raise TypeError("INFO answered something else")
    return dict(line.split(":", 1) for line in info.decode().splitlines() if ":" in line)


async def _of_server(lanes: Lanes, *, may_hide: bool) -> list[str]:
    return [*await _of_version(lanes), *await _of_settings(lanes, may_hide=may_hide)]


async def _of_version(lanes: Lanes) -> list[str]:
    version = (await told(lanes, "server"))["redis_version"]
    major, minor = (int(part) for part in version.split(".")[:2])
    if (major, minor) >= OLDEST_VERSION:
        return []
    return [f"is {version}: install Redis 7.0 or Valkey 7.2, or later"]


async def _of_settings(lanes: Lanes, *, may_hide: bool) -> list[str]:
    found = []
    for name, (needed, otherwise) in _NEEDED.items():
        try:
            (reply,) = await lanes.ask(("CONFIG", "GET", name))
        except ResponseError:
            if not may_hide:
                found.append(
                    f"hides its setting {name}: allow CONFIG GET, or declare store.unsafe_unverified_durability"
                )
            continue
        value = reply[1].decode() if isinstance(reply, list) and reply else "unknown"
        if value != needed:
            found.append(f"has {name} {value}, so {otherwise}: CONFIG SET {name} {needed}")
    return found
