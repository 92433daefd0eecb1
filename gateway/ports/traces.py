"""Where a call's record goes besides the store: telemetry. Content-free by type; a failing sink is counted and goes on."""

from __future__ import annotations

from typing import Protocol

from gateway.core.ledger import Record


class TraceSink(Protocol):
    """Takes finished records."""

    def write(self, record: Record) -> None:
        """Take a record; never blocks, never raises."""
        ...

    async def close(self) -> None:
        """Flush within two seconds."""
        ...
