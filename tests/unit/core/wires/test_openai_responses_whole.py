"""The whole Responses answer: rebuilt in closed shape, restored, and what the official client makes of it."""

import json
from dataclasses import replace

import httpx
import openai
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.openai_responses_whole import WholeResponsesAnswer
from tests.support.responses import called, response, responses_call, said, text_part, thought
from tests.support.restorers import SCOPE, ReplacingRestorers
from tests.support.wires import CALL_ID, VALUES, document, through

REFUSED: JsonObject = {"type": "refusal", "refusal": "[EMAIL_ADDRESS_1]"}


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    canary: JsonValue = "canary"
    part: JsonObject = {**text_part("Hi"), "annotations": [{"url": canary}], "logprobs": [canary], "extra": canary}
    event = Event(None, response(said(part, extra=canary), id=canary, service_tier=canary, tools=[canary]))
    sent = document(through(OPENAI_RESPONSES, responses_call(), [event], ReplacingRestorers()))

    assert sent == {
        "id": f"resp_{CALL_ID}",
        "object": "response",
        "created_at": 1_760_000_000,
        "model": "fast",
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "output": [
            {
                "id": f"msg_{CALL_ID}_0",
                "type": "message",
                "role": "assistant",
                "status": "completed",
                "content": [{"type": "output_text", "text": "Hi", "annotations": [], "logprobs": []}],
            }
        ],
        "parallel_tool_calls": True,
        "temperature": None,
        "top_p": None,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 11,
            "input_tokens_details": {"cached_tokens": 3, "cache_write_tokens": 0},
            "output_tokens": 5,
            "output_tokens_details": {"reasoning_tokens": 2},
            "total_tokens": 16,
        },
    }


def test_texts_refusals_and_arguments_are_restored_and_reasoning_is_not() -> None:
    items = [
        thought("about [PERSON_1]", content=[{"type": "reasoning_text", "text": "[PERSON_1]?"}]),
        said(text_part("To [PERSON_1]"), REFUSED, phase="commentary"),
        called("find", '{"name": "[PERSON_1]"}'),
    ]
    restorers = ReplacingRestorers(VALUES)
    sent = _client(
        through(OPENAI_RESPONSES, responses_call("find"), [Event(None, response(*items))], restorers)
    ).responses.create(model="fast", input="")
    reasoning, message, call = sent.output

    assert reasoning.type == "reasoning"
    assert [part.text for part in reasoning.summary] == ["about [PERSON_1]"]
    assert [part.text for part in reasoning.content or []] == ["[PERSON_1]?"]
    assert message.type == "message"
    assert message.phase == "commentary"
    assert message.content[1].type == "refusal"
    assert message.content[1].refusal == "ana@example.org"
    assert sent.output_text == f"To {VALUES['[PERSON_1]']}"
    assert call.type == "function_call"
    assert json.loads(call.arguments) == {"name": VALUES["[PERSON_1]"]}
    assert restorers.channels == [("text", None), ("refusal", None), (2, "find")]


def test_encrypted_reasoning_is_tagged_and_dropped_where_the_answer_is_checked() -> None:
    item = thought("[PERSON_1] asks", encrypted_content="gAAA")
    event = Event(None, response(item, said(text_part("Hi"))))
    call = responses_call()
    shown = document(through(OPENAI_RESPONSES, call, [event], ReplacingRestorers(VALUES)))["output"]
    checked = replace(call, shows_reasoning=False)
    hidden = document(through(OPENAI_RESPONSES, checked, [event], ReplacingRestorers(VALUES)))["output"]
    block = {name: item[name] for name in ("type", "summary", "encrypted_content")}

    assert isinstance(shown, list)
    assert shown[0] == {"id": f"rs_{CALL_ID}_0", **SCOPE.tagged(block)}
    assert isinstance(hidden, list)
    assert [each["id"] for each in hidden if isinstance(each, dict)] == [f"msg_{CALL_ID}_0"]


def test_an_answer_that_was_cut_says_why() -> None:
    raw = response(status="incomplete", incomplete_details={"reason": "max_output_tokens"})
    answer = WholeResponsesAnswer(responses_call(), call_id=CALL_ID)
    (accepted,) = answer.accept(Event(None, raw))

    assert accepted.data["incomplete_details"] == {"reason": "max_output_tokens"}
    assert answer.finish_reasons == ("max_output_tokens",)
    assert answer.text() == ""
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}


def test_reading_leaves_the_event_as_it_was_so_that_it_can_be_restored_twice() -> None:
    call = responses_call("find")
    raw = response(said(text_part("[PERSON_1]")), called("find", '"[PERSON_1]"'))
    (accepted,) = WholeResponsesAnswer(call, call_id=CALL_ID).accept(Event(None, raw))
    before = json.dumps(accepted.data)
    first = WholeResponsesAnswer(call, call_id=CALL_ID).restore(accepted, ReplacingRestorers(VALUES))

    assert json.dumps(accepted.data) == before
    assert first == WholeResponsesAnswer(call, call_id=CALL_ID).restore(accepted, ReplacingRestorers(VALUES))


@pytest.mark.parametrize(
    "raw",
    [
        {},
        response(status="failed", error={"code": "server_error", "message": "canary"}),
        response(status="in_progress"),
        response(status="queued"),
        response(status="incomplete"),
        response(status="incomplete", incomplete_details={"reason": "canary"}),
        response(called("other", "{}")),
        response({**called("find", ""), "arguments": {"a": 1}}),
        response({"id": "ws_1", "type": "web_search_call", "status": "completed"}),
        response({"id": "mcp_1", "type": "mcp_call", "name": "find", "arguments": "{}"}),
        response(said({"type": "output_audio", "data": "canary"})),
        response(said({"type": "summary_text", "text": "canary"})),
        response(said(text_part("x"), role="user")),
        response(said(text_part("x"), status="canary")),
        response(said(text_part("x"), phase="canary")),
        response("canary"),
        response(*[said(text_part("x"))] * 300),
        {**response(), "output": None},
        {**response(), "object": "chat.completion"},
    ],
)
def test_another_shape_is_the_provider_s_fault(raw: JsonObject) -> None:
    with pytest.raises(Refusal) as caught:
        through(OPENAI_RESPONSES, responses_call("find"), [Event(None, raw)], ReplacingRestorers())

    assert caught.value.code is Code.PROVIDER_ERROR
    assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("events", [0, 2])
def test_there_is_exactly_one_answer(events: int) -> None:
    with pytest.raises(Refusal) as caught:
        through(OPENAI_RESPONSES, responses_call(), [Event(None, response())] * events, ReplacingRestorers())

    assert caught.value.code is Code.PROVIDER_ERROR


def _client(body: bytes) -> openai.OpenAI:
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, content=body, headers={"content-type": "application/json"})
    )
    return openai.OpenAI(
        api_key="k", base_url="http://gw/twin/v1", max_retries=0, http_client=httpx.Client(transport=transport)
    )
