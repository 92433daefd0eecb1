"""What is left is told in the headers that each wire's official clients read."""

from datetime import UTC, datetime

import pytest

from gateway.core.budget import Budget, Limit, Per
from gateway.core.rate_limits import headers

AT = datetime(2026, 3, 11, 22, 53, 50, tzinfo=UTC)
BUDGET = Budget(Limit(10, Per.MINUTE), Limit(1000, Per.DAY), 3)
USAGE = {"requests/minute": (Limit(10, Per.MINUTE).window(AT), 4), "tokens/day": (Limit(1, Per.DAY).window(AT), 1200)}


@pytest.mark.parametrize("wire", ["openai.chat", "openai.embeddings"])
def test_openai_says_how_long_it_is_until_the_window_ends(wire: str) -> None:
    assert headers(wire, BUDGET, USAGE, AT, taken=1) == {
        "x-ratelimit-limit-requests": "10",
        "x-ratelimit-remaining-requests": "5",
        "x-ratelimit-reset-requests": "10s",
        "x-ratelimit-limit-tokens": "1000",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "1h6m10s",
    }


def test_anthropic_says_when_the_window_ends() -> None:
    assert headers("anthropic.messages", BUDGET, {}, AT) == {
        "anthropic-ratelimit-requests-limit": "10",
        "anthropic-ratelimit-requests-remaining": "10",
        "anthropic-ratelimit-requests-reset": "2026-03-11T22:54:00Z",
        "anthropic-ratelimit-tokens-limit": "1000",
        "anthropic-ratelimit-tokens-remaining": "1000",
        "anthropic-ratelimit-tokens-reset": "2026-03-12T00:00:00Z",
    }


def test_a_limit_of_calls_in_flight_has_no_header() -> None:
    assert headers("openai.chat", Budget(concurrent=3), {}, AT) == {}
