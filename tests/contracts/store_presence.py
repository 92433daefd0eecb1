"""What every store promises of places in flight when processes stop, are killed or stand still: none is lost or freed twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from gateway.core.budget import IN_FLIGHT
from gateway.core.ledger import Event, Record, Settlement
from gateway.ports.store import Store
from tests.contracts.store import Opener
from tests.contracts.store_meters import over
from tests.support.ledger import intent, later, outcome

Kill = Callable[[Store], Awaitable[None]]
StandStill = Callable[[Store, Store], Awaitable[None]]
ENDED = Settlement(is_metered=True, is_awaited=True)


async def miss(other: Store, lose: Callable[[], None]) -> None:
    """`other` misses whoever `lose` makes seem gone, and closes what it had open, which is on record in the end."""
    while not (missed := await other.orphans()):
        lose()  # again, where its renewal came between
    for each in missed:
        await other.append(Record(each.trace, Event.OUTCOME, later(2), each.tenant, {"status": "unknown"}))
        await ended(other, each.trace)


async def ended(store: Store, trace: str) -> None:
    """The call has an outcome on record."""
    for _ in range(500):
        if Event.OUTCOME in [each.event for each in await store.records(trace=trace)]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never has one")


async def becomes(store: Store, expected: str, at_most: int) -> None:
    """One call more meets this before long: a full house, or a place, which it gives back."""
    for number in range(500):
        trace = f"asking{at_most}{expected}{number}"
        said = await over(store, trace, concurrent=at_most)
        if not said:
            await store.append(outcome(trace), ENDED)
            await ended(store, trace)
        if said == expected:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it never becomes {expected!r}")


class PresenceContract:
    """The suite; `store` and `opener` are those of `StoreContract`.

    `kill` ends a store's process as `kill -9` does. `stand_still` lets the first store's process stand still until the second one
    has missed it and closed its calls, if it can be missed; it goes on then.
    """

    async def test_a_stop_in_order_gives_every_place_back(self, store: Store, opener: Opener) -> None:
        stopping = await opener()
        await stopping.announce()
        for number in range(8):
            assert await over(stopping, f"t{number}", concurrent=8) == ""
        assert await over(store, "t8", concurrent=8) == IN_FLIGHT
        for number in range(8):
            await stopping.append(outcome(f"t{number}"), ENDED)
        await stopping.close()

        assert await over(store, "t9", concurrent=1) == ""

    async def test_who_is_told_of_a_killed_process_and_stops_in_order_leaves_it_to_the_next(
        self, store: Store, opener: Opener, kill: Kill
    ) -> None:
        killed, told = await opener(), await opener()
        for each in (killed, told, store):
            await each.announce()
        assert await over(killed, "t0", concurrent=1) == ""
        await kill(killed)
        assert await told.lost_processes() > 0
        await told.close()

        assert await store.lost_processes() > 0
        assert await store.orphans() == [intent("t0")]
        await store.append(outcome("t0"), ENDED)
        await becomes(store, "", at_most=1)

    async def test_a_call_that_others_took_for_lost_is_counted_again_when_its_process_goes_on(
        self, store: Store, opener: Opener, stand_still: StandStill
    ) -> None:
        other = await opener()
        assert await over(store, "t0", concurrent=1) == ""
        await stand_still(store, other)

        await becomes(other, IN_FLIGHT, at_most=1)
        await store.append(outcome("t0"), ENDED)
        await becomes(other, "", at_most=1)
        await other.close()

    async def test_a_call_that_ends_after_its_process_stood_still_frees_no_other_calls_place(
        self, store: Store, opener: Opener, stand_still: StandStill
    ) -> None:
        other = await opener()
        assert await over(store, "t0") == ""
        await stand_still(store, other)
        for trace in ("t1", "t2"):
            assert await over(other, trace) == ""
        for _ in range(2):
            await store.append(outcome("t0"), ENDED)
        await becomes(other, "", at_most=3)

        assert await over(other, "t3", concurrent=2) == IN_FLIGHT
        await other.close()
