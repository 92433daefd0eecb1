"""The workers part of the bench: CPU of a call with SQLite, and with Redis by one, two and four processes; trips and their time.

All of them run at once and are measured in turns, on the same CPU, `redis-server` among them: its own CPU is counted apart.
Both stores write durably, on the disk of the checkout.

Under two loads. *Full*: whoever is answered calls again, so that on the one core four processes make together as many calls as
one, a quarter each. *Steady*: as many calls a second for each process, as where each has a core of its own; that is what more
processes cost. What a process does once or a few times a second, however many calls it has (epochs, presence, Python's collector,
the outcomes of a fifth of a second), is four times as much of a call in the first, and the same in the second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import uvloop

from gateway.adapters.redis_store.store import RedisStore
from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.adapters.system_clock import SystemClock
from gateway.ports.store import Store
from tests.bench import prompts
from tests.bench.isogate import EMBEDDED, isogate_on
from tests.bench.processes import cpu_seconds
from tests.bench.report import table
from tests.bench.rig import Rig, WrongSystem
from tests.bench.scenarios import Scenario
from tests.bench.stats import Sample, Spread, spread
from tests.bench.stores import Cost, measure
from tests.bench.systems import Site, System
from tests.support.ledger import key_row, tenant_row
from tests.support.redis_server import RedisServer, closing_redis

SYSTEMS = (("SQLite", 1), ("Redis", 1), ("Redis", 2), ("Redis", 4))
TRIES, PAUSE_SECONDS = 30, 0.5
"""A busy machine lets a trip run past its deadline, at first above all; that is a refused call, and no measurement."""
EACH = 4
"""Calls at a time for each process: a process with less to do at once pays more for each, whatever the store."""


STEADY_EVERY_SECONDS = 0.16
"""Of a connection: 25 calls a second for each process, a quarter of a core for four."""
FULL, STEADY = "full", "steady"


@dataclass(frozen=True, slots=True)
class PerCall:
    """Of one call, in each round: milliseconds of CPU of the gateway's processes and of `redis-server`, and trips to it."""

    gateway: list[float]
    server: list[float]
    trips: list[float]


@dataclass(frozen=True, slots=True)
class Workers:
    """Costs by load, then by store and number of processes; what the trips of a call made alone take, by store."""

    costs: dict[str, dict[str, PerCall]]
    trips: dict[str, Cost]


