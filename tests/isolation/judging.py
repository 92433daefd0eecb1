"""What an outcome means: a leak, what was to come, a busy machine, or something else, given what held when the attempt began."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.isolation import marks
from tests.isolation.callers import ANSWERED, LEFT, Outcome
from tests.isolation.drafts import Draft
from tests.isolation.kinds import Kind
from tests.isolation.leaks import Leak, Leaks
from tests.isolation.world import Place, Wavering, first_after

MAY_COME = frozenset({ANSWERED, "provider_error", "answer_rejected"})
"""Ends of a call that is to be answered: `answer_rejected` is a score whose place the tenant's own stray answer took."""
TURNED_AWAY = frozenset(
    {
        "overloaded",
        "store_unavailable",
        "audit_unavailable",
        "detector_unavailable",
        "provider_timeout",
        "consent_withdrawn",
    }
)
"""A busy machine, a failing store, or a switch for somebody else that cut all calls: fail-closed, whatever the attempt was.

Proves nothing either way."""
_LONGEST_AFTER_SECONDS = 2.5
"""A call in flight is cut within a second of the acknowledgement; this is more than a busy machine adds."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What held when an attempt began."""

    place: Place
    wavering: Wavering | None
    was_stopped: bool
    at: float
    was_failing: bool
    fault_period: int

    @classmethod
    def now(cls, place: Place, tenant: str) -> Circumstances:
        """As things are."""
        wavering = place.world.wavering.get(tenant)
        is_stopped = wavering is not None and wavering.is_stopped
        return cls(place, wavering, is_stopped, time.monotonic(), place.fault.is_on, place.fault.period)

    def judge(self, leaks: Leaks, kind: Kind, draft: Draft, outcome: Outcome, dialled_at: float | None) -> None:
        """Add what is wrong with the outcome. `dialled_at`: when a wavering tenant's call came to the provider, if it did."""
        found = marks.found(outcome.returned)
        leaks.judge("came back", found, draft.tenant, draft.user if draft.by_user else None, draft.number)
        is_answered = outcome.said == ANSWERED
        if self.wavering is not None and dialled_at is not None:
            if self.was_stopped and dialled_at < first_after(self.at, self.wavering.reopenings):
                leaks.add(Leak(draft.number, f"begun, where {self.wavering.code} was due"))
            elif (
                is_answered and time.monotonic() - first_after(dialled_at, self.wavering.stops) > _LONGEST_AFTER_SECONDS
            ):
                leaks.add(Leak(draft.number, f"not cut, where {self.wavering.code} was due"))
        elif is_answered and self.was_failing and self.place.fault.period == self.fault_period:
            leaks.add(Leak(draft.number, "answered, and the store could not record it"))
        elif is_answered and kind.refusals:
            leaks.add(Leak(draft.number, f"answered, where {' or '.join(sorted(kind.refusals))} was due"))

    def is_meant(self, kind: Kind, said: str) -> bool:
        """True for an end that an attempt of this kind is to come to, or that proves nothing either way."""
        if said in TURNED_AWAY or (kind.refusals and said == ANSWERED):
            return True
        if kind.refusals:
            return said in kind.refusals
        if self.wavering is not None and said == self.wavering.code:
            return True
        return said in MAY_COME or (said == LEFT and kind.is_abandoned)
