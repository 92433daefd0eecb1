"""Reasoning in a request: tagged and to the byte, or refused by its place; never a leaf."""

from collections.abc import Callable

import pytest

from gateway.core.call import render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.support.responses import responses_body
from tests.support.restorers import SCOPE
from tests.support.wires import anthropic_body

THINKING: JsonObject = {"type": "thinking", "thinking": "[PERSON_1] asks", "signature": "c2ln\n bmVk="}
REDACTED: JsonObject = {"type": "redacted_thinking", "data": "sealed"}
ITEM: JsonObject = {
    "type": "reasoning",
    "summary": [{"type": "summary_text", "text": "[PERSON_1] asks"}],
    "content": [{"type": "reasoning_text", "text": "why?"}],
    "encrypted_content": "gAAA",
}
Body = Callable[..., JsonObject]
USER: JsonObject = {"role": "user", "content": "x"}


def anthropic(*blocks: JsonValue) -> JsonObject:
    return anthropic_body(messages=[USER, {"role": "assistant", "content": list(blocks)}])


def responses(*items: JsonValue) -> JsonObject:
    return responses_body(input=[USER, *items])


CASES = [
    (ANTHROPIC_MESSAGES, anthropic, THINKING, "messages[1].content[0]", "signature"),
    (ANTHROPIC_MESSAGES, anthropic, REDACTED, "messages[1].content[0]", "data"),
    (OPENAI_RESPONSES, responses, ITEM, "input[1]", "encrypted_content"),
]
each_case = pytest.mark.parametrize(
    ("wire", "body", "block", "path", "carrier"), CASES, ids=["thinking", "redacted", "item"]
)


@each_case
def test_a_tagged_block_leaves_as_its_provider_wrote_it(
    wire: Wire, body: Body, block: JsonObject, path: str, carrier: str
) -> None:
    del carrier
    call = wire.read(body(SCOPE.tagged(block)))
    (reasoning,) = call.reasoning

    assert (reasoning.path, reasoning.block) == (path, block)
    assert SCOPE.owns(reasoning.block, reasoning.tag)
    assert render(call, [leaf.text for leaf in call.leaves]) == body(block)
    assert [leaf.text for leaf in call.leaves] == ["x"]


@each_case
def test_a_block_without_a_tag_is_refused_by_its_place(
    wire: Wire, body: Body, block: JsonObject, path: str, carrier: str
) -> None:
    with pytest.raises(Refusal) as caught:
        wire.read(body(block))

    assert (caught.value.code, caught.value.param) == (Code.PARAMETER_REFUSED, f"{path}.{carrier}")


@each_case
@pytest.mark.parametrize("more", [{"note": "x"}, {"type": "other"}])
def test_blocks_are_closed(
    wire: Wire, body: Body, block: JsonObject, path: str, carrier: str, more: JsonObject
) -> None:
    del path, carrier
    with pytest.raises(Refusal) as caught:
        wire.read(body({**SCOPE.tagged(block), **more}))

    assert caught.value.code is Code.PARAMETER_REFUSED


@each_case
def test_its_texts_are_strings(wire: Wire, body: Body, block: JsonObject, path: str, carrier: str) -> None:
    del path
    with pytest.raises(Refusal) as caught:
        wire.read(body({**block, carrier: 7}))

    assert caught.value.code is Code.INVALID_REQUEST


def test_only_an_assistant_reasons() -> None:
    body = anthropic_body(messages=[{"role": "user", "content": [SCOPE.tagged(THINKING)]}])

    with pytest.raises(Refusal) as caught:
        ANTHROPIC_MESSAGES.read(body)

    assert (caught.value.code, caught.value.param) == (Code.PARAMETER_REFUSED, "messages[0].content[0].type")