def workers(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> Workers:
    """Measure both."""
    (site.folder / "redis").mkdir()
    with Rig(site) as rig, rig.beside(), closing_redis(site.folder / "redis") as redis:
        systems = [_system(site, redis, store, count) for store, count in SYSTEMS]
        for system, (_, count) in zip(systems, SYSTEMS, strict=True):
            say(f"starting {system.title}")
            rig.start(system)
            _patiently(partial(rig.prove, system, [_calls(FULL, count)]))
        costs = {load: {system.title: PerCall([], [], []) for system in systems} for load in (FULL, STEADY)}
        for number in range(1, rounds + 1):
            for load, of_systems in costs.items():
                for system, (_, count) in zip(systems, SYSTEMS, strict=True):
                    say(f"round {number} of {rounds}, {load}: {system.title}")
                    sampling = partial(rig.sample, system, _calls(load, count), number, seconds)
                    _patiently(partial(_measure, rig, redis, sampling, of_systems[system.title]))
        say("trips, alone")
        return Workers(costs, uvloop.run(_trips(site.folder, f"redis://127.0.0.1:{redis.port}/9")))


def _system(site: Site, redis: RedisServer, store: str, count: int) -> System:
    url = EMBEDDED if store == "SQLite" else f"redis://127.0.0.1:{redis.port}/{count}"
    processes = "1 process" if count == 1 else f"{count} processes"
    return isogate_on(site, f"{store.lower()}-{count}", f"{store}, {processes}", url, count)


def _calls(load: str, processes: int) -> Scenario:
    connections = EACH * processes
    every = STEADY_EVERY_SECONDS if load == STEADY else 0.0
    return Scenario(
        f"small-{connections}",
        "small",
        prompts.SMALL,
        prompts.PLANTED_SMALL,
        connections,
        every_seconds=every,
        ramp_seconds=every,
    )


def _measure(rig: Rig, redis: RedisServer, sampling: Callable[[], Sample], cost: PerCall) -> None:
    calls, server, reads = rig.calls, cpu_seconds([redis.pid]), _reads(redis)
    sample = sampling()
    calls = rig.calls - calls
    cost.gateway.append(sample.cpu_per_call * 1000)
    cost.server.append((cpu_seconds([redis.pid]) - server) / calls * 1000)
    cost.trips.append((_reads(redis) - reads) / calls)


def _patiently(act: Callable[[], None]) -> None:
    for _ in range(TRIES - 1):
        try:
            return act()
        except WrongSystem:
            time.sleep(PAUSE_SECONDS)
    return act()


def _reads(redis: RedisServer) -> int:
    """How often the server read from a connection: once a trip."""
    lines = redis.call("INFO", "stats").decode().splitlines()
    return int(next(line.partition(":")[2] for line in lines if line.startswith("total_reads_processed:")))


async def _trips(folder: Path, url: str) -> dict[str, Cost]:
    """Both trips of calls made one after the other, a store after the other by turns."""
    clock = SystemClock()
    opened: dict[str, Store] = {
        "SQLite": SqliteStore.open(folder / "trips.sqlite", clock, create=True),
        "Redis": RedisStore.open(url, clock),
    }
    for store in opened.values():
        await store.put_tenant(tenant_row())
        await store.put_key(key_row())
    costs = await measure(opened)
    for store in opened.values():
        await store.close()
    return costs


def as_text(found: Workers) -> str:
    """Ratios, then the figures."""
    rows = [
        [f"{name}, {load}", *map(str, map(spread, (cost.gateway, cost.server, cost.trips)))]
        for load, costs in found.costs.items()
        for name, cost in costs.items()
    ]
    head = ["on this machine", "CPU ms/call", "of redis-server", "trips to it"]
    trips = [
        [f"{store}, {trip}", _percentile(times, 50), _percentile(times, 95)]
        for store, cost in found.trips.items()
        for trip, times in (("admit", cost.admit), ("commit", cost.commit))
    ]
    ratios = [[what, str(of(found)), bar] for what, of, bar in RATIOS]
    return "\n".join(
        [
            *table([[f"CPU of a call, small, {EACH} at a time for each process", "times", "goal"], *ratios]),
            "",
            *table([head, *rows]),
            "",
            *table([["a trip, alone", "ms, p50", "p95"], *trips]),
        ]
    )


def _over(found: Workers, top: str, bottom: str, *, load: str = FULL, with_server: bool = False) -> Spread:
    """The first's CPU over the second's, round by round."""
    above, below = found.costs[load][top], found.costs[load][bottom]
    more = above.server if with_server else [0.0] * len(above.server)
    return spread([(one + two) / other for one, two, other in zip(above.gateway, more, below.gateway, strict=True)])


def _more(load: str, processes: int) -> Callable[[Workers], Spread]:
    return lambda found: _over(found, f"Redis, {processes} processes", "Redis, 1 process", load=load)


RATIOS: tuple[tuple[str, Callable[[Workers], Spread], str], ...] = (
    ("Redis over SQLite, 1 process", lambda found: _over(found, "Redis, 1 process", "SQLite, 1 process"), "1.4"),
    (
        "the same with redis-server's own",
        lambda found: _over(found, "Redis, 1 process", "SQLite, 1 process", with_server=True),
        "",
    ),
    ("Redis, 2 processes over 1, full", _more(FULL, 2), "1"),
    ("Redis, 4 processes over 1, full", _more(FULL, 4), "1"),
    ("Redis, 2 processes over 1, steady", _more(STEADY, 2), "1"),
    ("Redis, 4 processes over 1, steady", _more(STEADY, 4), "1"),
)


def _percentile(times: list[float], percent: int) -> str:
    return f"{sorted(times)[len(times) * percent // 100] * 1000:.2f}"


def as_json(found: Workers) -> dict[str, object]:
    """Everything, for programs."""
    return asdict(found)
