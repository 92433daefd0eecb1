"""Calls and answers for tests of the wires: small bodies, a provider's answer passed through its reading."""

from collections.abc import Iterable, Sequence
from typing import cast

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import ANSWER, dump, parse
from gateway.core.wire import END, Event, Restorers, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.sse import SseParser, read

CALL_ID = "5f" * 16
VALUES = {"[PERSON_1]": 'Ana "Ani" Ruiz\n', "[EMAIL_ADDRESS_1]": "ana@example.org"}
"""What the tokens in the answers of these tests stand for."""


def openai_body(**more: JsonValue) -> JsonObject:
    """A smallest chat completion, with these fields besides."""
    return {"model": "fast", "messages": [{"role": "user", "content": "Hello"}], **more}


def anthropic_body(**more: JsonValue) -> JsonObject:
    """A smallest message, with these fields besides."""
    return {"model": "fast", "max_tokens": 64, "messages": [{"role": "user", "content": "Hello"}], **more}


def openai_tool(name: str) -> JsonObject:
    """A declared function."""
    return {"type": "function", "function": {"name": name, "parameters": {"type": "object"}}}


def anthropic_tool(name: str) -> JsonObject:
    """A declared tool."""
    return {"name": name, "input_schema": {"type": "object"}}


def openai_call(*tools: str, stream: bool = False, usage: bool = False) -> Call:
    """A call that declares these tools."""
    body = openai_body(stream=stream)
    if tools:
        body["tools"] = [openai_tool(name) for name in tools]
    if usage:
        body["stream_options"] = {"include_usage": True}
    return OPENAI_CHAT.read(body)


def anthropic_call(*tools: str, stream: bool = False) -> Call:
    """A call that declares these tools."""
    return ANTHROPIC_MESSAGES.read(anthropic_body(stream=stream, tools=[anthropic_tool(name) for name in tools]))


def choice(index: int = 0, finish: str | None = None, **delta: JsonValue) -> JsonObject:
    """One choice of a chunk."""
    return {"index": index, "delta": delta, "finish_reason": finish, "logprobs": None}


def chunk(*choices: JsonObject, **more: JsonValue) -> Event:
    """A chunk as OpenAI sends it."""
    head: JsonObject = {
        "id": "chatcmpl-9",
        "object": "chat.completion.chunk",
        "created": 1_760_000_000,
        "model": "gpt-x-2026",
        "system_fingerprint": "fp_1",
        "service_tier": "default",
    }
    return Event(None, {**head, "choices": cast("list[JsonValue]", list(choices)), **more})


def tool_delta(index: int, arguments: str, **begin: str) -> JsonObject:
    """A part of a tool call; `id` and `name` at its beginning."""
    function: JsonObject = {"arguments": arguments}
    part: JsonObject = {"index": index, "function": function}
    if "name" in begin:
        function["name"] = begin["name"]
        part |= {"id": begin.get("id", f"call_{index}"), "type": "function"}
    return part


DONE = Event(END, {})


def whole(message: JsonObject, finish: str = "stop", **more: JsonValue) -> Event:
    """A chat completion of one choice."""
    one: JsonObject = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return Event(None, {"id": "chatcmpl-9", "created": 7, "model": "gpt-x", "choices": [one], **more})


def message(content: Sequence[JsonValue], reason: str | None = "end_turn", **more: JsonValue) -> JsonObject:
    """An Anthropic message."""
    return {
        "id": "msg_9",
        "type": "message",
        "role": "assistant",
        "model": "claude-x-2026",
        "content": list(content),
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 5, "service_tier": "standard"},
        **more,
    }


def named(kind: str, **data: JsonValue) -> Event:
    """An Anthropic event."""
    return Event(kind, {"type": kind, **data})


def block(index: int, start: JsonObject, *deltas: JsonObject) -> list[Event]:
    """A content block from its start to its stop."""
    return [
        named("content_block_start", index=index, content_block=start),
        *(named("content_block_delta", index=index, delta=delta) for delta in deltas),
        named("content_block_stop", index=index),
    ]


def text_block(index: int, *texts: str) -> list[Event]:
    """A text block in these deltas."""
    deltas: list[JsonObject] = [{"type": "text_delta", "text": text} for text in texts]
    return block(index, {"type": "text", "text": ""}, *deltas)


def stream(*blocks: Event, reason: str = "end_turn", word: str | None = None) -> list[Event]:
    """A whole Anthropic stream around these block events."""
    delta: JsonObject = {"stop_reason": reason, "stop_sequence": word}
    return [
        named("message_start", message=message([], None)),
        named("ping"),
        *blocks,
        named("message_delta", delta=delta, usage={"output_tokens": 5}),
        named("message_stop"),
    ]


def through(wire: Wire, call: Call, events: Iterable[Event], restorers: Restorers) -> bytes:
    """The bytes that the caller gets for the provider's events: accepted, restored, encoded."""
    answer = wire.answer(call, call_id=CALL_ID)
    accepted = [each for event in events for each in answer.accept(event)]
    answer.finish()
    restored = [each for event in accepted for each in answer.restore(event, restorers)]
    return b"".join(wire.encode(each, streamed=call.stream) for each in restored)


def events_of(raw: bytes) -> list[JsonObject]:
    """The data of the events of a stream."""
    parser = SseParser()
    events = [read(each).data for each in parser.feed(raw)]
    parser.close()
    return events


def document(raw: bytes) -> JsonObject:
    """A whole answer."""
    return parse(raw, ANSWER)


def as_sent(event: Event, *, name: bool = False) -> bytes:
    """An event as a provider writes it."""
    head = f"event: {event.name}\n".encode() if name else b""
    return head + b"data: " + (b"[DONE]" if event.name == END else dump(event.data)) + b"\n\n"
