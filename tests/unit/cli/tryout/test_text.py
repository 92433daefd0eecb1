"""The text that people read of JSON in either wire."""

import json

import pytest

from gateway.cli.tryout.text import of_answer, of_request
from gateway.core.note import NOTE


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"messages": [{"role": "system", "content": NOTE}, {"role": "user", "content": "Hi"}]}, "Hi"),
        (
            {
                "system": f"Be brief.\n{NOTE}",
                "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
            },
            "Be brief.\nHi",
        ),
        ({"messages": []}, ""),
    ],
)
def test_a_request_reads_without_the_gateways_note(body: object, text: str) -> None:
    assert of_request(json.dumps(body).encode()) == text


@pytest.mark.parametrize(
    "body",
    [
        {"choices": [{"message": {"role": "assistant", "content": "Hello"}}]},
        {"content": [{"type": "text", "text": "Hello"}]},
    ],
)
def test_an_answer_reads_in_either_wire(body: object) -> None:
    assert of_answer(json.dumps(body).encode()) == "Hello"
