"""What is left of a tenant's budget, as the headers that each wire's official clients read.

OpenAI: `x-ratelimit-limit-requests`, `-remaining-`, `-reset-` with a length of time (https://platform.openai.com/docs/guides/rate-limits).
Anthropic: `anthropic-ratelimit-requests-limit`, `-remaining`, `-reset` with a moment (https://docs.anthropic.com/en/api/rate-limits).
"""

from __future__ import annotations

from datetime import datetime

from gateway.core.budget import Budget, Limit, Meter, seconds_left, used
from gateway.core.ledger import Usage

_ANTHROPIC = "anthropic."
_PARTS = ((86_400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def headers(wire: str, budget: Budget, usage: Usage, now: datetime, *, taken: int = 0) -> dict[str, str]:
    """Header → value, for each limit that counts in windows. `taken`: requests of this call, which `usage` does not hold yet."""
    found: dict[str, str] = {}
    for meter, limit in budget.limits():
        gone = used(usage, meter, limit, now) + (taken if meter is Meter.REQUESTS else 0)
        found |= (_anthropic if wire.startswith(_ANTHROPIC) else _openai)(
            meter, limit, max(0, limit.at_most - gone), now
        )
    return found


def _openai(meter: Meter, limit: Limit, left: int, now: datetime) -> dict[str, str]:
    return {
        f"x-ratelimit-limit-{meter}": str(limit.at_most),
        f"x-ratelimit-remaining-{meter}": str(left),
        f"x-ratelimit-reset-{meter}": _length(seconds_left(limit, now)),
    }


def _anthropic(meter: Meter, limit: Limit, left: int, now: datetime) -> dict[str, str]:
    return {
        f"anthropic-ratelimit-{meter}-limit": str(limit.at_most),
        f"anthropic-ratelimit-{meter}-remaining": str(left),
        f"anthropic-ratelimit-{meter}-reset": f"{limit.ends(now):%Y-%m-%dT%H:%M:%SZ}",
    }


def _length(seconds: int) -> str:
    """`6m0s`, as OpenAI writes it."""
    text = ""
    for size, unit in _PARTS:
        count, seconds = divmod(seconds, size)
        if count or text:
            text += f"{count}{unit}"
    return text
