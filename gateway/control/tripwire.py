"""The tripwire's control: enrolling what is a tenant's own, and taking it out again (C4.5).

What is handed in is a normal form; what is kept is its fingerprint (`gateway/core/fingerprints.py`). Everything here may be
repeated: what is enrolled is enrolled once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import TypeAlias

from gateway.control.plane import ControlPlane
from gateway.control.tenants import find
from gateway.core.fingerprints import FingerprintKeys, Page, Row, Sort
from gateway.core.marks import mark_of
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.store import UnusableStoreError

Item: TypeAlias = tuple[Sort, str]
"""A mark or a personal value, in its normal form."""
Counts: TypeAlias = Counter[tuple[str, Sort]]
CANARY_BYTES = 12
Progress: TypeAlias = Callable[[int], None]
"""Told how many prints were looked at so far."""


async def ensure_answers(fingerprints: Fingerprints) -> None:
    """Raise `UnusableStoreError`, with the remedy, where every call would be refused because of them."""
    if problems := await fingerprints.problems():
        raise UnusableStoreError("; ".join(problems))


async def enrol(plane: ControlPlane, tenant: str, items: Collection[Item]) -> int:
    """Enrol them as the tenant's; how many were not there yet. `LookupError` for an unknown tenant."""
    await find(plane, tenant)
    return await plane.fingerprints.enrol(_rows(plane, tenant, items))


async def remove(plane: ControlPlane, tenant: str, items: Collection[Item]) -> int:
    """Take them out as the tenant's; how many were there. Another tenant that has enrolled them too keeps them."""
    return await plane.fingerprints.remove(_rows(plane, tenant, items))


async def canary(plane: ControlPlane, tenant: str) -> str:
    """A new mark that is nowhere but in the returned text, enrolled. `LookupError` for an unknown tenant."""
    text = plane.clock.random_bytes(CANARY_BYTES).hex()
    while (mark := mark_of(text)) is None:  # random bytes rarely look as if they were not
        text = plane.clock.random_bytes(CANARY_BYTES).hex()
    await enrol(plane, tenant, [(Sort.MARK, mark)])
    return text


async def forget(plane: ControlPlane, tenant: str, progress: Progress) -> int:
    """Take out everything that is enrolled as the tenant's, known in the store or not; how many there were.

    Nothing in the store says whose a print is, so all are looked at: a million in about ten seconds.
    """
    keys = plane.keys.fingerprints
    mine = frozenset([keys.owner(tenant, sort) for sort in Sort])
    removed = 0
    async for page in _owned(plane, progress):
        rows = [keys.row(print_, owner) for print_, owners in page for owner in owners & mine]
        removed += await plane.fingerprints.remove(rows)
    return removed


async def count(plane: ControlPlane, progress: Progress) -> tuple[Counts, int]:
    """How many marks and values each tenant has, and how many owners are no tenant of the store."""
    keys = plane.keys.fingerprints
    names = {keys.owner(row.tenant, sort): (row.tenant, sort) for row in await plane.store.tenants() for sort in Sort}
    counts, strange = Counter[tuple[str, Sort]](), 0
    async for page in _owned(plane, progress):
        for _, owners in page:
            counts.update(names[owner] for owner in owners if owner in names)
            strange += len(owners - names.keys())
    return counts, strange


async def copy(pages: AsyncIterator[Page], target: Fingerprints, keys: FingerprintKeys, progress: Progress) -> int:
    """Enrol everything that was enrolled elsewhere under the same keys; how many were not there. May be repeated."""
    copied = seen = 0
    async for page in pages:
        rows = [(print_, keys.owners_of(print_, places)) for print_, places in page]
        while rows:  # a print comes once in each call
            first = {print_: min(owners) for print_, owners in rows}
            copied += await target.enrol([keys.row(print_, owner) for print_, owner in first.items()])
            left = [(print_, owners - {first[print_]}) for print_, owners in rows]
            rows = [(print_, owners) for print_, owners in left if owners]
        seen += len(page)
        progress(seen)
    return copied


async def owner_names(plane: ControlPlane, owners: Sequence[str]) -> list[str]:
    """The tenants that an alert's keyed owners are; what is no tenant's of the store stays as it is."""
    keys = plane.keys.fingerprints
    names = {keys.owner(row.tenant, sort).hex(): row.tenant for row in await plane.store.tenants() for sort in Sort}
    return [names.get(owner, owner) for owner in owners]


async def _owned(plane: ControlPlane, progress: Progress) -> AsyncIterator[list[tuple[bytes, frozenset[bytes]]]]:
    keys, seen = plane.keys.fingerprints, 0
    async for page in plane.fingerprints.every():
        yield [(print_, keys.owners_of(print_, places)) for print_, places in page]
        seen += len(page)
        progress(seen)


def _rows(plane: ControlPlane, tenant: str, items: Collection[Item]) -> list[Row]:
    """One for each print."""
    keys = plane.keys.fingerprints
    owners = {sort: keys.owner(tenant, sort) for sort in Sort}
    prints = {keys.print_of(sort, normal): owners[sort] for sort, normal in items}
    return [keys.row(print_, owner) for print_, owner in prints.items()]
