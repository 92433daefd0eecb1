"""The sandbox reads both wires alike."""

import pytest

from gateway.adapters.sandbox_provider.request import Read, read
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.providers import WIRES, body, entry, upstream


def asked(wire: Wire, given: JsonObject) -> Upstream:
    return upstream(entry(Way.SANDBOX, ""), wire, given, model="sales")


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.name)
def test_texts_and_tools_are_read(wire: Wire) -> None:
    found = read(asked(wire, body(wire, text="Write to [PERSON_1], [PERSON_2], [person_1]", tool="send_mail")))

    assert (found.model, found.last) == ("sales", "Write to [PERSON_1], [PERSON_2], [person_1]")
    assert found.tokens == ("[PERSON_1]", "[PERSON_2]")
    assert dict(found.tools) == {"send_mail": {"type": "object"}}
    assert not found.tool_answered


def test_instructions_are_no_user_text() -> None:
    messages: JsonObject = {
        "messages": [{"role": "system", "content": "S [PERSON_9]"}, {"role": "user", "content": "U"}]
    }
    openai = read(asked(OPENAI_CHAT, {**body(OPENAI_CHAT), **messages}))
    anthropic = read(asked(ANTHROPIC_MESSAGES, {**body(ANTHROPIC_MESSAGES), "system": "S [PERSON_9]"}))

    assert (openai.instructions.strip(), openai.texts, openai.tokens) == ("S [PERSON_9]", ("U",), ())
    assert (anthropic.instructions.strip(), anthropic.tokens) == ("S [PERSON_9]", ())


def test_parts_are_joined() -> None:
    parts: list[JsonValue] = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    given: JsonObject = {"messages": [{"role": "user", "content": parts}]}

    assert read(asked(OPENAI_CHAT, {**body(OPENAI_CHAT), **given})).last == "one\ntwo"


@pytest.mark.parametrize(
    ("wire", "last"),
    [
        (OPENAI_CHAT, {"role": "tool", "tool_call_id": "c", "content": "done"}),
        (
            ANTHROPIC_MESSAGES,
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": "done"}]},
        ),
    ],
    ids=["openai", "anthropic"],
)
def test_a_tools_result_is_noticed(wire: Wire, last: JsonObject) -> None:
    given: JsonObject = {**body(wire), "messages": [{"role": "user", "content": "U"}, last]}

    assert read(asked(wire, given)).tool_answered


def test_a_request_without_texts_has_an_empty_last_one() -> None:
    assert Read("echo", (), "", {}, tool_answered=False).last == ""
