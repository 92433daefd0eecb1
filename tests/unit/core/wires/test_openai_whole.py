"""OpenAI's whole answer: rebuilt in closed shape, restored, and what the official client makes of it."""

import json

import httpx
import openai
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_whole import WholeOpenAiAnswer
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID, VALUES, document, openai_call, through, whole

USAGE: JsonObject = {
    "prompt_tokens": 11,
    "completion_tokens": 5,
    "total_tokens": 16,
    "prompt_tokens_details": {"cached_tokens": 0},
}
TOOL_CALL: JsonObject = {
    "id": "call_a",
    "type": "function",
    "function": {"name": "find", "arguments": '{"name": "[PERSON_1]"}'},
}


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    canary: JsonValue = "canary"
    message: JsonObject = {
        "content": "Hi",
        "refusal": None,
        "reasoning_content": canary,
        "annotations": [canary],
        "audio": canary,
        "extra": canary,
    }
    event = whole(message, usage=USAGE, system_fingerprint=canary, service_tier=canary, id=canary, object=canary)
    sent = document(through(OPENAI_CHAT, openai_call(), [event], ReplacingRestorers()))

    assert sent == {
        "id": f"chatcmpl-{CALL_ID}",
        "object": "chat.completion",
        "created": 7,
        "model": "fast",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hi", "refusal": None},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16},
    }


def test_texts_refusals_and_arguments_are_restored_each_in_its_own_channel() -> None:
    message: JsonObject = {"content": "To [PERSON_1]", "refusal": "[EMAIL_ADDRESS_1]", "tool_calls": [TOOL_CALL]}
    restorers = ReplacingRestorers(VALUES)
    sent = _client(
        through(OPENAI_CHAT, openai_call("find"), [whole(message, "tool_calls")], restorers)
    ).chat.completions.create(model="fast", messages=[])
    got = sent.choices[0].message

    assert (got.content, got.refusal) == (f"To {VALUES['[PERSON_1]']}", "ana@example.org")
    assert got.tool_calls
    assert got.tool_calls[0].type == "function"
    assert json.loads(got.tool_calls[0].function.arguments) == {"name": VALUES["[PERSON_1]"]}
    assert restorers.channels == [((0, "content"), None), ((0, "refusal"), None), ((0, 0), "find")]


def test_reading_leaves_the_event_as_it_was_so_that_it_can_be_restored_twice() -> None:
    call = openai_call("find")
    answer = WholeOpenAiAnswer(call, call_id=CALL_ID)
    (accepted,) = answer.accept(whole({"content": "[PERSON_1]", "tool_calls": [TOOL_CALL]}, "tool_calls"))
    before = json.dumps(accepted.data)
    fresh = WholeOpenAiAnswer(call, call_id=CALL_ID)
    first = fresh.restore(accepted, ReplacingRestorers(VALUES))

    assert json.dumps(accepted.data) == before
    assert answer.restore(accepted, ReplacingRestorers(VALUES)) == first


def test_the_first_choice_s_text_and_what_the_trace_reports() -> None:
    answer = WholeOpenAiAnswer(openai_call(), call_id=CALL_ID)
    choices: list[JsonValue] = [_choice(0, "first", "stop"), _choice(1, "second", "eos"), _choice(2, "x", "length")]
    answer.accept(Event(None, {"choices": choices, "usage": USAGE}))
    answer.finish()

    assert answer.text() == "first"
    assert answer.finish_reasons == ("stop", "stop", "length")
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}


def test_an_id_outside_the_grammar_is_replaced() -> None:
    call = {**TOOL_CALL, "id": "ana@example.org"}
    sent = through(OPENAI_CHAT, openai_call("find"), [whole({"tool_calls": [call]})], ReplacingRestorers())

    assert b'"id":"call_0_0"' in sent
    assert b"ana@" not in sent


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"error": {"message": "canary"}},
        {"choices": []},
        {"choices": {}},
        {"choices": ["x"]},
        {"choices": [{"index": 0, "finish_reason": "stop"}]},
        {"choices": [{"index": 1, "message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}]},
        {"choices": [{"index": 0, "message": {"role": "user", "content": "x"}, "finish_reason": "stop"}]},
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": 1}, "finish_reason": "stop"}]},
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": [{}]}, "finish_reason": "stop"}]},
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": None}]},
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": "odd"}]},
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}] * 5},
    ],
)
def test_another_shape_is_the_provider_s_fault(data: JsonObject) -> None:
    assert _refused(Event(None, data)) is Code.PROVIDER_ERROR


WRONG_CALLS: list[JsonValue] = [
    {**TOOL_CALL, "type": "custom"},
    {**TOOL_CALL, "function": {"name": "send", "arguments": "{}"}},
    {"type": "function", "function": {"name": "find", "arguments": {}}},
    {**TOOL_CALL, "function": None},
    "find",
]


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_a_tool_call_of_another_shape_or_of_an_undeclared_tool_is_too(call: JsonValue) -> None:
    assert _refused(whole({"content": None, "tool_calls": [call]})) is Code.PROVIDER_ERROR


def test_too_many_tool_calls_are_too() -> None:
    assert _refused(whole({"tool_calls": [TOOL_CALL] * 129})) is Code.PROVIDER_ERROR


def test_a_whole_answer_is_exactly_one_event() -> None:
    answer = WholeOpenAiAnswer(openai_call(), call_id=CALL_ID)
    with pytest.raises(Refusal):
        answer.finish()
    answer.accept(whole({"content": None}))
    with pytest.raises(Refusal):
        answer.accept(whole({"content": "x"}))


def _choice(index: int, text: str, reason: str) -> JsonObject:
    message: JsonObject = {"role": "assistant", "content": text}
    return {"index": index, "message": message, "finish_reason": reason}


def _refused(event: Event) -> Code:
    with pytest.raises(Refusal) as caught:
        WholeOpenAiAnswer(openai_call("find"), call_id=CALL_ID).accept(event)
    return caught.value.code


def _client(body: bytes) -> openai.OpenAI:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    return openai.OpenAI(
        api_key="k", base_url="http://gw/v1", max_retries=0, http_client=httpx.Client(transport=transport)
    )
