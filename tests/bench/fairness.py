"""The fairness part of the bench: what a tenant's call takes alone, and while another tenant calls 64 times at once.

Alone, beside a tenant whose 64 connections call at a pace that leaves most of the processor free, and beside one that calls
again as soon as it is answered, so that the processor is never free: each in every round, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles

from tests.bench import prompts
from tests.bench.isogate import isogate_of_two
from tests.bench.rig import Rig
from tests.bench.scenarios import Scenario
from tests.bench.systems import Site

BURST = 64
QUIET_EVERY_SECONDS = 0.02
PACED_EVERY_SECONDS = 0.64
"""One call of each connection: 100 a second, about a fifth of what a core takes."""
_CENTILES = 100
QUIET = Scenario(
    "quiet", "quiet", prompts.SMALL, prompts.PLANTED_SMALL, 1, every_seconds=QUIET_EVERY_SECONDS, ramp_seconds=0.001
)
PACED = Scenario(
    "paced",
    "64 connections at a pace",
    prompts.SMALL,
    prompts.PLANTED_SMALL,
    BURST,
    every_seconds=PACED_EVERY_SECONDS,
    ramp_seconds=PACED_EVERY_SECONDS,
)
BURSTING = Scenario("bursting", "64 at a time", prompts.SMALL, prompts.PLANTED_SMALL, BURST)
CASES: tuple[tuple[str, Scenario | None], ...] = (
    ("alone", None),
    ("beside 64 connections, 100 calls a second", PACED),
    ("beside 64 calls at a time", BURSTING),
)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Milliseconds of the quiet tenant's calls by case, round by round; and how many calls a second the other tenant made."""

    latencies: dict[str, list[list[float]]]
    others_per_second: dict[str, float]


def fairness(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> Fairness:
    """All cases in every round."""
    quiet, burst = isogate_of_two(site)
    found = Fairness({name: [] for name, _ in CASES}, {})
    with Rig(site) as rig:
        say(f"starting {quiet.title}")
        rig.start(quiet)
        rig.prove(quiet, [replace(QUIET, every_seconds=0.0, ramp_seconds=0.0)])
        for number in range(1, rounds + 1):
            for name, other in CASES:
                say(f"round {number} of {rounds}: {name}")
                with rig.under(burst, other, seconds) as others:
                    times = rig.times(quiet, QUIET, seconds)
                found.latencies[name].append([each * 1000 for each in times])
                if others:
                    found.others_per_second[name] = others[0].calls / others[0].wall
    return found


def p99(milliseconds: Sequence[float]) -> float:
    """The 99th percentile of at least two values."""
    return quantiles(milliseconds, n=_CENTILES, method="inclusive")[-1]


def as_text(found: Fairness) -> str:
    """A line of each case, and what the burst costs."""
    lines = []
    whole = {name: [each for times in rounds for each in times] for name, rounds in found.latencies.items()}
    alone = whole[CASES[0][0]]
    for name, times in whole.items():
        more = f"{p99(times) / p99(alone) - 1:+.0%} of p99, {median(times) / median(alone) - 1:+.0%} of p50"
        others = (
            f", {found.others_per_second[name]:.0f} calls a second of the other"
            if name in found.others_per_second
            else ""
        )
        lines.append(
            f"{name}: p50 {median(times):.1f} ms, p99 {p99(times):.1f} ms ({more}), {len(times)} calls{others}"
        )
    return "\n".join(lines)


def as_json(found: Fairness) -> dict[str, object]:
    """Every sample."""
    return {"milliseconds": found.latencies, "others_per_second": found.others_per_second}
