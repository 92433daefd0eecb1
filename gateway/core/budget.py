"""A tenant's budget: requests and tokens per window, and calls in flight, counted in the store for all gateways together.

A window is a minute, an hour or a day of UTC. A call is judged twice: at admission by what was used so far, so that an exhausted
tenant costs no more than the reading, and at commit, where the store compares and counts in one step. What is counted there
is a reservation: tokens are estimated before the call, and set right by what the provider reported when it ended. A call of
which nobody reported keeps its reservation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from math import ceil

from gateway.core.call import Call
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import Charge, Usage

IN_FLIGHT = "in_flight"
"""What is over when too many calls are in flight."""
CHARACTERS_A_TOKEN = 4
"""For an estimate: of English text, by the providers' own rule of thumb."""
IMAGE_TOKENS = 1600
"""The most that Anthropic counts for one (https://docs.anthropic.com/en/docs/build-with-claude/vision)."""
UNSAID_OUTPUT_TOKENS = 1024
"""What is reserved for an answer whose call does not bound it."""
_OUTPUT_BOUNDS = ("max_completion_tokens", "max_output_tokens", "max_tokens")


class Per(StrEnum):
    """How long a window is."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


SECONDS: Mapping[Per, int] = {Per.MINUTE: 60, Per.HOUR: 3600, Per.DAY: 86_400}


class Meter(StrEnum):
    """What is counted."""

    REQUESTS = "requests"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so much in each window."""

    at_most: int
    per: Per

    def window(self, now: datetime) -> int:
        """The beginning of the window that `now` is in, in seconds of the epoch."""
        return int(now.timestamp()) // SECONDS[self.per] * SECONDS[self.per]

    def ends(self, now: datetime) -> datetime:
        """When the window ends."""
        return datetime.fromtimestamp(self.window(now) + SECONDS[self.per], UTC)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a tenant's file allows; None: without a limit."""

    requests: Limit | None = None
    tokens: Limit | None = None
    concurrent: int | None = None
    """Calls in flight at once."""

    def limits(self) -> Iterator[tuple[Meter, Limit]]:
        """Those that count in windows."""
        if self.requests is not None:
            yield Meter.REQUESTS, self.requests
        if self.tokens is not None:
            yield Meter.TOKENS, self.tokens


def name_of(meter: Meter, limit: Limit) -> str:
    """The meter's name in the store: windows of another length are counted apart."""
    return f"{meter.value}/{limit.per.value}"


def used(usage: Usage, meter: Meter, limit: Limit, now: datetime) -> int:
    """What the tenant has used of its present window. One that the store has begun already counts, whatever our clock says."""
    window, count = usage.get(name_of(meter, limit), (0, 0))
    return count if window >= limit.window(now) else 0


def judge(budget: Budget, usage: Usage, now: datetime) -> None:
    """Raise `rate_limited` or `budget_exhausted` when nothing is left."""
    for meter, limit in budget.limits():
        if used(usage, meter, limit, now) >= limit.at_most:
            raise refusal(budget, name_of(meter, limit), now)


def refusal(budget: Budget, over: str, now: datetime) -> Refusal:
    """The refusal for a meter that is over, or for too many calls in flight.

    A minute is waited for (`rate_limited`, which official clients repeat by themselves); an hour or a day is not.
    """
    for meter, limit in budget.limits():
        if name_of(meter, limit) == over:
            code = Code.RATE_LIMITED if limit.per is Per.MINUTE else Code.BUDGET_EXHAUSTED
            return Refusal(code, retry_after_seconds=seconds_left(limit, now))
    return Refusal(Code.RATE_LIMITED, retry_after_seconds=1)


def seconds_left(limit: Limit, now: datetime) -> int:
    """Until the window ends; at least 1."""
    return max(1, ceil((limit.ends(now) - now).total_seconds()))


def estimate(call: Call, text_bytes: int) -> int:
    """Tokens that a call may cost: its text's and images', and as much of an answer as it allows, for each that it wants."""
    bounds = [bound for name in _OUTPUT_BOUNDS if isinstance(bound := call.body.get(name), int)]
    answers = call.body.get("n")
    output = min(bounds, default=UNSAID_OUTPUT_TOKENS) * (answers if isinstance(answers, int) else 1)
    return text_bytes // CHARACTERS_A_TOKEN + IMAGE_TOKENS * len(call.pictures) + output


def reserve(budget: Budget, now: datetime, tokens: int) -> tuple[Charge, ...]:
    """What a call that is about to be dialled counts."""
    amounts = {Meter.REQUESTS: 1, Meter.TOKENS: tokens}
    return tuple(
        Charge(name_of(meter, limit), limit.window(now), amounts[meter], limit.at_most)
        for meter, limit in budget.limits()
    )


def exceeded(charges: tuple[Charge, ...], usage: Usage) -> str:
    """The first meter that has no room for its charge, by what was read of it; empty where all have."""
    for charge in charges:
        window, count = usage.get(charge.meter, (0, 0))
        if charge.amount + (count if window >= charge.window else 0) > charge.at_most:
            return charge.meter
    return ""


def undone(charges: tuple[Charge, ...]) -> tuple[Charge, ...]:
    """What takes a reservation back."""
    return tuple(replace(charge, amount=-charge.amount) for charge in charges)


def corrected(charges: tuple[Charge, ...], tokens: int) -> tuple[Charge, ...]:
    """What sets the reserved tokens right, once it is known how many there were."""
    stem = f"{Meter.TOKENS.value}/"
    return tuple(replace(charge, amount=tokens - charge.amount) for charge in charges if charge.meter.startswith(stem))
