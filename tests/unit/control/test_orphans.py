"""What a crash left open is closed as unknown."""

from pathlib import Path

from gateway.adapters.sqlite_store.store import SqliteStore
from gateway.control.orphans import close_orphans
from gateway.control.plane import ControlPlane
from gateway.core.ledger import NOTHING, Event, Record, Settlement
from tests.support.clock import SettableClock
from tests.support.stages import KEYS


class Orphaning:
    """A store with one crash in its past."""

    def __init__(self, intent: Record) -> None:
        self.intent = intent
        self.appended: list[Record] = []

    async def orphans(self) -> list[Record]:
        return [self.intent]

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        self.appended.append(record)


async def test_an_intent_whose_process_is_gone_gets_the_outcome_unknown() -> None:
    clock = SettableClock()
    intent = Record("t" * 32, Event.INTENT, clock.now(), "acme", {"purpose": "twin", "provider": "mock"})
    store = Orphaning(intent)

    closed = await close_orphans(ControlPlane(store, clock, None, KEYS, None))  # type: ignore[arg-type]  # two methods of the store are enough here

    (outcome,) = store.appended
    assert closed == 1
    assert (outcome.trace, outcome.event, outcome.tenant) == (intent.trace, Event.OUTCOME, "acme")
    assert outcome.facts == {"purpose": "twin", "provider": "mock", "status": "unknown"}


async def test_a_store_without_a_crash_has_nothing_to_close(tmp_path: Path) -> None:
    clock = SettableClock()
    store = SqliteStore.open(tmp_path / "s.sqlite", clock, create=True)

    closed = await close_orphans(ControlPlane(store, clock, None, KEYS, None))  # type: ignore[arg-type]  # the cipher has no part in it
    await store.close()

    assert closed == 0
