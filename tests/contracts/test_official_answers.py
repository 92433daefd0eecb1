"""Whatever the pinned official clients know an answer to hold is decided: it is passed, dropped, or refused, and each is tried.

A newer client that knows more turns these tests red until somebody has decided. The events of Responses are decided in
`tests/unit/core/wires/test_openai_responses_stream.py`.
"""

from typing import cast, get_args

import pytest
from anthropic.types import (
    ContentBlock,
    Message,
    RawContentBlockDelta,
    RawMessageStreamEvent,
    StopReason,
    TextBlock,
    ToolUseBlock,
)
from anthropic.types.beta import BetaContentBlock, BetaRawContentBlockDelta, BetaRawMessageStreamEvent, BetaStopReason
from anthropic.types.raw_message_delta_event import Delta
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from openai.types.chat.chat_completion_chunk import Choice as ChunkChoice
from openai.types.chat.chat_completion_chunk import ChoiceDelta
from openai.types.chat.chat_completion_message_tool_call import ChatCompletionMessageToolCallUnion
from pydantic import BaseModel

from gateway.core.call import Call
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import (
    DONE,
    anthropic_call,
    block,
    choice,
    chunk,
    document,
    events_of,
    message,
    openai_call,
    stream,
    through,
    tool_delta,
    whole,
)

STREAMED = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
CANARY = "canary"


def kinds(union: object) -> set[str]:
    """The words by which an official client tells apart what this union holds."""
    members, *_ = get_args(union)
    return {word for each in get_args(members) for word in get_args(each.model_fields["type"].annotation)}


def names(model: type[BaseModel]) -> set[str]:
    """The fields that an official client knows of this object."""
    return set(model.model_fields)


def reasons(model: type[BaseModel]) -> set[str]:
    """The finish reasons that an official client knows of this choice."""
    words = get_args(model.model_fields["finish_reason"].annotation)
    return {word for each in words for word in (get_args(each) or (each,)) if isinstance(word, str)}


EVENTS = {
    *("message_start", "message_delta", "message_stop"),
    *("content_block_start", "content_block_delta", "content_block_stop"),
}
DELTAS = {"text_delta", "input_json_delta", "thinking_delta", "signature_delta"}
DROPPED_DELTAS = {"citations_delta"}
BLOCKS = {"text", "tool_use", "thinking", "redacted_thinking"}
REFUSED_BLOCKS = {
    *("server_tool_use", "web_search_tool_result", "web_fetch_tool_result", "tool_search_tool_result"),
    *("code_execution_tool_result", "bash_code_execution_tool_result", "text_editor_code_execution_tool_result"),
    "container_upload",
}
TEXT: JsonObject = {"type": "text", "text": "", "citations": [CANARY]}
TOOL: JsonObject = {"type": "tool_use", "id": "toolu_a", "name": "find", "input": {}, "caller": {"type": CANARY}}
THOUGHT: JsonObject = {"type": "thinking", "thinking": "", "signature": ""}
REDACTED: JsonObject = {"type": "redacted_thinking", "data": "sealed"}
SAID = [
    *block(
        0, THOUGHT, {"type": "thinking_delta", "thinking": "hm"}, {"type": "signature_delta", "signature": "signed"}
    ),
    *block(1, REDACTED),
    *block(2, TEXT, {"type": "text_delta", "text": "Hi"}, {"type": "citations_delta", "citation": {"url": CANARY}}),
    *block(3, TOOL, {"type": "input_json_delta", "partial_json": "{}"}),
]
EVERYTHING = stream(*SAID, reason="tool_use")


def told(events: list[Event]) -> list[JsonObject]:
    """What an Anthropic client hears of these events."""
    call = anthropic_call("find", stream=True)
    return events_of(through(ANTHROPIC_MESSAGES, call, events, ReplacingRestorers()))


def inside(events: list[JsonObject], name: str) -> set[JsonValue]:
    """The kinds of the objects of this name in the events."""
    return {part["type"] for event in events if isinstance(part := event.get(name), dict) and "type" in part}


def test_every_event_of_a_message_is_decided() -> None:
    assert kinds(RawMessageStreamEvent) == EVENTS == {event["type"] for event in told(EVERYTHING)} - {"ping"}
    assert {"type": "ping"} in told(EVERYTHING)  # their clients know it, and their types do not


