"""The operator's alerts, as lines of the log.

They tell of calls that tripped over something of another tenant's, and of answers that did not confirm what their provider's rule
wants (stored after all, a tool of the provider's run, another model asked). A line is content-free as its record is: tenant,
purpose, trace, counts, a field's name. The first call of a tenant is told at once; what follows within `QUIET_SECONDS` is
counted and told with the next line, so that a burst is one alert. Refused calls wait behind refused ones only: people whom two
tenants share may trip all day long, and a canary is never one of them. Each call's own record says the same as long as it is
kept (`isogate traces`). Other ways to tell an operator are further sinks beside this one.
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
    """When the last line of a kind was written, and how many calls tripped since."""

    told_at: float
    untold: int = 0


class LoggedAlerts:
    """Implements `TraceSink`. Of one process: each tells for itself."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was told yet."""
        self._clock = clock
        self._told: dict[tuple[str, str], _Last] = {}

    def write(self, record: Record) -> None:
        """Tell of an outcome that has something to tell."""
        if record.event is not Event.OUTCOME:
            return
        counts, unconfirmed = record.facts.get("tripwire"), record.facts.get("unconfirmed")
        if isinstance(counts, dict):
            refused = record.facts.get("code") == Code.CONTEXT_FOREIGN
            found = ", ".join(f"{kind}={count}" for kind, count in sorted(counts.items()))
            self._tell(record, "tripwire, refused" if refused else "tripwire", f"of another tenant: {found}")
        if unconfirmed is not None:
            what = f"provider {record.facts.get('provider')} does not confirm {unconfirmed}"
            self._tell(record, f"answer, {what}", what)

    def _tell(self, record: Record, kind: str, what: str) -> None:
        now = self._clock.monotonic()
        last = self._told.get((record.tenant, kind))
        if last is not None and now < last.told_at + QUIET_SECONDS:
            last.untold += 1
            return
        _log.warning(
            "%s: tenant %s, purpose %s, trace %s, %s: %s%s; see 'isogate traces show'",
            kind.partition(",")[0],
            record.tenant,
            record.facts.get("purpose"),
            record.trace,
            record.facts.get("code", record.facts.get("status")),
            what,
            f"; {last.untold} more calls before this one" if last is not None and last.untold else "",
        )
        self._told[record.tenant, kind] = _Last(now)

    async def close(self) -> None:
        """Tell what is untold."""
        for (tenant, kind), last in self._told.items():
            if last.untold:
                _log.warning("%s: tenant %s: %d more calls", kind.partition(",")[0], tenant, last.untold)
        self._told.clear()
