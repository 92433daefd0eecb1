"""The fairness part of the bench: what a tenant's call takes alone, and while another tenant calls 64 times at once.

Alone, beside a tenant whose 64 connections call at a pace with which a core just keeps up, and beside one that calls again as
soon as it is answered, so that the core is never free: each in every round, one after the other.

And each burst twice: into the same gateway, and, as the control, *elsewhere*: into a second gateway process with a store of its
own, on the same core, to the same provider, from the same generator. There nothing of isogate's is shared, no queue, no event
loop, no interpreter's lock, no store; what is, the core with its caches, the disk, the generator and the provider, is the
machine, which no queueing can give back. So what a burst costs elsewhere is the machine's price for that much work beside, as
the kernel shares it out between two programs; what it costs more in the same gateway is isogate's own.

Once with a provider that answers at once, which no model does: what a burst costs is then seen bare, in milliseconds. Once with
one whose answer, 60 words and whole, takes 250 ms. That is on the low side for a hosted model: of 15 that were probed every hour
for 30 hours with a prompt of one word and at most 20 tokens of answer, the fastest took 321 ms to its first token and 395 ms
in all, at the median, the middle one 1.7 s to its first token
(https://www.jonathanwrede.de/en/blog/ttft-varies-13x-across-llm-providers/). It is always the same 250 ms: how much a
real model's time varies, of which 10 % would be more, is left out. For a model on hardware of its own, which may answer faster,
the truth lies between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles

from tests.bench import prompts
from tests.bench.isogate import isogate_elsewhere, isogate_of_two
from tests.bench.mock_upstream import AFTER_THOUGHT, THOUGHT_SECONDS
from tests.bench.report import table
from tests.bench.rig import Rig
from tests.bench.scenarios import Scenario
from tests.bench.systems import Site

BURST = 64
QUIET_EVERY_SECONDS = 0.02
PACED_EVERY_SECONDS = 0.64
"""Of a connection: 100 calls a second together, beside 50 of the quiet tenant; a core takes 150 to 190."""
QUIET_AT_ONCE = 16
"""Connections that keep the quiet tenant's 50 calls a second up while each of them waits for its answer."""
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
ALONE = "alone"
ELSEWHERE = ", elsewhere"
"""Ends the name of a case whose burst goes to another gateway."""
CASES: tuple[tuple[str, Scenario | None], ...] = (
    (ALONE, None),
    (f"beside 64 connections, 100 calls a second{ELSEWHERE}", PACED),
    ("beside 64 connections, 100 calls a second", PACED),
    (f"beside 64 calls at a time{ELSEWHERE}", BURSTING),
    ("beside 64 calls at a time", BURSTING),
)
_QUIET_ROUND_SECONDS = QUIET_AT_ONCE * QUIET_EVERY_SECONDS
PROVIDERS: tuple[tuple[str, str, Scenario], ...] = (
    ("at once", prompts.SMALL, QUIET),
    (
        f"after {THOUGHT_SECONDS * 1000:.0f} ms",
        f"{prompts.SMALL} {AFTER_THOUGHT}",
        replace(
            QUIET, connections=QUIET_AT_ONCE, every_seconds=_QUIET_ROUND_SECONDS, ramp_seconds=_QUIET_ROUND_SECONDS
        ),
    ),
)
"""When it answers, the prompt that asks it to, and how the quiet tenant calls: 50 times a second in either case."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of the quiet tenant's calls, and how many calls a second the other tenant made, if there was one, by round."""

    provider: str
    case: str
    rounds: list[list[float]]
    others_per_second: list[float]

    @property
    def times(self) -> list[float]:
        """Of all rounds."""
        return [each for times in self.rounds for each in times]


def fairness(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> list[Measured]:
    """All cases of both providers in every round."""
    quiet, burst = isogate_of_two(site)
    elsewhere = isogate_elsewhere(site)
    found = [(Measured(answers, case, [], []), text, calls, other) for answers, text, calls, other, case in _plan()]
    with Rig(site) as rig:
        for system in (quiet, elsewhere):
            say(f"starting {system.title}")
            rig.start(system)
            rig.prove(system, [replace(QUIET, every_seconds=0.0, ramp_seconds=0.0)])
        for number in range(1, rounds + 1):
            for measured, text, calls, other in found:
                say(f"round {number} of {rounds}: answered {measured.provider}, {measured.case}")
                beside = other and replace(other, text=text)
                where = elsewhere if measured.case.endswith(ELSEWHERE) else burst
                with rig.under(where, beside, seconds) as others:
                    times = rig.times(quiet, replace(calls, text=text), seconds)
                measured.rounds.append([each * 1000 for each in times])
                measured.others_per_second.extend(each.calls / each.wall for each in others)
    return [measured for measured, *_ in found]


def _plan() -> list[tuple[str, str, Scenario, Scenario | None, str]]:
    return [(answers, text, calls, other, case) for answers, text, calls in PROVIDERS for case, other in CASES]


def p99(milliseconds: Sequence[float]) -> float:
    """The 99th percentile of at least two values."""
    return quantiles(milliseconds, n=_CENTILES, method="inclusive")[-1]


def as_text(found: Sequence[Measured]) -> str:
    """A line of each case: what the burst costs, and how much more than the same burst elsewhere: isogate's own share."""
    of = {(each.provider, each.case): each.times for each in found}
    rows = [
        [
            f"{each.provider}, {each.case}",
            f"{median(each.times):.1f} ms{_more(median(each.times), median(of[each.provider, ALONE]))}",
            f"{p99(each.times):.1f} ms{_more(p99(each.times), p99(of[each.provider, ALONE]))}",
            _own(each, of.get((each.provider, each.case + ELSEWHERE))),
            f"{len(each.times)}",
            f"{median(each.others_per_second):.0f}" if each.others_per_second else "",
        ]
        for each in found
    ]
    head = ["the provider answers", "p50 (more than alone)", "p99 (more than alone)", "than elsewhere"]
    return "\n".join(table([[*head, "calls", "others a second"], *rows]))


def _more(value: float, alone: float) -> str:
    return "" if value == alone else f" ({value - alone:+.1f} ms, {value / alone - 1:+.1%})"


def _own(each: Measured, elsewhere: Sequence[float] | None) -> str:
    return _more(p99(each.times), p99(elsewhere)).strip(" ()") if elsewhere else ""


def as_json(found: Sequence[Measured]) -> dict[str, object]:
    """Every sample."""
    return {
        "cases": [
            {
                "provider": each.provider,
                "case": each.case,
                "milliseconds": each.rounds,
                "others_per_second": each.others_per_second,
            }
            for each in found
        ]
    }
