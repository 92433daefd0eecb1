"""What the sandbox says depends on the request alone, and says whose words it is."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import LABEL, turn
from gateway.core.jsontypes import JsonObject

SCORING = Path("policies/purposes/lead_scoring.yaml")


def asked(text: str, model: str = "sales", instructions: str = "", tools: dict[str, JsonObject] | None = None) -> Read:
    return Read(model, (text,), instructions, tools or {}, tool_answered=False)


def test_echo_repeats_the_last_user_text() -> None:
    assert turn(asked("Hello [PERSON_1]", "echo")).text == LABEL + "Hello [PERSON_1]"


@pytest.mark.parametrize("instructions", ["", "You are a deal coach."])
def test_sales_uses_the_tokens_it_was_given(instructions: str) -> None:
    text = turn(asked("Write to [PERSON_1] at [EMAIL_ADDRESS_1]", instructions=instructions)).text

    assert text.startswith(LABEL)
    assert "[PERSON_1]" in text
    assert "[EMAIL_ADDRESS_1]" in text
    assert text == turn(asked("Write to [PERSON_1] at [EMAIL_ADDRESS_1]", instructions=instructions)).text


def test_sales_writes_without_tokens_too() -> None:
    assert "[" not in turn(asked("Write something")).text


def test_a_score_fits_the_purposes_schema() -> None:
    schema = yaml.safe_load(SCORING.read_text(encoding="utf-8"))["answer_schema"]
    answer = json.loads(turn(asked("Lead: opened 3 mails", instructions="Score the lead, JSON only.")).text)

    jsonschema.validate(answer, schema)
    assert answer["score"] == 72
    assert all(reason.startswith(LABEL) for reason in answer["reasons"])


def test_a_named_tool_is_called_with_tokens_that_suit_its_arguments() -> None:
    properties: JsonObject = {
        "email": {"type": "string"},
        "full_name": {"type": "string"},
        "note": {"type": "string"},
        "count": {"type": "integer"},
        "urgent": {"type": "boolean"},
        "more": {"type": "array"},
    }
    tools: dict[str, JsonObject] = {"other": {}, "send_mail": {"type": "object", "properties": properties}}

    said = turn(asked("Use send_mail for [PHONE_NUMBER_1] [PERSON_1] [EMAIL_ADDRESS_1]", tools=tools))

    assert said.tool == "send_mail"
    assert said.arguments == {
        "email": "[EMAIL_ADDRESS_1]",
        "full_name": "[PERSON_1]",
        "note": "[PHONE_NUMBER_1]",
        "count": 1,
        "urgent": True,
    }


def test_a_tool_that_is_not_named_is_not_called() -> None:
    assert turn(asked("Hello", tools={"send_mail": {}})).tool is None


def test_a_tools_result_ends_the_calling() -> None:
    read = Read("sales", ("use send_mail",), "", {"send_mail": {}}, tool_answered=True)

    assert turn(read).tool is None
