"""What every adapter of `gateway/ports/fingerprints.py` promises. Its test class says how prints are opened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from gateway.core.fingerprints import PLACES, Row, Sort
from gateway.ports.fingerprints import Fingerprints
from tests.support.stages import KEYS

Opener = Callable[[], Awaitable[Fingerprints]]
MANY = 1_300
"""More than any adapter asks at once."""


def rows(tenant: str, *values: str) -> list[Row]:
    """Rows of a tenant's values."""
    keys = KEYS.fingerprints
    return [keys.row(keys.print_of(Sort.VALUE, each), keys.owner(tenant, Sort.VALUE)) for each in values]


async def owners(prints: Fingerprints, *values: str) -> list[set[str]]:
    """Who owns each value, of three tenants and as many as have places."""
    keys = KEYS.fingerprints
    names = {keys.owner(each, Sort.VALUE): each for each in ("acme", "globex", "initech", *numbered(PLACES + 2))}
    asked = [keys.print_of(Sort.VALUE, each) for each in values]
    found = await prints.places(asked)
    return [{names[owner] for owner in keys.owners_of(each, places)} for each, places in zip(asked, found, strict=True)]


def numbered(count: int) -> list[str]:
    return [f"tenant-{number}" for number in range(count)]


async def all_of(prints: Fingerprints) -> list[tuple[bytes, int]]:
    """Every print with each place that is taken."""
    return sorted([(each, place) async for page in prints.every() for each, places in page for place in places])


class FingerprintsContract:
    """The suite."""

    @pytest.fixture
    async def prints(self, opener: Opener) -> AsyncIterator[Fingerprints]:
        opened = await opener()
        yield opened
        await opened.close()

    async def test_nothing_is_anybodys_before_it_is_enrolled(self, prints: Fingerprints) -> None:
        assert await owners(prints, "a", "b") == [set(), set()]
        assert await prints.places([]) == []
        assert await all_of(prints) == []
        assert await prints.remove(rows("acme", "a")) == 0
        assert prints.is_idle()
        assert await prints.problems() == []

    async def test_an_enrolled_value_is_its_tenants_and_the_answers_come_in_the_order_asked(
        self, prints: Fingerprints
    ) -> None:
        assert await prints.enrol(rows("acme", "a", "b")) == 2
        assert not prints.is_idle()
        assert await prints.problems() == []
        assert await prints.enrol(rows("globex", "b", "c")) == 2

        assert await owners(prints, "c", "b", "x", "a", "b") == [
            {"globex"},
            {"acme", "globex"},
            set(),
            {"acme"},
            {"acme", "globex"},
        ]

    async def test_enrolling_again_changes_nothing(self, prints: Fingerprints) -> None:
        await prints.enrol(rows("acme", "a", "b"))
        await prints.enrol(rows("globex", "b"))
        before = await all_of(prints)

        assert await prints.enrol(rows("acme", "a", "b", "c")) == 1
        assert [each for each in await all_of(prints) if each in before] == before

    async def test_more_owners_than_places_are_not_kept(self, prints: Fingerprints) -> None:
        added = [await prints.enrol(rows(each, "a")) for each in numbered(PLACES + 2)]

        assert added == [1] * PLACES + [0, 0]
        assert await owners(prints, "a") == [set(numbered(PLACES))]

    async def test_what_is_removed_is_gone_and_its_place_is_free_again(self, prints: Fingerprints) -> None:
        for each in numbered(PLACES):
            await prints.enrol(rows(each, "a"))
        assert await prints.remove(rows("tenant-1", "a", "never enrolled")) == 1
        assert await prints.remove(rows("tenant-1", "a")) == 0

        assert await owners(prints, "a") == [set(numbered(PLACES)) - {"tenant-1"}]
        assert await prints.enrol(rows("initech", "a")) == 1
        assert await owners(prints, "a") == [{*numbered(PLACES), "initech"} - {"tenant-1"}]

    async def test_the_last_owner_leaves_nothing_behind(self, prints: Fingerprints) -> None:
        await prints.enrol(rows("acme", "a"))
        await prints.remove(rows("acme", "a"))

        assert await all_of(prints) == []
        assert await owners(prints, "a") == [set()]

    async def test_many_are_enrolled_asked_listed_and_removed(self, prints: Fingerprints) -> None:
        values = [str(number) for number in range(MANY)]
        assert await prints.enrol(rows("acme", *values)) == MANY
        assert await prints.enrol(rows("globex", *values[:10])) == 10

        assert await owners(prints, *values) == [{"acme", "globex"}] * 10 + [{"acme"}] * (MANY - 10)
        assert len(await all_of(prints)) == MANY + 10
        assert await prints.remove(rows("acme", *values)) == MANY
        assert len(await all_of(prints)) == 10

    async def test_two_views_of_one_store_see_the_same(self, opener: Opener) -> None:
        one, other = await opener(), await opener()
        try:
            await one.enrol(rows("acme", "a"))
            assert await owners(other, "a") == [{"acme"}]
            await other.remove(rows("acme", "a"))
            assert await owners(one, "a") == [set()]
        finally:
            await one.close()
            await other.close()
