"""What a crash left open is closed as unknown."""

import asyncio
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.control import orphans
from gateway.control.orphans import close_orphans
from gateway.control.plane import ControlPlane
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import NOTHING, Event, Record, Settlement
from tests.support.clock import SettableClock
from tests.support.stages import KEYS


class Orphaning:
    """A store with one crash in its past."""

    def __init__(self, intent: Record) -> None:
        self.intent = intent
        self.is_open = True
        self.appended: list[Record] = []
        self.lost = [0, 1]
        self.is_closed = asyncio.Event()

    async def orphans(self) -> list[Record]:
        return [self.intent] if self.is_open else []

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        self.is_open = False
        self.appended.append(record)
        if not self.lost:
            self.is_closed.set()

    async def lost_processes(self) -> int:
        if not self.lost:
            raise Refusal(Code.STORE_UNAVAILABLE)
        self.is_open = self.lost.pop(0) > 0
        return int(self.is_open)


async def test_an_intent_whose_process_is_gone_gets_the_outcome_unknown() -> None:
    clock = SettableClock()
    intent = Record("t" * 32, Event.INTENT, clock.now(), "acme", {"purpose": "twin", "provider": "mock"})
    store = Orphaning(intent)

    closed = await close_orphans(ControlPlane(store, clock, None, KEYS, None))  # type: ignore[arg-type]  # two methods of the store are enough here

    (outcome,) = store.appended
    assert closed == 1
    assert (outcome.trace, outcome.event, outcome.tenant) == (intent.trace, Event.OUTCOME, "acme")
    assert outcome.facts == {"purpose": "twin", "provider": "mock", "status": "unknown"}


async def test_what_another_process_left_is_closed_when_it_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "LOOK_SECONDS", 0.0)
    clock = SettableClock()
    store = Orphaning(Record("t" * 32, Event.INTENT, clock.now(), "acme", {}))
    async with orphans.orphans_closed(ControlPlane(store, clock, None, KEYS, None)):  # type: ignore[arg-type]  # three methods are enough
        assert len(store.appended) == 1
        await asyncio.wait_for(store.is_closed.wait(), 10)
        await asyncio.sleep(0)

    assert len(store.appended) == 2


class Stumbling(Orphaning):
    """Tells once that a process is lost, and is away for one trip, after that one or of the closing."""

    def __init__(self, intent: Record, stumble: str, error: Exception) -> None:
        super().__init__(intent)
        self.error = error
        self.is_open = False
        self.lost = [1]
        self.stumbles = [stumble]

    def _trip(self, name: str) -> None:
        if self.is_open and name in self.stumbles:
            self.stumbles.remove(name)
            raise self.error

    async def lost_processes(self) -> int:
        if not self.lost:
            return 0
        lost = await super().lost_processes()
        self._trip("lost_processes")
        return lost

    async def orphans(self) -> list[Record]:
        self._trip("orphans")
        return await super().orphans()

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        self._trip("append")
        await super().append(record, settlement)


@pytest.mark.parametrize(
    "error", [Refusal(Code.STORE_UNAVAILABLE), TypeError("unforeseen")], ids=["away", "unforeseen"]
)
@pytest.mark.parametrize("stumble", ["lost_processes", "orphans", "append"])
async def test_what_was_told_once_is_closed_although_the_store_stumbles_once(
    monkeypatch: pytest.MonkeyPatch, stumble: str, error: Exception
) -> None:
    monkeypatch.setattr(orphans, "LOOK_SECONDS", 0.0)
    clock = SettableClock()
    store = Stumbling(Record("t" * 32, Event.INTENT, clock.now(), "acme", {}), stumble, error)
    async with orphans.orphans_closed(ControlPlane(store, clock, None, KEYS, None)):  # type: ignore[arg-type]  # three methods are enough
        await asyncio.wait_for(store.is_closed.wait(), 5)

    assert (len(store.appended), store.stumbles) == (1, [])


async def test_a_store_without_a_crash_has_nothing_to_close(tmp_path: Path) -> None:
    clock = SettableClock()
    store = SqliteStore.open(tmp_path / "s.sqlite", clock, create=True)

    closed = await close_orphans(ControlPlane(store, clock, None, KEYS, None))  # type: ignore[arg-type]  # the cipher has no part in it
    await store.close()

    assert closed == 0
