"""A run: attempts drawn from a seed and made many at a time, each judged by what came back, and counted by kind."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiohttp

from tests.isolation import marks
from tests.isolation.callers import ANSWERED, LEFT, Outcome, attempted
from tests.isolation.drafts import Draft, begun
from tests.isolation.kinds import KINDS, Kind
from tests.isolation.leaks import Leak, Leaks
from tests.isolation.provider import CALM, WEATHERS, Provider
from tests.isolation.world import Place, place_in_process, places_behind_http
from tests.support.upstream import RecordingUpstream

AT_ONCE = 48
"""Attempts on their way at the same time: answers, faults and leaving callers of all tenants mix."""
HTTP_EVERY = 9
"""Of so many attempts one goes over HTTP: more than a tenth. The two processes take turns."""
_CALM_SHARE = 0.5
_LONGEST_STAY_SECONDS = 0.3
_MAX_TURNED_AWAY = 0.05
_MAY_COME = frozenset({ANSWERED, "provider_error", "answer_rejected"})
"""Ends of a call that is to be answered: `answer_rejected` is a score whose place the tenant's own stray answer took."""
_TURNED_AWAY = frozenset(
    {"overloaded", "store_unavailable", "audit_unavailable", "detector_unavailable", "provider_timeout"}
)
"""A busy machine: fail-closed, whatever the attempt was; proves nothing either way."""


@dataclass(slots=True)
class Tally:
    """Outcomes of one kind."""

    said: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    leaks: int = 0
    unexpected: Counter[str] = field(default_factory=Counter)
    """Neither what the kind must meet, nor a fault of the weather's, nor a busy machine."""

    @property
    def made(self) -> int:
        return self.said.total()

    @property
    def refused(self) -> Counter[str]:
        return Counter({code: count for code, count in self.said.items() if code not in {ANSWERED, LEFT}})


@dataclass(slots=True)
class Run:
    """A run's state and, in the end, its result."""

    seed: int
    leaks: Leaks = field(default_factory=Leaks)
    kinds: dict[str, Tally] = field(default_factory=lambda: {kind.name: Tally() for kind in KINDS})
    seconds: float = 0.0
    dialled: int = 0

    @property
    def made(self) -> int:
        return sum(tally.made for tally in self.kinds.values())

    @property
    def over_http(self) -> int:
        return sum(count for tally in self.kinds.values() for name, count in tally.places.items() if "http" in name)

    def shortcomings(self) -> list[str]:
        """Why the run proves less than it seems to: kinds that did not come to the point that they are for."""
        away = sum(tally.said[code] for tally in self.kinds.values() for code in _TURNED_AWAY)
        busy = [f"{away} of {self.made} attempts met a busy machine"] if away > _MAX_TURNED_AWAY * self.made else []
        astray = [
            f"{name}: {tally.unexpected.total()} of {tally.made} came to another end than this kind is for: "
            + ", ".join(tally.unexpected)
            for name, tally in self.kinds.items()
            if tally.unexpected
        ]
        staying = [kind for kind in KINDS if not kind.refusals and not kind.is_abandoned]
        plain = [kind.name for kind in staying if self.kinds[kind.name].made >= AT_ONCE]
        return busy + astray + [f"{name}: never answered" for name in plain if not self.kinds[name].said[ANSWERED]]


@dataclass(frozen=True, slots=True)
class Stage:
    """The places to attack and the provider behind them, open; a run begins by taking the provider's judgement."""

    upstream: RecordingUpstream
    in_process: Place
    behind_http: Sequence[Place]
    session: aiohttp.ClientSession

    def place(self, number: int) -> Place:
        """Where this attempt is made."""
        if not self.behind_http or number % HTTP_EVERY:
            return self.in_process
        return self.behind_http[number // HTTP_EVERY % len(self.behind_http)]


@asynccontextmanager
async def stage(folder: Path, *, http: bool) -> AsyncIterator[Stage]:
    """Open everything; without `http` no other process is started."""
    async with AsyncExitStack() as stack:
        upstream = await stack.enter_async_context(RecordingUpstream())
        inside = await stack.enter_async_context(place_in_process(folder / "inside", upstream.base_url))
        outside: list[Place] = []
        if http:
            outside = await stack.enter_async_context(places_behind_http(folder, upstream.base_url))
        connector = aiohttp.TCPConnector(limit=AT_ONCE)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        yield Stage(upstream, inside, outside, session)


async def run(there: Stage, seed: int, numbers: Iterable[int], told: Callable[[Run], None] = lambda _: None) -> Run:
    """Make the attempts of these numbers. `told` hears of the run after each."""
    running = Run(seed)
    provider = Provider(there.upstream, running.leaks, seed)
    there.upstream.answer_with(provider)
    queue = iter(numbers)
    start = time.monotonic()

    async def worker() -> None:
        for number in queue:
            await _one(there, running, number)
            running.seconds = time.monotonic() - start
            told(running)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(worker())
    running.dialled = provider.answered
    for attempt, count in running.leaks.by_attempt.items():
        running.kinds[drawn(seed, attempt)[0].name].leaks += count
    gc.collect()
    return running


def drawn(seed: int, number: int) -> tuple[Kind, str, Random]:
    """The kind of the attempt of that number, the weather at its provider, and its further chance."""
    chance = Random(f"{seed}/{number}")
    kind = chance.choices(KINDS, [each.share for each in KINDS])[0]
    calm = bool(kind.refusals) or chance.random() < _CALM_SHARE
    return kind, CALM if calm else chance.choice(WEATHERS), chance


async def _one(there: Stage, running: Run, number: int) -> None:
    place = there.place(number)
    kind, weather, chance = drawn(running.seed, number)
    draft = begun(number, place.world, chance, weather, kind.purposes)
    kind.make(draft)
    leaves_after = chance.uniform(0, _LONGEST_STAY_SECONDS) if kind.is_abandoned else None
    outcome = await attempted(place, draft, there.session, leaves_after)
    tally = running.kinds[kind.name]
    tally.said[outcome.said] += 1
    tally.places[place.name] += 1
    _judge(running.leaks, tally, kind, draft, outcome)


def _judge(leaks: Leaks, tally: Tally, kind: Kind, draft: Draft, outcome: Outcome) -> None:
    found = marks.found(outcome.returned)
    leaks.judge("came back", found, draft.tenant, draft.user if draft.by_user else None, draft.number)
    if outcome.said in _TURNED_AWAY:
        return
    if kind.refusals and outcome.said == ANSWERED:
        leaks.add(Leak(draft.number, f"answered, where {' or '.join(sorted(kind.refusals))} was due"))
        return
    if kind.refusals:
        is_meant = outcome.said in kind.refusals
    else:
        is_meant = outcome.said in _MAY_COME or (outcome.said == LEFT and kind.is_abandoned)
    if not is_meant:
        tally.unexpected[outcome.said] += 1
