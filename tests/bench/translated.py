"""The translated part of the bench: calls to a provider that isogate reaches through litellm, against litellm's SDK by itself.

The SDK dials the mock upstream with nothing between; isogate does all that it does for a call, and litellm with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from tests.bench import prompts
from tests.bench.isogate import isogate_translated
from tests.bench.rig import Rig
from tests.bench.scenarios import Scenario
from tests.bench.stats import Sample, ratio
from tests.bench.systems import MODEL, Site, System

SDK = "litellm-sdk"
FIRST = Scenario("small-1", "small, 1 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 1)
"""Loads litellm."""
SCENARIOS = (
    Scenario("small-4", "small, 4 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 4),
    Scenario("stream-4", "stream of 60, 4 at a time", prompts.SMALL, prompts.PLANTED_SMALL, 4, stream=True),
)


@dataclass(frozen=True, slots=True)
class Translated:
    """Every sample of both."""

    samples: Sequence[Sample]


def translated(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> Translated:
    """Both in turns, scenario by scenario."""
    ours = isogate_translated(site)
    sdk = System(SDK, "litellm's SDK", (), site.upstream, "", f"hosted_vllm/{MODEL}", {}, hides=False)
    samples: list[Sample] = []
    with Rig(site) as rig:
        say(f"starting {ours.title}")
        rig.start(ours)
        rig.prove(ours, [FIRST, *SCENARIOS])
        for number in range(1, rounds + 1):
            for scenario in SCENARIOS:
                for system in (ours, sdk):
                    say(f"round {number} of {rounds}: {scenario.title}: {system.title}")
                    samples.append(rig.sample(system, scenario, number, seconds))
    return Translated(samples)


def as_text(found: Translated) -> str:
    """A line for each scenario."""
    lines = []
    for each in SCENARIOS:
        calls, cpu = (
            ratio(found.samples, ("isogate-litellm", SDK), each.name, name) for name in ("per_second", "cpu_per_call")
        )
        lines.append(f"through litellm, {each.title}: {calls} × the SDK's calls per second, {cpu} × its CPU per call")
    return "\n".join(lines)


def as_json(found: Translated) -> dict[str, object]:
    """Everything, for programs."""
    return asdict(found)
