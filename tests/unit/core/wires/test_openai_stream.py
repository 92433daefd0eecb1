"""OpenAI's streamed answer: order, closed shape, and the final object that the official client puts together."""

import json

import httpx
import openai
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_stream import StreamedOpenAiAnswer
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import (
    CALL_ID,
    DONE,
    VALUES,
    choice,
    chunk,
    events_of,
    openai_call,
    through,
    tool_delta,
    whole,
)

USAGE: JsonObject = {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16}
TOOLS: list[JsonValue] = [
    {"id": "call_0", "type": "function", "function": {"name": "find", "arguments": '{"name":"[PERSON_1]"}'}},
    {"id": "call_1", "type": "function", "function": {"name": "send", "arguments": '{"to":"[EMAIL_ADDRESS_1]"}'}},
]
STREAM = [
    chunk(prompt_filter_results=[]),
    chunk(choice(role="assistant", content="")),
    chunk(choice(reasoning_content="canary")),
    *(chunk(choice(content=text)) for text in ("To ", "[PER", "SON_1", "], at [EMAIL_ADD", "RESS_1] [PER")),
    chunk(choice(tool_calls=[tool_delta(0, "", name="find")])),
    *(chunk(choice(tool_calls=[tool_delta(0, text)])) for text in ('{"na', 'me":"[PERSON_1', ']"}')),
    chunk(choice(tool_calls=[tool_delta(1, '{"to":"[EMAIL_ADDRESS_1]"}', name="send")])),
    chunk(choice(finish="tool_calls")),
    chunk(usage=USAGE),
    DONE,
]


def test_the_official_client_ends_with_the_object_of_the_whole_answer() -> None:
    call = openai_call("find", "send", stream=True, usage=True)
    raw = through(OPENAI_CHAT, call, STREAM, ReplacingRestorers(VALUES))
    with _client(raw).chat.completions.stream(model="fast", messages=[]) as stream:
        final = stream.get_final_completion()
    text = "To [PERSON_1], at [EMAIL_ADDRESS_1] [PER"
    answer = whole({"content": text, "tool_calls": TOOLS}, "tool_calls", usage=USAGE)
    expected = _client(
        through(OPENAI_CHAT, openai_call("find", "send"), [answer], ReplacingRestorers(VALUES))
    ).chat.completions.create(model="fast", messages=[])

    assert final.choices[0].message.content == expected.choices[0].message.content
    assert final.choices[0].message.content == f"To {VALUES['[PERSON_1]']}, at ana@example.org [PER"
    assert _calls(final) == _calls(expected)
    assert (final.id, final.model, final.choices[0].finish_reason) == (
        f"chatcmpl-{CALL_ID}",
        "fast",
        "tool_calls",
    )
    assert final.usage == expected.usage


def test_each_tool_call_is_complete_when_the_official_client_says_so() -> None:
    call = openai_call("find", "send", stream=True)
    raw = through(OPENAI_CHAT, call, STREAM, ReplacingRestorers(VALUES))
    with _client(raw).chat.completions.stream(model="fast", messages=[]) as stream:
        done = [event for event in stream if event.type == "tool_calls.function.arguments.done"]

    assert [json.loads(event.arguments) for event in done] == [
        {"name": VALUES["[PERSON_1]"]},
        {"to": "ana@example.org"},
    ]


def test_choices_side_by_side_keep_their_own_channels() -> None:
    events = [
        chunk(choice(0, role="assistant", content="[PER"), choice(1, role="assistant", content="[EMAIL_")),
        chunk(choice(1, content="ADDRESS_1]")),
        chunk(choice(0, content="SON_1]")),
        chunk(choice(1, finish="stop"), choice(0, finish="length")),
        DONE,
    ]
    raw = through(OPENAI_CHAT, openai_call(stream=True), events, ReplacingRestorers(VALUES))

    assert _texts(raw) == {0: VALUES["[PERSON_1]"], 1: "ana@example.org"}


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    raw = through(OPENAI_CHAT, openai_call("find", "send", stream=True), STREAM, ReplacingRestorers())

    for foreign in (b"canary", b"fp_1", b"chatcmpl-9", b"gpt-x-2026", b"service_tier", b"logprobs", b"filter"):
        assert foreign not in raw
    assert raw.count(b'"role"') == 1
    assert raw.endswith(b"data: [DONE]\n\n")


def test_a_last_chunk_without_choices_comes_only_if_it_was_asked_for() -> None:
    events = [chunk(choice(content="x")), chunk(choice(finish="stop")), chunk(usage=USAGE), DONE]
    asked = through(OPENAI_CHAT, openai_call(stream=True, usage=True), events, ReplacingRestorers())
    unasked = through(OPENAI_CHAT, openai_call(stream=True), events, ReplacingRestorers())

    assert events_of(asked)[-2]["usage"] == USAGE
    assert all(event["choices"] for event in events_of(unasked) if event)


