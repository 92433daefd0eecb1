"""What a run says: tables for people, JSON for programs."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from tests.bench.scenarios import Scenario
from tests.bench.stats import Sample, Spread, difference, over, ratio
from tests.bench.systems import System

MILLI = 1000.0
# The same gateway twice: fsync's share is what the disk adds to the wall time of a call.
STORE_ON_DISK = "isogate"
STORE_IN_MEMORY = "isogate-memory"


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run found; times in seconds, memory in MiB."""

    systems: Sequence[System]
    scenarios: Sequence[Scenario]
    samples: Sequence[Sample]
    started: dict[str, float]
    memory: dict[str, float]
    fsync: Spread
    is_pinned: bool
    rounds: int
    seconds: float


def as_text(run: Run) -> str:
    """The tables: ratios first, since only they travel between machines."""
    lines = [f"{run.rounds} rounds of {run.seconds:g} s, interleaved; median (minimum to maximum) over the rounds"]
    if not run.is_pinned:
        lines.append("NOT PINNED: system and load shared CPUs; do not compare these figures with others")
    lines += _ratios(run) + _absolute(run) + _streams(run) + _processes(run) + _durability(run)
    return "\n".join(lines)


def _measured(run: Run) -> list[System]:
    return [each for each in run.systems if each.name != "direct"]


def _ratios(run: Run) -> list[str]:
    named = {each.name: each for each in run.systems}
    pairs = [(ours, named[rival]) for ours in run.systems for rival in ours.rivals if rival in named]
    lines = []
    for first, other in pairs:
        rows = [
            [
                scenario.title,
                str(ratio(run.samples, (first.name, other.name), scenario.name, "per_second")),
                str(ratio(run.samples, (other.name, first.name), scenario.name, "cpu_per_call")),
            ]
            for scenario in run.scenarios
        ]
        head = [
            f"{first.title} against {other.title}",
            "times the calls per second",
            "times less CPU per call",
        ]
        lines += ["", *table([head, *rows])]
    return lines


def _absolute(run: Run) -> list[str]:
    rows = [
        [
            scenario.title,
            system.title,
            str(over(run.samples, system.name, scenario.name, "per_second")),
            _milli(over(run.samples, system.name, scenario.name, "cpu_per_call")),
            _milli(over(run.samples, system.name, scenario.name, "wall_per_call")),
        ]
        for scenario in run.scenarios
        for system in _measured(run)
    ]
    return ["", *table([["on this machine", "", "calls/s", "CPU ms/call", "wall ms/call"], *rows])]


def _streams(run: Run) -> list[str]:
    names = {each.name for each in run.systems}
    streams = [each for each in run.scenarios if each.stream]
    if "direct" not in names or not streams:
        return []
    rows = [
        [
            scenario.title,
            system.title,
            _milli(difference(run.samples, (system.name, "direct"), scenario.name, "first_token")),
        ]
        for scenario in streams
        for system in _measured(run)
    ]
    return ["", *table([["time to first token", "", "ms added to no proxy"], *rows])]


def _processes(run: Run) -> list[str]:
    rows = [
        [each.title, f"{run.started[each.name]:.1f}", f"{run.memory[each.name]:.0f}", str(len(each.commands))]
        for each in _measured(run)
    ]
    return [
        "",
        *table([["processes", "s from start to ready", "MiB resident after load", "started"], *rows]),
    ]


def _durability(run: Run) -> list[str]:
    lines = ["", f"fsync of 4 KiB on the disk of the store: {_milli(run.fsync)} ms"]
    if not {STORE_ON_DISK, STORE_IN_MEMORY} <= {each.name for each in run.systems}:
        return lines
    # In a memory disk an fsync costs nothing; all else is the same.
    rows = [
        [
            scenario.title,
            _milli(difference(run.samples, (STORE_ON_DISK, STORE_IN_MEMORY), scenario.name, "wall_per_call")),
            _milli(over(run.samples, STORE_ON_DISK, scenario.name, "wall_per_call")),
        ]
        for scenario in run.scenarios
        if not scenario.stream
    ]
    return [*lines, *table([["the durable audit's share", "ms for fsync", "of wall ms/call"], *rows])]


def _milli(spread: Spread) -> str:
    return str(Spread(spread.low * MILLI, spread.middle * MILLI, spread.high * MILLI))


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table: the first row is its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def as_json(run: Run) -> dict[str, object]:
    """Every sample, and what is needed to read it."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "python": platform.python_version(),
        },
        "rounds": run.rounds,
        "seconds": run.seconds,
        "pinned": run.is_pinned,
        "systems": {each.name: each.title for each in run.systems},
        "scenarios": {each.name: each.title for each in run.scenarios},
        "start_seconds": run.started,
        "resident_mib": run.memory,
        "fsync_seconds": asdict(run.fsync),
        "samples": [asdict(each) for each in run.samples],
    }
