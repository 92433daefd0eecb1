"""What each place promises that a store's contents are moved to and from (`gateway/ports/moving.py`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from gateway.core.contents import Tally
from gateway.ports.moving import Contents, MovableContents
from gateway.ports.store import Store, UnusableStoreError
from tests.contracts.store import problems_of_chain
from tests.contracts.store_meters import usage
from tests.support.contents import everything, fill, held_by, in_order, ledger_of
from tests.support.ledger import WITHDRAWN, ask, commit_ask, consent_row, intent

Place = Callable[[], Contents]
"""The contents of one place, opened anew each time; nothing is there at first."""


async def fill_and_close(contents: Contents) -> None:
    """Everything is in it, and nobody has it open."""
    await fill(contents, everything())
    await contents.close()


class ContentsContract:
    """The suite for any of them, a backup's file too."""

    async def test_what_was_filled_is_read(self, place: Place) -> None:
        await fill_and_close(place())
        again = place()
        found = await held_by(again)
        await again.close()

        assert ledger_of(found) == ledger_of(everything())
        assert in_order(found) == in_order(everything())

    async def test_what_is_being_filled_can_be_read_back(self, place: Place) -> None:
        contents = place()
        await contents.begin()
        await contents.put(everything()[:4])
        assert await held_by(contents) == everything()[:4]
        await contents.put(everything()[4:])
        assert in_order(await held_by(contents)) == in_order(everything())
        await contents.discard()
        await contents.close()

    async def test_links_are_read_in_their_order(self, place: Place) -> None:
        contents, tally = place(), Tally()
        await fill(contents, everything())
        for item in await held_by(contents):
            tally.add(item)
        await contents.close()

        assert tally.broken == []
        assert tally.counts["link"] == 8

    async def test_nothing_takes_the_place_of_what_is_there(self, place: Place) -> None:
        await fill_and_close(place())
        other = place()
        with pytest.raises(UnusableStoreError, match="already"):
            await other.begin()
        await other.discard()

        assert in_order(await held_by(other)) == in_order(everything())
        await other.close()

    async def test_what_was_discarded_is_gone_and_can_be_begun_anew(self, place: Place) -> None:
        contents = place()
        await contents.begin()
        await contents.put(everything())
        await contents.discard()
        await fill(contents, [])

        assert await held_by(contents) == []
        await contents.close()

    async def test_what_was_left_unfinished_is_no_store_and_is_begun_anew(self, place: Place) -> None:
        contents = place()
        await contents.begin()
        await contents.put(everything())
        await contents.close()
        other = place()
        with pytest.raises(UnusableStoreError):
            await held_by(other)
        await fill(other, everything()[:1])

        assert await held_by(other) == everything()[:1]
        await other.close()


class MovableContract(ContentsContract):
    """The suite for stores. `movable` and `opened` are of the same place."""

    async def test_what_was_filled_is_a_store(
        self, movable: Callable[[], MovableContents], opened: Callable[[], Store]
    ) -> None:
        await fill_and_close(movable())
        store = opened()
        await store.announce()
        admission = await store.admit(ask("acme", "s1"))

        assert await store.problems() == []
        assert (admission.epoch, admission.user_consent, admission.objected) == (7, WITHDRAWN, True)
        assert admission.switched_off == {"provider:openai"}
        assert [(key.key_id, key.revoked) for key in await store.keys("acme")] == [("k1", False), ("k2", True)]
        assert await usage(store) == {"tokens/day": (1_772_000_000, 1400)}
        assert await problems_of_chain(store) == (8, [])
        await store.close()

    async def test_records_are_listed_as_before_and_what_was_open_is_an_orphan(
        self, movable: Callable[[], MovableContents], opened: Callable[[], Store]
    ) -> None:
        await fill_and_close(movable())
        store = opened()

        assert [record.trace for record in await store.records()] == ["t0", "t2", "t1", "t0", "t3", "t2"]
        assert await store.records(trace="t3") == [intent("t3")]
        assert sorted((orphan.tenant, orphan.trace) for orphan in await store.orphans()) == [
            ("acme", "t3"),
            ("beta", "t0"),
        ]
        await store.close()

    async def test_epochs_rise_on_and_what_is_written_next_comes_behind(
        self, movable: Callable[[], MovableContents], opened: Callable[[], Store]
    ) -> None:
        await fill_and_close(movable())
        store = opened()
        await store.put_consent(consent_row(WITHDRAWN, 99))
        await store.commit(commit_ask(8, "next"))

        assert await store.epochs(["acme", "beta"]) == [8, 0]
        assert (await store.records())[0] == intent("next")
        assert await problems_of_chain(store) == (9, [])
        await store.close()

    async def test_a_store_in_use_is_read_but_not_held(
        self, movable: Callable[[], MovableContents], opened: Callable[[], Store]
    ) -> None:
        contents = movable()
        await fill(contents, everything())
        store = opened()
        await store.announce()
        with pytest.raises(UnusableStoreError, match="in use by 1 process"):
            async with contents.held():
                pass
        await store.put_objection("beta", "s9")

        assert len(await held_by(contents)) == len(everything()) + 1
        await store.close()
        async with contents.held():
            pass
        await contents.close()

    async def test_nobody_begins_to_use_a_store_that_is_held_or_retired(
        self, movable: Callable[[], MovableContents], told: Callable[[], Awaitable[str]]
    ) -> None:
        contents = movable()
        await fill(contents, everything())
        async with contents.held():
            assert "being moved" in await told()
            assert in_order(await held_by(contents)) == in_order(everything())
            await contents.retire()
        assert "moved to another store" in await told()
        with pytest.raises(UnusableStoreError, match="moved to another store"):
            async with contents.held():
                pass
        await contents.close()
