"""What every store promises of budgets: counted at once, by all gateways together, and set right once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from gateway.core.budget import IN_FLIGHT
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import Charge, Settlement, Usage
from gateway.ports.store import EpochMovedError, OverBudgetError, Store
from tests.contracts.store import Opener, eventually
from tests.support.ledger import ask, commit_ask, outcome

WINDOW = 1_772_000_000


def charge(amount: int = 1, at_most: int = 10, meter: str = "requests/minute", window: int = WINDOW) -> Charge:
    return Charge(meter, window, amount, at_most)


async def usage(store: Store, tenant: str = "acme") -> Usage:
    return (await store.admit(replace(ask(tenant), is_metered=True))).usage


async def over(store: Store, trace: str, *charges: Charge, concurrent: int | None = None) -> str:
    """The meter that is over, or "" for a call that was counted."""
    try:
        await store.commit(commit_ask(0, trace, charges=charges, concurrent=concurrent))
    except OverBudgetError as error:
        return str(error)
    return ""


async def used(store: Store, meter: str) -> int:
    """What is used of the meter."""
    return (await usage(store)).get(meter, (0, 0))[1]


async def soon(store: Store, trace: str) -> str:
    """The same for the only call in flight, asked a few times: in as many trips the store writes what it has at once."""
    for _ in range(4):
        if not await over(store, trace, concurrent=1):
            return ""
        await asyncio.sleep(0.02)
    return await over(store, trace, concurrent=1)


class MeterContract:
    """The suite; `store` and `opener` are those of `StoreContract`."""

    async def test_nothing_is_used_before_the_first_call_and_nothing_is_told_unasked(self, store: Store) -> None:
        assert await usage(store) == {}
        assert await usage(store, "nobody") == {}
        await over(store, "t1", charge())
        assert (await store.admit(ask())).usage == {}

    async def test_a_commit_counts_each_of_its_charges(self, store: Store) -> None:
        for trace in ("t1", "t2"):
            await over(store, trace, charge(), charge(700, 2000, "tokens/day", 7))

        assert await usage(store) == {"requests/minute": (WINDOW, 2), "tokens/day": (7, 1400)}
        assert await usage(store, "beta") == {}

    async def test_what_is_over_counts_nothing_and_records_nothing(self, store: Store) -> None:
        assert await over(store, "t1", charge(10)) == ""
        assert await over(store, "t2", charge(5, 100, "tokens/day"), charge(1)) == "requests/minute"
        assert await over(store, "t3", charge(1), charge(101, 100, "tokens/day")) == "requests/minute"

        assert await usage(store) == {"requests/minute": (WINDOW, 10)}
        assert [record.trace for record in await store.records()] == ["t1"]

    async def test_a_commit_that_is_refused_counts_nothing(self, store: Store) -> None:
        await store.put_objection("acme", "s1")
        with pytest.raises(EpochMovedError):
            await store.commit(commit_ask(0, charges=(charge(),)))
        with pytest.raises(Refusal) as caught:
            await store.commit(commit_ask(1, subjects=("s1",), charges=(charge(),)))

        assert caught.value.code is Code.SUBJECT_OBJECTED
        assert await usage(store) == {}

    async def test_a_new_window_begins_at_nothing_and_an_old_one_never_comes_back(self, store: Store) -> None:
        await over(store, "t1", charge(10))
        assert await over(store, "t2", charge(9, window=WINDOW + 60)) == ""
        assert await over(store, "t3", charge(1, window=WINDOW)) == ""
        assert await over(store, "t4", charge(1, window=WINDOW)) == "requests/minute"

        assert await usage(store) == {"requests/minute": (WINDOW + 60, 10)}

    async def test_no_more_than_the_budget_is_taken_by_many_at_once(self, store: Store, opener: Opener) -> None:
        other = await opener()
        asked = [over((store, other)[number % 2], f"t{number}", charge(3, 30)) for number in range(40)]
        found = await asyncio.gather(*asked)
        await other.close()

        assert found.count("") == 10
        assert await usage(store) == {"requests/minute": (WINDOW, 30)}

    async def test_an_outcome_sets_its_charges_right_once(self, store: Store) -> None:
        await over(store, "t1", charge(500, 1000, "tokens/day"))
        settlement = Settlement(is_metered=True, charges=(charge(-380, 1000, "tokens/day"),))
        for written in (2, 3):
            await store.append(outcome(), settlement)
            await eventually(store, written)
            assert await used(store, "tokens/day") == 120

    async def test_an_outcome_takes_back_what_its_intent_counted_and_nothing_where_there_is_none(
        self, store: Store
    ) -> None:
        await over(store, "t1", charge(1), charge(500, 1000, "tokens/day"))
        back = Settlement(is_metered=True, charges=(charge(-1), charge(-500, 1000, "tokens/day")))
        await store.append(outcome("t2"), back)
        await eventually(store, 2)
        assert await usage(store) == {"requests/minute": (WINDOW, 1), "tokens/day": (WINDOW, 500)}
        await store.append(outcome("t1"), back)
        await eventually(store, 3)

        assert await used(store, "tokens/day") == 0
        assert await used(store, "requests/minute") == 0

    async def test_a_correction_of_a_past_window_changes_nothing(self, store: Store) -> None:
        await over(store, "t1", charge(500, 1000, "tokens/day"))
        await over(store, "t2", charge(70, 1000, "tokens/day", WINDOW + 60))
        await store.append(outcome(), Settlement(is_metered=True, charges=(charge(-500, 1000, "tokens/day"),)))
        await eventually(store, 3)

        assert await usage(store) == {"tokens/day": (WINDOW + 60, 70)}

    async def test_more_than_reserved_counts_too_and_less_than_nothing_does_not(self, store: Store) -> None:
        await over(store, "t1", charge(5, 10, "tokens/day"))
        await store.append(outcome(), Settlement(is_metered=True, charges=(charge(95, 10, "tokens/day"),)))
        await eventually(store, 2)
        assert await used(store, "tokens/day") == 100
        assert await over(store, "t2", charge(1, 10, "tokens/day")) == "tokens/day"

        await over(store, "t3", charge(5, 10, "tokens/hour"))
        await store.append(outcome("t3"), Settlement(is_metered=True, charges=(charge(-95, 10, "tokens/hour"),)))
        await eventually(store, 4)
        assert await used(store, "tokens/hour") == 0

    async def test_calls_in_flight_are_bounded_and_an_ended_one_frees_its_place(self, store: Store) -> None:
        assert [await over(store, f"t{number}", concurrent=2) for number in range(3)] == ["", "", IN_FLIGHT]
        await store.commit(commit_ask(0, "b", "beta", concurrent=1))
        await store.append(outcome("t0"), Settlement(is_metered=True, is_awaited=True))
        await eventually(store, 4)

        assert [await over(store, f"t{number}", concurrent=2) for number in (3, 4)] == ["", IN_FLIGHT]

    async def test_places_in_flight_are_given_once_to_many_at_once(self, store: Store, opener: Opener) -> None:
        other = await opener()
        asked = [over((store, other)[number % 2], f"t{number}", concurrent=7) for number in range(30)]
        found = await asyncio.gather(*asked)
        await other.close()

        assert found.count("") == 7

    async def test_a_call_after_another_has_its_place_without_waiting(self, store: Store) -> None:
        for number in range(20):
            assert await soon(store, f"t{number}") == ""
            await store.append(outcome(f"t{number}"), Settlement(is_metered=True, is_awaited=True))
            await usage(store)  # as each call does first
