"""Keyed fingerprints of what belongs to tenants: how a value becomes one, and whose it is.

A print is 128 bits of keyed BLAKE2b over a value's normal form; marks and values are apart. Beside it stand its owners, in up to
`PLACES` places, each under a cover that is of this print and this place alone. So whoever has the store without the key sees how
many prints there are and how many owners each has; not the values, not which prints are one tenant's, not who shares with whom.
The holder of the key reads a print's owners from the print itself: whose they are needs no second index.

An owner more than there are places is not kept: such a value is many tenants' either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from gateway.core.derive import derive

PRINT_BYTES = 16
OWNER_BYTES = 8
PLACES = 4
COVER_BYTES = OWNER_BYTES * PLACES
KNOWN_OWNERS = 4096
"""Tenants' owner ids that are not derived again (5 µs each)."""
KNOWN_KEYS = 16
_NOBODY = frozenset[bytes]()

Places: TypeAlias = Mapping[int, bytes]
"""Place → the covered owner there. A place whose owner was removed is free again; the others stay where they are."""
Page: TypeAlias = list[tuple[bytes, Places]]
"""Some of all prints, with who stands in their places."""
Row: TypeAlias = tuple[bytes, bytes]
"""A print, and one owner covered for each of its places: what enrolling and removing take."""


class Sort(StrEnum):
    """What a fingerprint is of, and so what it does."""

    MARK = "mark"
    """A canary, or an unguessable id of a record: refuses the call of anybody else."""
    VALUE = "value"
    """A personal value: alerts the operator."""


@dataclass(frozen=True, slots=True)
class FingerprintKeys:
    """One deployment's: a value has the same print whichever tenant it is from, or no two tenants could be told to share it."""

    prints: bytes = field(repr=False)
    owners: bytes = field(repr=False)
    covers: bytes = field(repr=False)

    @staticmethod
    def of(key: bytes) -> FingerprintKeys:
        """The three keys under one."""
        return FingerprintKeys(derive(key, "print"), derive(key, "owner"), derive(key, "cover"))

    def print_of(self, sort: Sort, normal: str) -> bytes:
        """The print of a normal form (`gateway/core/normal_forms.py`)."""
        (print_,) = self.prints_of(sort, (normal,))
        return print_

    def prints_of(self, sort: Sort, normals: Iterable[str]) -> list[bytes]:
        """The same for many, in their order, in half of the time."""
        begun = _begun(self.prints, sort, PRINT_BYTES)
        return _digests(begun, [normal.encode("utf-8", "surrogatepass") for normal in normals])

    def owner(self, tenant: str, sort: Sort) -> bytes:
        """A tenant as the owner of prints of this sort."""
        return _owner(self.owners, tenant, sort)

    def row(self, print_: bytes, owner: bytes) -> Row:
        """The print with this owner covered for each place."""
        (cover,) = self._covers((print_,))
        return print_, _xored(cover, owner * PLACES)

    def owners_of(self, print_: bytes, places: Places) -> frozenset[bytes]:
        """Who stands in a print's places."""
        (owners,) = self.all_owners((print_,), (places,))
        return owners

    def all_owners(self, prints: Sequence[bytes], places: Iterable[Places]) -> list[frozenset[bytes]]:
        """Who stands in each print's places. The same work for one that nobody owns, so that time does not tell."""
        return [
            frozenset([_xored(owner, cover[place * OWNER_BYTES :][:OWNER_BYTES]) for place, owner in found.items()])
            if found
            else _NOBODY
            for cover, found in zip(self._covers(prints), places, strict=True)
        ]

    def _covers(self, prints: Iterable[bytes]) -> list[bytes]:
        return _digests(_begun(self.covers, "", COVER_BYTES), prints)


def covered_in(row: Row) -> list[bytes]:
    """The row's owner, as it stands in each place."""
    return [row[1][at : at + OWNER_BYTES] for at in range(0, COVER_BYTES, OWNER_BYTES)]


def place_for(row: Row, taken: Places) -> int | None:
    """Where the row's owner goes; None when it is there already, or no place is left."""
    covered = covered_in(row)
    if any(taken.get(place) == owner for place, owner in enumerate(covered)):
        return None
    return next((place for place in range(PLACES) if place not in taken), None)


def only_other(owners: frozenset[bytes], mine: bytes) -> bytes | None:
    """The one owner, if it is not `mine`. What nobody owns, or I do, or several do, is nobody's to be told of."""
    if len(owners) != 1 or mine in owners:
        return None
    (owner,) = owners
    return owner


@lru_cache(maxsize=KNOWN_OWNERS)
def _owner(key: bytes, tenant: str, sort: Sort) -> bytes:
    return derive(key, tenant, sort.value)[:OWNER_BYTES]


@lru_cache(maxsize=KNOWN_KEYS)
def _begun(key: bytes, person: str, size: int) -> blake2b:
    """A digest of nothing yet, to be copied."""
    return blake2b(key=key, person=person.encode(), digest_size=size)


def _digests(begun: blake2b, texts: Iterable[bytes]) -> list[bytes]:
    digests = []
    for text in texts:
        each = begun.copy()
        each.update(text)
        digests.append(each.digest())
    return digests


def _xored(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left) ^ int.from_bytes(right)).to_bytes(len(left))
