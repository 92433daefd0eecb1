"""How many replicas must have a write before it is acknowledged: half of a primary's, rounded up (F04).

A replica that the cluster knows counts also while it does not answer: it may be alive elsewhere, and be promoted. One that is
being filled anew does not: nobody promotes it. A single server knows only those that are connected to it.
"""

from __future__ import annotations

from redis.exceptions import ResponseError

REPLICA_MILLISECONDS = 200
"""How long a write waits for them; well within a trip."""


class UnreplicatedError(ResponseError):
    """Not enough replicas have what was written. It stands at the primary, and a failover may lose it: it is not acknowledged."""


class Replicas:
    """Those of one primary, as last seen."""

    __slots__ = ("filling", "known")

    def __init__(self) -> None:
        """Nobody looked yet."""
        self.known: int | None = None
        self.filling = 0
        """Those among them that have not all data yet."""

    def needed(self) -> int:
        """How many must acknowledge. `UnreplicatedError` while nobody looked."""
        if self.known is None:
            raise UnreplicatedError("it is not known yet how many replicas there are")
        return (max(0, self.known - self.filling) + 1) // 2


def connected(info: bytes) -> tuple[int, int]:
    """From `INFO replication`: how many replicas follow, and how many are being filled.

    A client that only takes a copy (`redis-cli --rdb`) says no port, and is none.
    """
    lines = [line for line in info.split(b"\r\n") if line.startswith(b"slave") and b",state=" in line]
    replicas = [line for line in lines if b",port=0," not in line]
    online = len([line for line in replicas if b",state=online," in line])
    return online, len(replicas) - online
