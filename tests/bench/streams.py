"""The streams part of the bench: what a chunk costs beyond a bare proxy, and a thousand slow streams at once on one worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from tests.bench import mock_upstream, processes, prompts
from tests.bench.isogate import isogate
from tests.bench.rig import Rig
from tests.bench.scenarios import Scenario
from tests.bench.systems import Site, System, floor

AT_ONCE = 1_000
RAMP_SECONDS = 15.0
"""In which the thousand begin: arriving all at once would measure the queue before the store."""
WHOLE = Scenario("small-16", "small", prompts.SMALL, prompts.PLANTED_SMALL, 16)
STREAM = Scenario("stream-16", "stream", prompts.SMALL, prompts.PLANTED_SMALL, 16, stream=True)
SLOW = Scenario(
    "slow-1000",
    "1,000 slow streams",
    f"{prompts.SMALL} {mock_upstream.SLOWLY}",
    prompts.PLANTED_SMALL,
    AT_ONCE,
    stream=True,
    ramp_seconds=RAMP_SECONDS,
)


@dataclass(frozen=True, slots=True)
class Streams:
    """`chunk_microseconds`: CPU of one chunk, by system, in each round. `peak_mib`: most resident memory in the slow streams."""

    chunk_microseconds: dict[str, list[float]]
    peak_mib: float
    rest_mib: float
    seconds: float


def streams(site: Site, rounds: int, seconds: float, say: Callable[[str], None]) -> Streams:
    """Both systems in turns, then the slow streams through isogate alone; each has to be answered whole."""
    systems = (isogate(site), floor(site))
    with Rig(site) as rig:
        for system in systems:
            say(f"starting {system.title}")
            rig.start(system)
            rig.prove(system, [WHOLE, STREAM])
        found: dict[str, list[float]] = {system.name: [] for system in systems}
        for number in range(1, rounds + 1):
            for system in systems:
                say(f"round {number} of {rounds}: {system.title}")
                found[system.name].append(_chunk(rig, system, number, seconds))
        ours = systems[0]
        rest = processes.resident_mib(rig.pids[ours.name])
        say(f"{AT_ONCE:,} slow streams at once")
        sample = rig.sample(ours, SLOW, 1, 0)
        return Streams(found, processes.peak_mib(rig.pids[ours.name]), rest, sample.wall_per_call)


def _chunk(rig: Rig, system: System, number: int, seconds: float) -> float:
    """Microseconds: what a stream costs more than the same answer whole, over its chunks."""
    whole = rig.sample(system, WHOLE, number, seconds).cpu_per_call
    streamed = rig.sample(system, STREAM, number, seconds).cpu_per_call
    return (streamed - whole) / mock_upstream.CHUNKS * 1e6


def as_text(streams: Streams) -> str:
    """Three lines for people."""
    ours, theirs = (median(each) for each in streams.chunk_microseconds.values())
    low = min(streams.chunk_microseconds["isogate"])
    return "\n".join(
        (
            f"a chunk costs {ours:.0f} µs of CPU (at best {low:.0f}), {theirs:.0f} µs of them in a bare proxy, too",
            f"{AT_ONCE:,} slow streams at once: at most {streams.peak_mib:.0f} MiB, {streams.rest_mib:.0f} before",
            f"each was answered whole, in {streams.seconds:.0f} s in the middle",
        )
    )


def as_json(streams: Streams) -> dict[str, object]:
    """Everything, for programs."""
    return asdict(streams)
