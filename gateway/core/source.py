"""Where a value came from: decides where it may go back to.

A leaf's text, after sealed blocks were opened, is a row of segments, each with its source. `Known` is a value that the CRM says
belongs to somebody: found exactly, before any model is asked.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from gateway.core.call import Role
from gateway.core.entities import Label
from gateway.core.values import fixed


class Party(StrEnum):
    """What a person is to the message being written."""

    ADDRESSEE = "addressee"
    SENDER = "sender"
    THIRD = "third"
    UNKNOWN = "unknown"


SAMPLE = "sample"
"""The block kind of a user's writing samples: never restored from (C4.1)."""


class Source(NamedTuple):
    """The role of the leaf, the kind of the sealed block (None: unsealed text), and whose value it is.

    A tuple, as `Segment` and `Known` are: a call of sealed records holds hundreds, and a frozen dataclass takes three times
    as long to make.
    """

    role: Role
    kind: str | None = None
    party: Party = Party.UNKNOWN

    @property
    def is_sample(self) -> bool:
        """True inside a writing sample: whatever is found there is redacted irreversibly."""
        return self.kind == SAMPLE


class Segment(NamedTuple):
    """`text[start:end]` of a passage comes from `source`; segments tile the passage in order."""

    start: int
    end: int
    source: Source


class Known(NamedTuple):
    """A value that the CRM says is personal: its label if stated, and whose it is. A tuple: a call may hold thousands."""

    value: str
    label: Label | None = None
    party: Party = Party.UNKNOWN

    def __repr__(self) -> str:
        """All but the value."""
        return f"Known({self.label}, {self.party})"


@fixed()
class Passage:
    """One leaf's text with its sealed blocks opened, and where each part of it came from."""

    text: str = field(repr=False)
    segments: tuple[Segment, ...]
