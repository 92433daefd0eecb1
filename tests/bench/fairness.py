"""The fairness part of the bench: what a tenant's call takes alone, and while another tenant calls 64 times at once.

Alone, beside a tenant whose 64 connections call at a pace with which a core just keeps up, and beside one that calls again as
soon as it is answered, so that the core is never free: each in every round, one after the other.

Paces are shares of what the core of this machine answers in a second, which is measured first: it differs fourfold between
processors and hours. The tenant that is watched makes a quarter of it. Beside one other tenant its fair share is half: more than
that no queue can give it, and a fixed number of calls would on a slow core be more.

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
QUIET_SHARE = 0.25
PACED_SHARE = 0.625
"""Both together make seven eighths: the core just keeps up."""
QUIET_AT_ONCE = 16
"""Connections that keep the quiet tenant's pace up while each of them waits for its answer."""
_CENTILES = 100
QUIET = Scenario("quiet", "quiet", prompts.SMALL, prompts.PLANTED_SMALL, 1)
BURSTING = Scenario("bursting", "64 at a time", prompts.SMALL, prompts.PLANTED_SMALL, BURST)
ALONE = "alone"
ELSEWHERE = ", elsewhere"
"""Ends the name of a case whose burst goes to another gateway."""
CASES: tuple[tuple[str, float | None], ...] = (
    (ALONE, None),
    (f"beside 64 connections at a pace{ELSEWHERE}", PACED_SHARE),
    ("beside 64 connections at a pace", PACED_SHARE),
    (f"beside 64 calls at a time{ELSEWHERE}", 0.0),
    ("beside 64 calls at a time", 0.0),
)
"""The other tenant's share of what the core answers, if there is one; 0: as much as it can get."""
PROVIDERS: tuple[tuple[str, str, int], ...] = (
    ("at once", prompts.SMALL, 1),
    (f"after {THOUGHT_SECONDS * 1000:.0f} ms", f"{prompts.SMALL} {AFTER_THOUGHT}", QUIET_AT_ONCE),
)
"""When it answers, the prompt that asks it to, and by how many connections the quiet tenant calls."""


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


@dataclass(frozen=True, slots=True)
class Fairness:
    """What one core answers in a second when it is asked for more, and all cases."""

    per_second: float
    cases: list[Measured]


def fairness(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> Fairness:
    """All cases of both providers in every round."""
    quiet, burst = isogate_of_two(site)
    elsewhere = isogate_elsewhere(site)
    with Rig(site) as rig:
        for system in (quiet, elsewhere):
            say(f"starting {system.title}")
            rig.start(system)
            rig.prove(system, [QUIET])
        say("measuring what a core answers")
        per_second = rig.sample(burst, BURSTING, 0, seconds).per_second
        found = [(Measured(answers, case, [], []), calls, other) for answers, case, calls, other in _plan(per_second)]
        for number in range(1, rounds + 1):
            for measured, calls, beside in found:
                say(f"round {number} of {rounds}: answered {measured.provider}, {measured.case}")
                where = elsewhere if measured.case.endswith(ELSEWHERE) else burst
                with rig.under(where, beside, seconds) as others:
                    times = rig.times(quiet, calls, seconds)
                measured.rounds.append([each * 1000 for each in times])
                measured.others_per_second.extend(each.calls / each.wall for each in others)
    return Fairness(per_second, [measured for measured, *_ in found])


def _plan(per_second: float) -> list[tuple[str, str, Scenario, Scenario | None]]:
    """When the provider answers, the case, how the quiet tenant calls, and how the other, if there is one."""
    return [
        (
            answers,
            case,
            paced(replace(QUIET, connections=connections, text=text), QUIET_SHARE * per_second),
            None if share is None else paced(replace(BURSTING, text=text), share * per_second),
        )
        for answers, text, connections in PROVIDERS
        for case, share in CASES
    ]


def paced(calls: Scenario, per_second: float) -> Scenario:
    """The same connections, making so many calls a second together, evenly; 0: as many as they can."""
    every = calls.connections / per_second if per_second else 0.0
    return replace(calls, every_seconds=every, ramp_seconds=every)


def p99(milliseconds: Sequence[float]) -> float:
    """The 99th percentile of at least two values."""
    return quantiles(milliseconds, n=_CENTILES, method="inclusive")[-1]


def as_text(fairness: Fairness) -> str:
    """What paces are shares of; of each case what the burst costs, and how much more than elsewhere: isogate's own share."""
    found = fairness.cases
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
    quiet = QUIET_SHARE * fairness.per_second
    return "\n".join(
        [
            f"A core answers {fairness.per_second:.0f} calls a second; the tenant that is watched makes {quiet:.0f}.",
            *table([[*head, "calls", "others a second"], *rows]),
        ]
    )


def _more(value: float, alone: float) -> str:
    return "" if value == alone else f" ({value - alone:+.1f} ms, {value / alone - 1:+.1%})"


def _own(each: Measured, elsewhere: Sequence[float] | None) -> str:
    return _more(p99(each.times), p99(elsewhere)).strip(" ()") if elsewhere else ""


def as_json(fairness: Fairness) -> dict[str, object]:
    """Every sample."""
    return {
        "per_second": fairness.per_second,
        "cases": [
            {
                "provider": each.provider,
                "case": each.case,
                "milliseconds": each.rounds,
                "others_per_second": each.others_per_second,
            }
            for each in fairness.cases
        ],
    }
