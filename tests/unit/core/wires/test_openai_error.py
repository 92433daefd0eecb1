"""OpenAI's error object: its own types, and official clients raise their own exceptions on it (`test_openai_chat.py`)."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.wires.openai_error import openai_error


def test_a_refusal_says_what_to_do_who_can_do_it_and_which_clause_it_keeps() -> None:
    assert openai_error(Refusal(Code.PARAMETER_REFUSED, param="store"))["error"] == {
        "message": "A parameter of the request is not allowed here. Remove the parameter named by `param`."
        " Who can mend it: the CRM's developers.",
        "type": "invalid_request_error",
        "param": "store",
        "code": "parameter_refused",
        "clause": "C4.6",
    }


@pytest.mark.parametrize("code", Code)
def test_every_code_has_one_of_openai_s_types(code: Code) -> None:
    error = openai_error(Refusal(code))["error"]

    assert isinstance(error, dict)
    assert error["type"] in {
        *("invalid_request_error", "request_forbidden", "requests", "insufficient_quota", "server_error"),
    }
