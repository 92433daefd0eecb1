"""What of Redis's settings endangers a promise, and what mends it (F05; measured losses in threats (d))."""

from __future__ import annotations

from redis.exceptions import ResponseError

from gateway.adapters.redis_store.lanes import Lanes
from gateway.adapters.redis_store.moving import moved

OLDEST_VERSION = (7, 0)
_NEEDED = {
    "appendonly": ("yes", "what was acknowledged is lost when Redis stops"),
    "appendfsync": ("always", "what was acknowledged is lost with the power"),
    "maxmemory-policy": ("noeviction", "opt-outs and audit records are thrown away when memory is short"),
}


async def problems(lanes: Lanes, *, unsafe_unverified_durability: bool) -> list[str]:
    """One sentence per problem, with its remedy. Raises redis-py's errors when Redis cannot be asked.

    `unsafe_unverified_durability`: the operator declares that a service which hides its settings is durable; settings that it
    does show are judged all the same.
    """
    found = await unsuitable(lanes, unsafe_unverified_durability=unsafe_unverified_durability)
    return [*found, *await moved(lanes)]


async def unsuitable(lanes: Lanes, *, unsafe_unverified_durability: bool) -> list[str]:
    """As `problems`, without whether the store is being moved: what whoever moves it there has to know."""
    return [*await _of_version(lanes), *await _of_settings(lanes, may_hide=unsafe_unverified_durability)]


async def _of_version(lanes: Lanes) -> list[str]:
    (info,) = await lanes.ask(("INFO", "server"))
    if not isinstance(info, bytes):
        raise TypeError("INFO answered something else")
    fields = dict(line.split(":", 1) for line in info.decode().splitlines() if ":" in line)
    version = fields["redis_version"]
    major, minor = (int(part) for part in version.split(".")[:2])
    if (major, minor) >= OLDEST_VERSION:
        return []
    return [f"Redis is {version}: install Redis 7.0 or Valkey 7.2, or later"]


async def _of_settings(lanes: Lanes, *, may_hide: bool) -> list[str]:
    found = []
    for name, (needed, otherwise) in _NEEDED.items():
        try:
            (reply,) = await lanes.ask(("CONFIG", "GET", name))
        except ResponseError:
            if not may_hide:
                found.append(
                    f"Redis hides its setting {name}: allow CONFIG GET, or declare store.unsafe_unverified_durability"
                )
            continue
        value = reply[1].decode() if isinstance(reply, list) and reply else "unknown"
        if value != needed:
            found.append(f"Redis has {name} {value}, so {otherwise}: CONFIG SET {name} {needed}")
    return found
