"""Every code has one status, and the retry headers tell the SDKs the truth."""

import pytest

from gateway.core.errors import CATALOGUE, Code, Refusal
from gateway.http.errors import STATUS, retry_headers


def test_every_code_has_exactly_one_status_and_one_catalogue_row() -> None:
    assert set(STATUS) == set(Code) == set(CATALOGUE)


@pytest.mark.parametrize("code", list(Code))
def test_a_call_that_was_dialled_is_never_offered_for_repetition(code: Code) -> None:
    refusal = Refusal(code)
    refusal.dialled = True

    assert retry_headers(refusal)["x-should-retry"] == "false"


def test_a_passing_trouble_before_the_dial_may_be_repeated_after_a_wait() -> None:
    headers = retry_headers(Refusal(Code.STORE_UNAVAILABLE))

    assert headers == {"x-should-retry": "true", "retry-after": "1"}


def test_a_decision_is_not_to_be_repeated() -> None:
    assert retry_headers(Refusal(Code.CONSENT_WITHDRAWN)) == {"x-should-retry": "false"}


def test_the_providers_wait_is_passed_on() -> None:
    assert retry_headers(Refusal(Code.PROVIDER_ERROR, retry_after_seconds=17))["retry-after"] == "17"
