"""Anthropic's error object: its own types. Official clients raise their own exceptions on it (`test_anthropic_messages.py`)."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.wires.anthropic_error import anthropic_error


def test_a_refusal_names_the_request_and_the_clause_it_keeps() -> None:
    error = anthropic_error(Refusal(Code.ENDPOINT_REFUSED), request_id="r")

    assert (error["type"], error["request_id"]) == ("error", "r")
    assert isinstance(error["error"], dict)
    assert (error["error"]["code"], error["error"]["clause"]) == ("endpoint_refused", "C4.6")


@pytest.mark.parametrize("code", Code)
def test_every_code_has_one_of_anthropic_s_types(code: Code) -> None:
    error = anthropic_error(Refusal(code), request_id="r")["error"]

    assert isinstance(error, dict)
    assert error["type"] in {
        *("invalid_request_error", "authentication_error", "permission_error", "request_too_large"),
        *("rate_limit_error", "api_error", "timeout_error", "overloaded_error"),
    }
