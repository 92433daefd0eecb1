"""What of Redis's settings endangers a promise, and what mends it (F05; measured losses in threats (d)); of every primary."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from redis.exceptions import RedisError, ResponseError

from gateway.adapters.redis_store import replies
from gateway.adapters.redis_store.lanes import Command, Lanes
from gateway.adapters.redis_store.moving import moved
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.unreachable import why
from gateway.ports.store import Risk

OLDEST_VERSION = (7, 0)
NODE_TIMEOUT = "cluster-node-timeout"
LEAST_NODE_TIMEOUT = 1000
"""Milliseconds: longer than the lease of a call in flight. So no replica takes over while a call still goes on, or is
still to be sent, by what it read at the old primary.
"""


@dataclass(frozen=True, slots=True)
class _Setting:
    name: str
    right: str
    otherwise: str
    """What else it costs."""
    accepted: Sequence[tuple[Risk, Sequence[str]]]
    """With which declaration which other values are accepted; none listed: any."""


_PROBE: Command = ("EVAL", "#!lua\nreturn 1", 0)
"""Writes nothing, and is refused wherever a call's scripts are: at a replica, in full memory, after a failed write to disk."""
_IS_WHOLE = b"cluster_state:ok"

_SETTINGS = (
    _Setting("appendonly", "yes", "what was acknowledged is lost when Redis stops", ((Risk.NO_PERSISTENCE, ()),)),
    _Setting(
        "appendfsync",
        "always",
        "what was acknowledged is lost with the power",
        ((Risk.EVERYSEC, ("everysec",)), (Risk.NO_PERSISTENCE, ())),
    ),
    _Setting(
        "maxmemory-policy",
        "noeviction",
        "opt-outs and audit records are thrown away when memory is short",
        ((Risk.EVICTION, ()),),
    ),
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the operator declares."""

    may_hide: bool = False
    """A service that hides its settings is durable; settings that it does show are judged all the same."""
    risks: frozenset[Risk] = frozenset()


NOTHING_DECLARED = Declared()


async def problems(servers: Servers, declared: Declared) -> list[str]:
    """One sentence per problem, with its remedy."""
    try:
        return await unsuitable(servers, declared) or await moved(servers)
    except (RedisError, OSError, ValueError, TypeError, KeyError) as error:
        named = " or ".join([f"{each.host}:{each.port}" for each in servers.seeds])
        return [f"Redis at {named} cannot be asked: {why(error)}"]


async def unsuitable(servers: Servers, declared: Declared) -> list[str]:
    """As `problems`, without whether the store is being moved: what whoever moves it there has to know."""
    if together := await servers.problems():
        return together
    primaries = await servers.primaries()
    found = await asyncio.gather(*[_of_server(lanes, declared) for _, lanes in primaries])
    names = ["Redis" if len(primaries) == 1 else f"Redis at {each.host}:{each.port}" for each, _ in primaries]
    return [f"{name} {text}" for name, texts in zip(names, found, strict=True) for text in texts]


async def is_ready(servers: Servers, declared: Declared) -> bool:
    """Whether calls would get through: in a cluster one primary that takes them is enough for its tenants'."""
    primaries = await servers.primaries()
    if not any(await asyncio.gather(*[_takes_calls(lanes, declared) for _, lanes in primaries])):
        return False
    try:
        return not await moved(servers)
    except (RedisError, OSError):
        return len(primaries) > 1  # the shard that would say so is away


async def _takes_calls(lanes: Lanes, declared: Declared) -> bool:
    try:
        if await unsound(lanes, declared):
            return False
        await lanes.use(lambda lane: lane.ask(_PROBE, durably=True))
        is_alone = (await _told(lanes)).get("cluster_enabled") != "1"
        return is_alone or _IS_WHOLE in replies.text(*await lanes.ask(("CLUSTER", "INFO")))
    except (RedisError, OSError, ValueError, TypeError, KeyError):
        return False


async def unsound(lanes: Lanes, declared: Declared) -> list[str]:
    """What is wrong with one server's release and settings, without its name."""
    return _of_version(await _told(lanes)) or await _of_settings(lanes, declared)


async def _of_server(lanes: Lanes, declared: Declared) -> list[str]:
    return [*await unsound(lanes, declared), *await _of_state(lanes)]


async def _of_state(lanes: Lanes) -> list[str]:
    """What stops it now, whatever its settings."""
    found = []
    await lanes.ask(("WAIT", 0, 1))  # whether its user may
    info = await _told(lanes)
    uncounted = int(info.get("mem_not_counted_for_evict", 0))  # the replicas' and the log's buffers
    if 0 < int(info["maxmemory"]) < int(info["used_memory"]) - uncounted:
        found.append("is full: raise maxmemory, or add primaries")
    if info["role"] == "slave":
        found.append("is a replica: give the primary's address in store.url")
    return found


async def _told(lanes: Lanes) -> dict[str, str]:
    (info,) = await lanes.ask(("INFO",))
    if not isinstance(info, bytes):
        raise TypeError("INFO answered something else")
    return dict(line.split(":", 1) for line in info.decode().splitlines() if ":" in line)


def _of_version(info: dict[str, str]) -> list[str]:
    major, minor = (int(part) for part in info["redis_version"].split(".")[:2])
    if (major, minor) >= OLDEST_VERSION:
        return []
    return [f"is {info['redis_version']}: install Redis 7.0 or Valkey 7.2, or later"]


async def _of_settings(lanes: Lanes, declared: Declared) -> list[str]:
    try:
        (reply,) = await lanes.ask(("CONFIG", "GET", *[setting.name for setting in _SETTINGS], NODE_TIMEOUT))
    except ResponseError:
        return [] if declared.may_hide else [_hides(setting.name) for setting in _SETTINGS]
    values = {name.decode(): value.decode() for name, value in replies.paired(reply).items()}
    return [*_wrong(values, declared), *_of_failover(values)]


def _hides(name: str) -> str:
    return f"hides its setting {name}: allow CONFIG GET, or declare store.unsafe_unverified_durability"


def _wrong(values: dict[str, str], declared: Declared) -> list[str]:
    found = []
    for setting in _SETTINGS:
        value = values.get(setting.name)
        if value is None:
            found += [] if declared.may_hide else [_hides(setting.name)]
        elif value != setting.right and not _is_accepted(setting, value, declared):
            remedy = f"CONFIG SET {setting.name} {setting.right}, or declare store.unsafe_{_risk(setting, value)}"
            found.append(f"has {setting.name} {value}, so {setting.otherwise}: {remedy}")
    return found


def _of_failover(values: dict[str, str]) -> list[str]:
    """Asked of a server alone, too, which has the setting without a use for it."""
    value = int(values.get(NODE_TIMEOUT, LEAST_NODE_TIMEOUT))
    if value >= LEAST_NODE_TIMEOUT:
        return []
    otherwise = "a replica takes over before calls by the old primary's word are cut"
    return [f"has {NODE_TIMEOUT} {value}, so {otherwise}: CONFIG SET {NODE_TIMEOUT} {LEAST_NODE_TIMEOUT}, or more"]


def _is_accepted(setting: _Setting, value: str, declared: Declared) -> bool:
    return any(risk in declared.risks and (not values or value in values) for risk, values in setting.accepted)


def _risk(setting: _Setting, value: str) -> Risk:
    """The least declaration that accepts the value."""
    return next(risk for risk, values in setting.accepted if not values or value in values)
