"""Enrolling, counting and forgetting, over a real store: what is kept says nothing, and goes when it must."""

from pathlib import Path

import pytest

from gateway.control import tenants, tripwire
from gateway.control.plane import ControlPlane
from gateway.core.fingerprints import Sort
from gateway.core.marks import mark_of
from gateway.ports.store import UnusableStoreError
from tests.support.control import opened_plane, stored

EMAIL, PHONE, MARK = "jane.doe@example.com", "442079460958", "8f14e45fceea467fa9e67f3d1b09c2aa"
ITEMS = [(Sort.VALUE, EMAIL), (Sort.VALUE, PHONE), (Sort.MARK, MARK)]


def unseen(count: int) -> None:
    """Nobody watches."""


async def with_tenants(plane: ControlPlane, *names: str) -> None:
    for name in names:
        await tenants.create(plane, name)


async def counted(plane: ControlPlane) -> dict[tuple[str, Sort], int]:
    counts, _ = await tripwire.count(plane, unseen)
    return dict(counts)


async def test_what_is_enrolled_is_counted_for_its_tenant_and_again_changes_nothing(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await with_tenants(plane, "acme", "globex", "empty")
        assert await tripwire.enrol(plane, "acme", ITEMS) == 3
        assert await tripwire.enrol(plane, "acme", [*ITEMS, *ITEMS]) == 0
        assert await tripwire.enrol(plane, "globex", ITEMS[:1]) == 1

        assert await counted(plane) == {
            ("acme", Sort.VALUE): 2,
            ("acme", Sort.MARK): 1,
            ("globex", Sort.VALUE): 1,
        }


async def test_nothing_that_was_enrolled_nor_whose_it_is_stands_in_the_store(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await with_tenants(plane, "acme")
        before = stored(tmp_path).count(b"acme")
        await tripwire.enrol(plane, "acme", ITEMS)

        content = stored(tmp_path)
        assert content.count(b"acme") == before
        for _, normal in ITEMS:
            assert normal.encode() not in content
        assert plane.keys.fingerprints.print_of(*ITEMS[0]) in content
        assert plane.keys.fingerprints.owner("acme", Sort.VALUE) not in content


async def test_an_unknown_tenant_enrols_nothing(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(LookupError):
            await tripwire.enrol(plane, "nobody", ITEMS)
        with pytest.raises(LookupError):
            await tripwire.canary(plane, "nobody")


async def test_removing_leaves_what_another_tenant_enrolled(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await with_tenants(plane, "acme", "globex")
        await tripwire.enrol(plane, "acme", ITEMS)
        await tripwire.enrol(plane, "globex", ITEMS)

        assert await tripwire.remove(plane, "acme", ITEMS[:2]) == 2
        assert await tripwire.remove(plane, "acme", ITEMS[:2]) == 0
        counts = await counted(plane)
        assert (counts["acme", Sort.MARK], counts["globex", Sort.VALUE]) == (1, 2)


async def test_a_tenant_is_forgotten_also_when_the_store_knows_it_no_more(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await with_tenants(plane, "acme", "globex")
        await tripwire.enrol(plane, "acme", ITEMS)
        await tripwire.enrol(plane, "globex", ITEMS)
        gone = plane.keys.fingerprints
        row = gone.row(gone.print_of(*ITEMS[0]), gone.owner("closed", Sort.VALUE))
        await plane.fingerprints.enrol([row])
        assert (await tripwire.count(plane, unseen))[1] == 1

        seen: list[int] = []
        assert await tripwire.forget(plane, "acme", seen.append) == 3
        assert await tripwire.forget(plane, "closed", unseen) == 1
        assert seen
        assert await counted(plane) == {("globex", Sort.VALUE): 2, ("globex", Sort.MARK): 1}


async def test_a_canary_is_a_mark_of_its_tenant_and_another_each_time(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await with_tenants(plane, "acme")
        drawn = iter(
            [b"\xaa" * 12, bytes.fromhex("1a2b3c4d5e6f708192a3b4c5"), bytes.fromhex("c5b4a392817f6e5d4c3b2a10")]
        )
        clock.random_bytes = lambda count: next(drawn)  # type: ignore[method-assign]  # bytes that look random, and some that do not
        canaries = [await tripwire.canary(plane, "acme") for _ in range(2)]

        assert canaries == ["1a2b3c4d5e6f708192a3b4c5", "c5b4a392817f6e5d4c3b2a10"]
        assert [mark_of(each) for each in canaries] == canaries
        assert await counted(plane) == {("acme", Sort.MARK): 2}


async def test_owners_of_an_alert_are_named_while_the_store_knows_them(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await with_tenants(plane, "acme")
        known = [plane.keys.fingerprints.owner("acme", sort).hex() for sort in Sort]

        assert await tripwire.owner_names(plane, [*known, "0" * 16]) == ["acme", "acme", "0" * 16]


async def test_everything_is_copied_to_another_store_with_all_owners(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    async with opened_plane(tmp_path) as (plane, _), opened_plane(tmp_path / "other") as (other, _):
        for each in (plane, other):
            await with_tenants(each, "acme", "globex")
        await tripwire.enrol(plane, "acme", ITEMS)
        await tripwire.enrol(plane, "globex", ITEMS[:2])
        keys = plane.keys.fingerprints

        assert await tripwire.copy(plane.fingerprints.every(), other.fingerprints, keys, unseen) == 5
        assert await tripwire.copy(plane.fingerprints.every(), other.fingerprints, keys, unseen) == 0
        assert await counted(other) == await counted(plane)


async def test_what_cannot_be_asked_serves_nobody(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tripwire.ensure_answers(plane.fingerprints)
        (tmp_path / "store.sqlite-fingerprints").write_bytes(b"no database" * 1000)
        with pytest.raises(UnusableStoreError, match="enrol again"):
            await tripwire.ensure_answers(plane.fingerprints)
