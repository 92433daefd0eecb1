"""The streams part of the bench: a chunk's CPU and the first token's delay against a bare proxy; a thousand slow streams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from tests.bench import mock_upstream, processes, prompts
from tests.bench.isogate import isogate, redact_milliseconds
from tests.bench.rig import Rig
from tests.bench.scenarios import Scenario
from tests.bench.stats import spread
from tests.bench.systems import Site, System, floor

AT_ONCE = 1_000
RAMP_SECONDS = 15.0
"""In which the thousand begin: arriving all at once would measure the queue before the store."""


def _stream(name: str, connections: int, more: str = "", ramp: float = 0.0) -> Scenario:
    text = f"{prompts.SMALL} {more}".strip()
    return Scenario(name, name, text, prompts.PLANTED_SMALL, connections, stream=True, ramp_seconds=ramp)


ALONE = _stream("one stream", 1)
SHORT = _stream("short streams", 16)
LONG = _stream("long streams", 16, mock_upstream.AT_LENGTH)
SLOW = _stream("slow streams", AT_ONCE, mock_upstream.SLOWLY, RAMP_SECONDS)


@dataclass(frozen=True, slots=True)
class Streams:
    """By system, in each round: CPU of one chunk, and the first token's delay with one stream at a time.

    `redact_milliseconds`: what step 5 took of the latter; `peak_mib`: most resident memory in the slow streams.
    """

    chunk_microseconds: dict[str, list[float]]
    first_milliseconds: dict[str, list[float]]
    redact_milliseconds: list[float]
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
            rig.prove(system, [ALONE, SHORT, LONG])
        chunks: dict[str, list[float]] = {system.name: [] for system in systems}
        firsts: dict[str, list[float]] = {system.name: [] for system in systems}
        redacting: list[float] = []
        for number in range(1, rounds + 1):
            for system in systems:
                say(f"round {number} of {rounds}: {system.title}")
                chunks[system.name].append(_chunk(rig, system, number, seconds))
                alone = rig.sample(system, ALONE, number, seconds)
                firsts[system.name].append(alone.first_token * 1e3)
                if system is systems[0]:
                    redacting.append(redact_milliseconds(site, alone.calls))
        ours = systems[0]
        rest = processes.resident_mib(rig.pids[ours.name])
        say(f"{AT_ONCE:,} slow streams at once")
        sample = rig.sample(ours, SLOW, 1, 0)
        peak = processes.peak_mib(rig.pids[ours.name])
        return Streams(chunks, firsts, redacting, peak, rest, sample.wall_per_call)


def _chunk(rig: Rig, system: System, number: int, seconds: float) -> float:
    """Microseconds: what a long stream costs more than a short one, over the chunks that it has more."""
    short, long = (rig.sample(system, each, number, seconds).cpu_per_call for each in (SHORT, LONG))
    return (long - short) / (mock_upstream.LONG_CHUNKS - mock_upstream.CHUNKS) * 1e6


def as_text(streams: Streams) -> str:
    """A few lines for people: the middle of the rounds, and how far they spread."""
    chunk, proxy_chunk = streams.chunk_microseconds.values()
    first, proxy_first = streams.first_milliseconds.values()
    beyond = [ours - theirs for ours, theirs in zip(chunk, proxy_chunk, strict=True)]
    later = [
        ours - proxy - redacting
        for ours, proxy, redacting in zip(first, proxy_first, streams.redact_milliseconds, strict=True)
    ]
    theirs, detection = median(proxy_first), median(streams.redact_milliseconds)
    return "\n".join(
        (
            f"a chunk: {spread(beyond)} µs of CPU beyond a bare proxy, which takes {median(proxy_chunk):.0f}",
            f"first token: {spread(later)} ms after a bare proxy's ({theirs:.1f}), detection's {detection:.1f} apart",
            f"{AT_ONCE:,} slow streams at once: at most {streams.peak_mib:.0f} MiB, {streams.rest_mib:.0f} before",
            f"each was answered whole, in {streams.seconds:.0f} s in the middle",
        )
    )


def as_json(streams: Streams) -> dict[str, object]:
    """Everything, for programs."""
    return asdict(streams)
