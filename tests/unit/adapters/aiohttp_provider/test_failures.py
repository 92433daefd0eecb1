"""A provider's status and failures become two codes, and its words nothing."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiohttp import ClientPayloadError, ServerDisconnectedError, ServerTimeoutError
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.aiohttp_provider.failures import (
    LONGEST_WAIT_SECONDS,
    TRANSLATING,
    refuse_status,
    retry_after_seconds,
)
from gateway.core.errors import Code, Refusal

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7),
        (" 7 ", 7),
        ("0", 1),
        ("301", 300),
        ("9" * 5000, 300),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 1),
        ("Mon, 23 Nov 2026 23:00:00 GMT", 300),
        ("soon", None),
        ("-5", None),
        ("7.5", None),
        ("٧", None),
        ("", None),
    ],
)
def test_a_wait_is_bounded_and_what_cannot_be_read_is_none(value: str | None, seconds: int | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds


@given(st.text(max_size=60))
def test_no_retry_after_breaks_the_reading(value: str) -> None:
    seconds = retry_after_seconds(value, NOW)

    assert seconds is None or 1 <= seconds <= LONGEST_WAIT_SECONDS


def is_refused(status: int) -> bool:
    try:
        refuse_status(status, {"retry-after": "7"})
    except Refusal:
        return True
    return False


def test_success_alone_passes() -> None:
    assert [status for status in range(100, 600) if not is_refused(status)] == [*range(200, 300)]


@pytest.mark.parametrize(("status", "wait"), [(199, None), (302, None), (400, None), (429, 9), (500, None), (503, 9)])
def test_other_statuses_are_provider_errors_and_two_of_them_ask_to_wait(status: int, wait: int | None) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_status(status, {"retry-after": "9"})

    assert (refused.value.code, refused.value.retry_after_seconds) == (Code.PROVIDER_ERROR, wait)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TimeoutError(), Code.PROVIDER_TIMEOUT),
        (ServerTimeoutError(), Code.PROVIDER_TIMEOUT),
        (ServerDisconnectedError("canary"), Code.PROVIDER_ERROR),
        (ClientPayloadError("canary"), Code.PROVIDER_ERROR),
        (ConnectionResetError("canary"), Code.PROVIDER_ERROR),
        (OSError("canary"), Code.PROVIDER_ERROR),
    ],
)
def test_failures_of_the_transport_become_codes_without_their_text(error: Exception, code: Code) -> None:
    with pytest.raises(Refusal) as refused, TRANSLATING:
        raise error

    assert refused.value.code is code
    assert refused.value.__suppress_context__
    assert str(refused.value) == code.value


@pytest.mark.parametrize("error", [Refusal(Code.CONSENT_WITHDRAWN), asyncio.CancelledError(), KeyError()])
def test_refusals_cancellation_and_our_own_faults_pass(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, TRANSLATING:
        raise error

    assert raised.value is error