def test_every_delta_of_a_message_is_decided() -> None:
    sent = [event.data for event in EVERYTHING]

    assert kinds(RawContentBlockDelta) == DELTAS | DROPPED_DELTAS == inside(sent, "delta")
    assert inside(told(EVERYTHING), "delta") == DELTAS
    assert CANARY not in repr(told(EVERYTHING))


def test_every_block_of_a_message_is_decided() -> None:
    assert kinds(ContentBlock) == BLOCKS | REFUSED_BLOCKS
    assert inside(told(EVERYTHING), "content_block") == BLOCKS


def refused(call: Call, *events: Event) -> bool:
    """Whether the last of these events is the provider's fault, and those before it are not."""
    answer = (ANTHROPIC_MESSAGES if call.wire == ANTHROPIC_MESSAGES.name else OPENAI_CHAT).answer(call, call_id="c")
    for event in events[:-1]:
        answer.accept(event)
    try:
        answer.accept(events[-1])
    except Refusal as refusal:
        return refusal.code is Code.PROVIDER_ERROR
    return False


@pytest.mark.parametrize("kind", sorted((kinds(ContentBlock) | kinds(BetaContentBlock)) - BLOCKS))
def test_a_block_that_a_provider_s_own_tools_make_is_refused(kind: str) -> None:
    made: JsonObject = {"type": kind, "id": "srvtoolu_a", "name": "find", "input": {}, "content": []}

    assert refused(anthropic_call("find"), Event(None, message([made])))
    assert refused(anthropic_call("find", stream=True), EVERYTHING[0], block(0, made)[0])


@pytest.mark.parametrize("kind", sorted(kinds(BetaRawContentBlockDelta) - DELTAS - DROPPED_DELTAS))
@pytest.mark.parametrize("start", [TEXT, TOOL, THOUGHT], ids=lambda start: str(start["type"]))
def test_a_delta_that_only_the_beta_has_is_refused(kind: str, start: JsonObject) -> None:
    begun, made, _ = block(0, start, {"type": kind, "text": "x", "content": "x", "partial_json": "{}"})

    assert refused(anthropic_call("find", stream=True), EVERYTHING[0], begun, made)


def test_the_beta_has_no_event_of_its_own() -> None:
    assert kinds(BetaRawMessageStreamEvent) == EVENTS


BETA_REASONS = {*get_args(BetaStopReason)} - {*get_args(StopReason)}


@STREAMED
@pytest.mark.parametrize("reason", sorted(get_args(StopReason)))
def test_every_reason_to_stop_a_message_is_passed(reason: str, *, streamed: bool) -> None:
    events = stream(reason=reason) if streamed else [Event(None, message([], reason))]
    raw = through(ANTHROPIC_MESSAGES, anthropic_call(stream=streamed), events, ReplacingRestorers())

    assert f'"stop_reason":"{reason}"'.encode() in raw


@pytest.mark.parametrize("reason", sorted(BETA_REASONS))
def test_a_reason_that_only_the_beta_has_is_refused(reason: str) -> None:
    assert refused(anthropic_call(), Event(None, message([], reason)))
    assert refused(anthropic_call(stream=True), *stream(reason=reason)[:-1])


def test_every_field_of_a_message_is_decided() -> None:
    passed, dropped = {"stop_reason", "stop_sequence"}, {"container", "stop_details"}
    of_message = {"id", "type", "role", "model", "content", "usage"}
    sent: JsonObject = {**message([TEXT, TOOL]), **dict.fromkeys((*dropped, "diagnostics"), CANARY)}
    raw = through(ANTHROPIC_MESSAGES, anthropic_call("find"), [Event(None, sent)], ReplacingRestorers())

    assert names(Delta) == passed | dropped
    assert names(Message) == passed | dropped | of_message | {"diagnostics"}
    assert names(TextBlock) == {"type", "text", "citations"}
    assert names(ToolUseBlock) == {"type", "id", "name", "input", "caller", "toolset_name"}
    assert set(document(raw)) == passed | of_message
    assert CANARY.encode() not in raw


TEXTS = {"content", "refusal"}
PARTS = {"role", "tool_calls", *TEXTS}
DROPPED_PARTS: dict[str, JsonValue] = {
    "function_call": {"name": CANARY, "arguments": CANARY},
    "annotations": [{"type": "url_citation", "url_citation": {"url": CANARY}}],
    "audio": {"data": CANARY, "transcript": CANARY},
}
ENVELOPE = {"id", "object", "created", "model", "choices", "usage"}
DROPPED_BESIDE: dict[str, JsonValue] = dict.fromkeys(("moderation", "service_tier", "system_fingerprint"), CANARY)
USAGE: JsonObject = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
LOGPROBS: JsonObject = {"logprobs": {"content": [{"token": CANARY}]}}


