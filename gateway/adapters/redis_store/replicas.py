"""How many replicas must have a write before it is acknowledged: half of a primary's, rounded up (F04).

A replica that the cluster knows counts also while it does not answer: it may be alive elsewhere, and be promoted. So does one
that is filled anew, because it missed too much: until it is full, it is promoted with the data that it had, if it followed a
primary a moment ago (`cluster-replica-validity-factor`). Only one that never followed anybody since it started does not count, as
long as it says so itself, not longer ago than `NEW_SECONDS`, and does not follow in step by what the primary says behind the
write: it has no age that could be young enough. A single server knows only those that are connected to it.
"""

from __future__ import annotations

import time

from redis.exceptions import ResponseError

REPLICA_MILLISECONDS = 200
"""How long a write waits for them; well within a trip."""
NEW_SECONDS = 0.4
"""For so long a replica is taken for new that said it was: a few looks (`vigil.py`), one of them slow."""
VALIDITY = "cluster-replica-validity-factor"
"""How many node timeouts ago a replica may have followed its primary and still be promoted; 0: ever, or never."""


_ONLINE = b",state=online,"


class UnreplicatedError(ResponseError):
    """Not enough replicas have what was written. It stands at the primary, and a failover may lose it: it is not acknowledged."""


class Replicas:
    """Those of one primary, as last seen."""

    __slots__ = ("_new", "_new_until", "known")

    def __init__(self) -> None:
        """Nobody looked yet."""
        self.known: int | None = None
        self._new = 0
        """Those among them that nobody promotes yet."""
        self._new_until = 0.0

    def saw_new(self, count: int, *, asked: float) -> None:
        """So many said that they are new, when they were asked at that time (`time.monotonic`)."""
        self._new, self._new_until = count, asked + NEW_SECONDS

    def has_new(self) -> bool:
        """Whether any of them is taken for new at this moment."""
        return self._new > 0 and time.monotonic() < self._new_until

    def needed(self, following: int = 0) -> int:
        """How many must acknowledge, when so many follow in step, as the primary says: those are not new any more.

        `UnreplicatedError` while nobody looked.
        """
        if self.known is None:
            raise UnreplicatedError("it is not known yet how many replicas there are")
        new = self._new if self.has_new() else 0
        return (max(following, self.known - new) + 1) // 2


def is_new(info: object, validity: object) -> bool:
    """Whether a replica cannot be promoted yet, by its `INFO replication` and its `CONFIG GET` of `VALIDITY`.

    Its link is down since -1: since it started it has not been in step with any primary. Where the factor is 0 age means nothing.
    """
    if not isinstance(info, bytes) or not isinstance(validity, list):
        return False
    return b"\nmaster_link_down_since_seconds:-1\r" in info and validity[1:2] not in ([], [b"0"])


def connected(info: bytes) -> tuple[int, int]:
    """From `INFO replication`: how many replicas follow, and how many are being filled.

    A client that only takes a copy (`redis-cli --rdb`) says no port, and is none.
    """
    replicas = _lines(info)
    online = len([line for line in replicas if _ONLINE in line])
    return online, len(replicas) - online


def following(info: bytes) -> int:
    """From `INFO replication`: how many replicas said how far they are, which none does before it is full."""
    return len([line for line in _lines(info) if _ONLINE in line and b",offset=0," not in line])


def _lines(info: bytes) -> list[bytes]:
    lines = [line for line in info.split(b"\r\n") if line.startswith(b"slave") and b",state=" in line]
    return [line for line in lines if b",port=0," not in line]