def test_counts_beside_choices_come_once_at_the_end_of_what_they_stood_with() -> None:
    events = [chunk(choice(content="x [PER")), chunk(choice(finish="stop"), usage=USAGE), chunk(choice()), DONE]
    raw = through(OPENAI_CHAT, openai_call(stream=True), events, ReplacingRestorers(VALUES))
    sent = events_of(raw)

    assert [("usage" in event) for event in sent] == [False, False, True, False]
    assert _texts(raw) == {0: "x [PER"}


def test_what_the_trace_reports() -> None:
    answer = StreamedOpenAiAnswer(openai_call("find", "send", stream=True), call_id=CALL_ID)
    for event in STREAM:
        answer.accept(event)
    answer.finish()

    assert answer.finish_reasons == ("tool_calls",)
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}
    with pytest.raises(LookupError):
        answer.text()


BEGUN = chunk(choice(role="assistant", content="x"))
ENDED = chunk(choice(finish="stop"))
CALLED = chunk(choice(tool_calls=[tool_delta(0, "{", name="find")]))
NEXT = chunk(choice(tool_calls=[tool_delta(1, "{", name="send")]))


@pytest.mark.parametrize(
    "events",
    [
        [DONE],
        [BEGUN, DONE],
        [BEGUN, ENDED, DONE, BEGUN],
        [BEGUN, ENDED, DONE, DONE],
        [BEGUN, ENDED, DONE, chunk(usage=USAGE)],
        [BEGUN, ENDED, BEGUN],
        [BEGUN, ENDED, ENDED],
        [chunk(choice(0, content="x")), chunk(choice(1, finish="stop")), DONE],
        [chunk(choice(4, content="x"))],
        [chunk(*(choice(index, content="x") for index in (0, 1, 2, 3, 3)))],
        [chunk(choice(content=1))],
        [chunk(choice(content=["x"]))],
        [chunk(choice(role="user", content="x"))],
        [chunk(choice(finish="odd"))],
        [chunk(choice(tool_calls=[tool_delta(0, "{")]))],
        [chunk(choice(tool_calls=[tool_delta(1, "{", name="find")]))],
        [chunk(choice(tool_calls=[tool_delta(0, "{", name="undeclared")]))],
        [CALLED, chunk(choice(tool_calls=[tool_delta(0, "}", name="send")]))],
        [CALLED, NEXT, chunk(choice(tool_calls=[tool_delta(0, "}")]))],
        [chunk(choice(tool_calls={"index": 0}))],
        [Event(None, {"error": {"message": "canary"}})],
        [Event(None, {"choices": "x"})],
        [Event(None, {"choices": [{"index": 0, "delta": "x"}]})],
    ],
)
def test_another_order_or_shape_is_the_provider_s_fault(events: list[Event]) -> None:
    answer = StreamedOpenAiAnswer(openai_call("find", "send", stream=True), call_id=CALL_ID)
    for event in events[:-1]:
        answer.accept(event)

    with pytest.raises(Refusal) as caught:
        answer.accept(events[-1])
    assert caught.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize("events", [[], [BEGUN], [BEGUN, ENDED]])
def test_a_half_stream_never_looks_complete(events: list[Event]) -> None:
    answer = StreamedOpenAiAnswer(openai_call(stream=True), call_id=CALL_ID)
    for event in events:
        answer.accept(event)

    with pytest.raises(Refusal) as caught:
        answer.finish()
    assert caught.value.code is Code.PROVIDER_ERROR


def test_a_provider_that_repeats_id_and_name_is_understood() -> None:
    events = [
        chunk(choice(tool_calls=[tool_delta(0, '{"a"', name="find")])),
        chunk(choice(tool_calls=[tool_delta(0, ":1}", name="find")])),
        chunk(choice(tool_calls=[tool_delta(0, "")])),
        chunk(choice(finish="tool_calls")),
        DONE,
    ]
    raw = through(OPENAI_CHAT, openai_call("find", stream=True), events, ReplacingRestorers())
    with _client(raw).chat.completions.stream(model="fast", messages=[]) as stream:
        final = stream.get_final_completion()

    assert _calls(final) == [("call_0", "find", {"a": 1})]


def _calls(completion: openai.types.chat.ChatCompletion) -> list[tuple[str, str, object]]:
    calls = completion.choices[0].message.tool_calls or []
    return [
        (call.id, call.function.name, json.loads(call.function.arguments)) for call in calls if call.type == "function"
    ]


def _texts(raw: bytes) -> dict[int, str]:
    texts: dict[int, str] = {}
    for event in events_of(raw):
        choices = event.get("choices", [])
        assert isinstance(choices, list)
        for each in choices:
            assert isinstance(each, dict)
            assert isinstance(each["delta"], dict)
            index, text = each["index"], each["delta"].get("content", "")
            assert isinstance(index, int)
            texts[index] = texts.get(index, "") + str(text)
    return texts


def _client(body: bytes) -> openai.OpenAI:
    kind = "text/event-stream" if body.startswith(b"data:") else "application/json"
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body, headers={"content-type": kind}))
    return openai.OpenAI(
        api_key="k", base_url="http://gw/v1", max_retries=0, http_client=httpx.Client(transport=transport)
    )
