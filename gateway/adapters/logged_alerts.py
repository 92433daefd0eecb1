"""The operator's alerts, as lines of the log: a call tripped over something that is another tenant's.

A line is content-free as its record is: tenant, purpose, trace, counts. The first call of a tenant is told at once; what
follows within `QUIET_SECONDS` is counted and told with the next line, so that a burst is one alert. Refused calls wait behind
refused ones only: people whom two tenants share may trip all day long, and a canary is never one of them. Each call's own record
says the same as long as it is kept (`isogate traces`). Other ways to tell an operator are further sinks beside this one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from gateway.core.errors import Code
from gateway.core.ledger import Event, Record
from gateway.ports.clock import Clock

QUIET_SECONDS = 600.0

_log = logging.getLogger("isogate")


@dataclass(slots=True)
class _Last:
    """When the last line of a tenant's refused calls, or of its others, was written, and how many calls tripped since."""

    told_at: float
    untold: int = 0


class LoggedAlerts:
    """Implements `TraceSink`. Of one process: each tells for itself."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was told yet."""
        self._clock = clock
        self._told: dict[tuple[str, bool], _Last] = {}

    def write(self, record: Record) -> None:
        """Tell of an outcome that has something to tell."""
        counts = record.facts.get("tripwire")
        if record.event is not Event.OUTCOME or not isinstance(counts, dict):
            return
        now = self._clock.monotonic()
        place = record.tenant, record.facts.get("code") == Code.CONTEXT_FOREIGN
        last = self._told.get(place)
        if last is not None and now < last.told_at + QUIET_SECONDS:
            last.untold += 1
            return
        _log.warning(
            "tripwire: tenant %s, purpose %s, trace %s, %s: of another tenant: %s%s; see 'isogate traces show'",
            record.tenant,
            record.facts.get("purpose"),
            record.trace,
            record.facts.get("code", record.facts.get("status")),
            ", ".join(f"{kind}={count}" for kind, count in sorted(counts.items())),
            f"; {last.untold} more calls before this one" if last is not None and last.untold else "",
        )
        self._told[place] = _Last(now)

    async def close(self) -> None:
        """Tell what is untold."""
        for (tenant, _), last in self._told.items():
            if last.untold:
                _log.warning("tripwire: tenant %s: %d more calls", tenant, last.untold)
        self._told.clear()
