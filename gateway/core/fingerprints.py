"""Keyed fingerprints of what belongs to tenants: how a value becomes one, and whose it is.

A print is 128 bits of keyed BLAKE2b over a value's normal form; marks and values are apart. Beside it stand its owners, in up to
`PLACES` places, each under a cover that is of this print and this place alone. So whoever has the store without the key sees how
many prints there are and how many owners each has; not the values, not which prints are one tenant's, not who shares with whom.
The holder of the key reads a print's owners from the print itself: whose they are needs no second index.

An owner more than there are places is not kept: such a value is many tenants' either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import TypeAlias

from gateway.core.derive import derive

PRINT_BYTES = 16
OWNER_BYTES = 8
PLACES = 4
COVER_BYTES = OWNER_BYTES * PLACES

Places: TypeAlias = Mapping[int, bytes]
"""Place → the covered owner there. A place whose owner was removed is free again; the others stay where they are."""
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
        text = normal.encode("utf-8", "surrogatepass")
        return blake2b(text, key=self.prints, person=sort.value.encode(), digest_size=PRINT_BYTES).digest()

    def owner(self, tenant: str, sort: Sort) -> bytes:
        """A tenant as the owner of prints of this sort."""
        return derive(self.owners, tenant, sort.value)[:OWNER_BYTES]

    def row(self, print_: bytes, owner: bytes) -> Row:
        """The print with this owner covered for each place."""
        return print_, _xored(self._cover(print_), owner * PLACES)

    def owners_of(self, print_: bytes, places: Places) -> frozenset[bytes]:
        """Who stands in a print's places. The same work for one that nobody owns, so that time does not tell."""
        cover = self._cover(print_)
        return frozenset(
            [_xored(covered, cover[place * OWNER_BYTES :][:OWNER_BYTES]) for place, covered in places.items()]
        )

    def _cover(self, print_: bytes) -> bytes:
        return blake2b(print_, key=self.covers, digest_size=COVER_BYTES).digest()


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


def _xored(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left) ^ int.from_bytes(right)).to_bytes(len(left))
