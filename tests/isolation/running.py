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

from gateway.core.wire import Wire
from tests.isolation.callers import ANSWERED, LEFT, attempted
from tests.isolation.drafts import begun
from tests.isolation.judging import TURNED_AWAY, Circumstances
from tests.isolation.kinds import KINDS, Kind
from tests.isolation.leaks import Leaks
from tests.isolation.provider import CALM, DRIPPING, WEATHERS, Provider
from tests.isolation.wardens import at_work
from tests.isolation.world import STORES, Place, place_behind_http_here, place_in_process, places_behind_http
from tests.support.upstream import RecordingUpstream

AT_ONCE = 48
"""Attempts on their way at the same time, in all processes together: answers, faults and leaving callers of all tenants mix."""
HTTP_EVERY = 9
"""Of so many attempts one goes over HTTP: more than a tenth. The processes take turns."""
FAILING_EVERY = 25
"""Of so many others one goes to the gateway whose store fails and recovers."""
_CALM_SHARE = 0.5
_DRIPPING_SHARE = 0.2
_LONGEST_STAY_SECONDS = 0.3
_PAUSES_SECONDS = (0.0, 0.2, 0.8, 3.2)
"""Before the first try, and before each further one of an attempt that was turned away."""
_MAX_TURNED_AWAY = 0.2


@dataclass(slots=True)
class Tally:
    """Outcomes of one kind."""

    said: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    turned_away: int = 0
    """By a busy machine, where no store was made to fail."""
    leaks: int = 0
    unexpected: Counter[str] = field(default_factory=Counter)
    """Neither what the kind must meet, nor a fault of the weather's, nor a busy machine."""

    @property
    def made(self) -> int:
        return self.said.total()

    @property
    def refused(self) -> Counter[str]:
        return Counter({code: count for code, count in self.said.items() if code not in {ANSWERED, LEFT}})

    def add(self, other: Tally) -> None:
        """Take the outcomes of the same kind of another run."""
        self.said += other.said
        self.places += other.places
        self.unexpected += other.unexpected
        self.turned_away += other.turned_away
        self.leaks += other.leaks


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
        return sum(count for name, count in self.places.items() if "http" in name)

    @property
    def places(self) -> Counter[str]:
        """How many attempts were made where."""
        return sum((tally.places for tally in self.kinds.values()), Counter[str]())

    @property
    def turned_away(self) -> int:
        return sum(tally.turned_away for tally in self.kinds.values())

    def add(self, other: Run) -> None:
        """Take the result of a run that went on beside this one."""
        for name, tally in other.kinds.items():
            self.kinds[name].add(tally)
        self.leaks.take(other.leaks)
        self.seconds = max(self.seconds, other.seconds)
        self.dialled += other.dialled

    def shortcomings(self) -> list[str]:
        """Why the run proves less than it seems to: kinds that did not come to the point that they are for."""
        away = self.turned_away
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
    failing: Place
    behind_http: Sequence[Place]
    session: aiohttp.ClientSession

    @property
    def places(self) -> list[Place]:
        """Each of them once."""
        return list({id(each): each for each in (self.in_process, self.failing, *self.behind_http)}.values())

    def place(self, number: int) -> Place:
        """Where this attempt is made."""
        if self.behind_http and number % HTTP_EVERY == 0:
            return self.behind_http[number // HTTP_EVERY % len(self.behind_http)]
        return self.failing if number % FAILING_EVERY == 1 else self.in_process


@asynccontextmanager
async def stage_behind_http_here(folder: Path) -> AsyncIterator[Stage]:
    """One place for all attempts: behind HTTP, over Redis, in this process."""
    async with AsyncExitStack() as stack:
        upstream = await stack.enter_async_context(RecordingUpstream())
        place = await stack.enter_async_context(place_behind_http_here(folder, upstream.base_url))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Stage(upstream, place, place, (), session)


@asynccontextmanager
async def stage(folder: Path, *, http: Sequence[str] = STORES) -> AsyncIterator[Stage]:
    """Open everything. `http`: over which stores other processes serve; none are started without."""
    async with AsyncExitStack() as stack:
        upstream = await stack.enter_async_context(RecordingUpstream())
        url = upstream.base_url
        inside = await stack.enter_async_context(place_in_process("in process", folder / "inside", url))
        failing = await stack.enter_async_context(
            place_in_process("in process, store failing", folder / "failing", url, fails=True)
        )
        outside = await stack.enter_async_context(places_behind_http(folder, url, http))
        connector = aiohttp.TCPConnector(limit=AT_ONCE)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        yield Stage(upstream, inside, failing, outside, session)


async def run(
    there: Stage,
    seed: int,
    numbers: Iterable[int],
    told: Callable[[Run], None] = lambda _: None,
    until: Callable[[Run], bool] = lambda _: False,
    at_once: int = AT_ONCE,
) -> Run:
    """Make the attempts of these numbers. `told` hears of the run after each; `until` may end it early."""
    running = Run(seed)
    provider = Provider(there.upstream, running.leaks, seed)
    there.upstream.answer_with(provider)
    queue = iter(numbers)
    start = time.monotonic()

    async def worker() -> None:
        for number in queue:
            await _one(there, running, number, provider)
            running.seconds = time.monotonic() - start
            told(running)
            if until(running):
                return

    async with AsyncExitStack() as stack:
        for place in there.places:
            await stack.enter_async_context(at_work(place, Random(seed)))
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(worker())
    running.dialled = provider.answered
    for attempt, count in running.leaks.by_attempt.items():
        running.kinds[drawn(seed, attempt)[0].name].leaks += count
    gc.collect()
    return running


def drawn(seed: int, number: int) -> tuple[Kind, Wire, str, Random]:
    """The kind of the attempt of that number, its wire, the weather at its provider, and its further chance."""
    chance = Random(f"{seed}/{number}")
    kind = chance.choices(KINDS, [each.share for each in KINDS])[0]
    wire = chance.choice(kind.wires)
    if kind.wavers:
        return kind, wire, DRIPPING if chance.random() < _DRIPPING_SHARE else CALM, chance
    calm = bool(kind.refusals) or chance.random() < _CALM_SHARE
    return kind, wire, CALM if calm else chance.choice(WEATHERS), chance


async def _one(there: Stage, running: Run, number: int, provider: Provider) -> None:
    """Make the attempt; one that a busy machine turns away is made again a little later, and fewer are on their way meanwhile."""
    place = there.place(number)
    kind, said = drawn(running.seed, number)[0], ""
    for pause in _PAUSES_SECONDS:
        await asyncio.sleep(pause)
        said = await _tried(there, running, number, provider)
        if said not in TURNED_AWAY or place.failing is not None or kind.wavers:
            break
    else:
        running.kinds[kind.name].turned_away += 1
    running.kinds[kind.name].said[said] += 1
    running.kinds[kind.name].places[place.name] += 1


async def _tried(there: Stage, running: Run, number: int, provider: Provider) -> str:
    """What the attempt came to, judged."""
    place = there.place(number)
    kind, wire, weather, chance = drawn(running.seed, number)
    draft = begun(number, place.world, chance, weather, kind.purposes_for(wire), wire)
    kind.make(draft)
    leaves_after = chance.uniform(0, _LONGEST_STAY_SECONDS) if kind.is_abandoned else None
    before = Circumstances.now(place, draft.tenant)
    outcome = await attempted(place, draft, there.session, leaves_after)
    before.judge(running.leaks, kind, draft, outcome, provider.dialled.pop(number, None))
    if not before.is_meant(kind, outcome.said):
        running.kinds[kind.name].unexpected[outcome.said] += 1
    return outcome.said