def test_every_field_of_a_completion_s_chunk_is_decided() -> None:
    calls: list[JsonValue] = [tool_delta(0, "{}", name="find")]
    delta: JsonObject = {"role": "assistant", **dict.fromkeys(TEXTS, "Hi"), "tool_calls": calls, **DROPPED_PARTS}
    events = [
        chunk({**choice(), "delta": delta, **LOGPROBS}, **DROPPED_BESIDE),
        chunk(choice(finish="tool_calls")),
        chunk(usage=USAGE),
        DONE,
    ]
    raw = through(OPENAI_CHAT, openai_call("find", stream=True, usage=True), events, ReplacingRestorers())
    chunks = [event for event in events_of(raw) if event]
    choices = [each for event in chunks for each in cast("list[JsonObject]", event["choices"])]

    assert names(ChoiceDelta) == PARTS | {"function_call"}
    assert names(ChunkChoice) == {"index", "delta", "finish_reason", "logprobs"}
    assert names(ChatCompletionChunk) == ENVELOPE | set(DROPPED_BESIDE)
    assert {name for event in chunks for name in event} == ENVELOPE
    assert {name for each in choices for name in each} == {"index", "delta", "finish_reason"}
    assert {name for each in choices for name in cast("JsonObject", each["delta"])} == PARTS
    assert CANARY.encode() not in raw


def test_every_field_of_a_completion_is_decided() -> None:
    calls: list[JsonValue] = [{"id": "a", "type": "function", "function": {"name": "find", "arguments": "{}"}}]
    texts: dict[str, JsonValue] = dict.fromkeys(TEXTS, "Hi")
    event = whole({**texts, **DROPPED_PARTS, "tool_calls": calls}, "tool_calls", usage=USAGE, **DROPPED_BESIDE)
    raw = through(OPENAI_CHAT, openai_call("find"), [event], ReplacingRestorers())
    (made,) = cast("list[JsonObject]", document(raw)["choices"])

    assert names(ChatCompletionMessage) == PARTS | set(DROPPED_PARTS)
    assert names(Choice) == {"index", "message", "finish_reason", "logprobs"}
    assert names(ChatCompletion) == ENVELOPE | set(DROPPED_BESIDE)
    assert set(document(raw)) == ENVELOPE
    assert set(made) == {"index", "message", "finish_reason"}
    assert set(cast("JsonObject", made["message"])) == PARTS
    assert CANARY.encode() not in raw


FINISHES = {"stop", "length", "tool_calls", "content_filter"}
REFUSED_FINISHES = {"function_call"}


@STREAMED
@pytest.mark.parametrize("reason", sorted(FINISHES))
def test_a_reason_to_finish_a_completion_is_passed(reason: str, *, streamed: bool) -> None:
    events = [chunk(choice(finish=reason)), DONE] if streamed else [whole({"content": "Hi"}, reason)]
    raw = through(OPENAI_CHAT, openai_call(stream=streamed), events, ReplacingRestorers())

    assert f'"finish_reason":"{reason}"'.encode() in raw


@pytest.mark.parametrize("reason", sorted(REFUSED_FINISHES))
def test_a_reason_to_finish_that_nobody_can_ask_for_is_refused(reason: str) -> None:
    assert refused(openai_call(), whole({"content": "Hi"}, reason))
    assert refused(openai_call(stream=True), chunk(choice(finish=reason)))


def test_every_reason_to_finish_a_completion_is_decided() -> None:
    assert reasons(Choice) == reasons(ChunkChoice) == FINISHES | REFUSED_FINISHES


@pytest.mark.parametrize("kind", sorted(kinds(ChatCompletionMessageToolCallUnion) - {"function"}))
def test_a_call_of_another_kind_of_tool_is_refused(kind: str) -> None:
    made: JsonObject = {"id": "call_a", "type": kind, kind: {"name": "find", "input": "x"}}

    assert refused(openai_call("find"), whole({"content": None, "tool_calls": [made]}, "tool_calls"))
    assert refused(openai_call("find", stream=True), chunk(choice(tool_calls=[{"index": 0, **made}])))
