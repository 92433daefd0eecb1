"""Budgets: windows of UTC, reservations, corrections, and which refusal says what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.budget import (
    IN_FLIGHT,
    UNSAID_OUTPUT_TOKENS,
    Budget,
    Limit,
    Meter,
    Per,
    corrected,
    estimate,
    exceeded,
    judge,
    refusal,
    reserve,
    seconds_left,
    undone,
    used,
)
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import Charge
from gateway.core.wires.openai_chat import OPENAI_CHAT

AT = datetime(2026, 3, 11, 23, 59, 30, tzinfo=UTC)
BUDGET = Budget(Limit(10, Per.MINUTE), Limit(1000, Per.DAY), 3)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds without a zone


@pytest.mark.parametrize(("per", "left"), [(Per.MINUTE, 30), (Per.HOUR, 30), (Per.DAY, 30)])
def test_windows_end_with_the_minute_hour_and_day(per: Per, left: int) -> None:
    assert seconds_left(Limit(1, per), AT) == left
    assert Limit(1, per).ends(AT) == datetime(2026, 3, 12, tzinfo=UTC)


@given(MOMENTS, st.sampled_from(Per))
def test_a_moment_is_in_its_window_and_the_end_in_the_next(moment: datetime, per: Per) -> None:
    limit = Limit(1, per)

    assert limit.window(moment) <= moment.timestamp() < limit.ends(moment).timestamp()
    assert limit.window(limit.ends(moment)) == limit.ends(moment).timestamp()
    assert seconds_left(limit, moment) >= 1


def test_a_call_reserves_one_request_and_its_tokens() -> None:
    assert reserve(BUDGET, AT, 250) == (
        Charge("requests/minute", Limit(10, Per.MINUTE).window(AT), 1, 10),
        Charge("tokens/day", Limit(1000, Per.DAY).window(AT), 250, 1000),
    )
    assert reserve(Budget(concurrent=2), AT, 250) == ()


@pytest.mark.parametrize(
    ("window", "count", "over"), [(60, 7, ""), (60, 8, "tokens/minute"), (0, 8, ""), (120, 8, "tokens/minute")]
)
def test_a_charge_exceeds_what_its_window_has_left(window: int, count: int, over: str) -> None:
    charges = (Charge("requests/day", 0, 1, 1), Charge("tokens/minute", 60, 3, 10))

    assert exceeded(charges, {"tokens/minute": (window, count)}) == over


def test_only_tokens_are_set_right() -> None:
    (correction,) = corrected(reserve(BUDGET, AT, 250), 40)

    assert (correction.meter, correction.amount) == ("tokens/day", -210)
    assert corrected((), 40) == ()


def test_what_is_undone_adds_up_to_nothing() -> None:
    charges = reserve(BUDGET, AT, 250)

    assert [replace(each, amount=-each.amount) for each in undone(charges)] == list(charges)


def test_a_tenant_with_something_left_passes_and_one_without_does_not() -> None:
    charges = {charge.meter: (charge.window, charge.at_most - 1) for charge in reserve(BUDGET, AT, 1)}
    judge(BUDGET, charges, AT)

    for meter, (window, count) in charges.items():
        with pytest.raises(Refusal):
            judge(BUDGET, {meter: (window, count + 1)}, AT)


def test_a_window_that_the_store_has_begun_counts_whatever_our_clock_says() -> None:
    limit = Limit(5, Per.MINUTE)
    ahead = {"requests/minute": (limit.window(AT) + 60, 5)}

    assert used(ahead, Meter.REQUESTS, limit, AT) == 5
    assert used(ahead, Meter.REQUESTS, limit, AT + timedelta(minutes=2)) == 0


@pytest.mark.parametrize(
    ("over", "code", "seconds"),
    [
        ("requests/minute", Code.RATE_LIMITED, 30),
        ("tokens/day", Code.BUDGET_EXHAUSTED, 30),
        (IN_FLIGHT, Code.RATE_LIMITED, 1),
    ],
)
def test_a_minute_is_waited_for_and_a_day_is_not(over: str, code: Code, seconds: int) -> None:
    refused = refusal(BUDGET, over, AT)

    assert (refused.code, refused.retry_after_seconds) == (code, seconds)
    assert refused.should_retry == (code is Code.RATE_LIMITED)


@pytest.mark.parametrize(
    ("more", "output"),
    [
        ({}, UNSAID_OUTPUT_TOKENS),
        ({"max_tokens": 50}, 50),
        ({"max_completion_tokens": 70}, 70),
        ({"max_tokens": 50, "n": 3}, 150),
    ],
)
def test_an_estimate_is_the_body_and_all_that_may_be_answered(more: dict[str, object], output: int) -> None:
    call = OPENAI_CHAT.read({"model": "m", "messages": [{"role": "user", "content": "hello"}], **more})  # type: ignore[dict-item]  # JSON of each case

    assert estimate(call, 400) == 100 + output
