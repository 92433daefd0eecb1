"""Calls and answers of the Responses wire for tests: small bodies, items, and the events that say them."""

from collections.abc import Iterable

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event
from gateway.core.wires.openai_responses import OPENAI_RESPONSES

USAGE: JsonObject = {
    "input_tokens": 11,
    "input_tokens_details": {"cached_tokens": 3},
    "output_tokens": 5,
    "output_tokens_details": {"reasoning_tokens": 2},
    "total_tokens": 16,
}


def responses_body(**more: JsonValue) -> JsonObject:
    """A smallest call, with these fields besides."""
    return {"model": "fast", "input": "Hello", **more}


def responses_tool(name: str) -> JsonObject:
    """A declared function."""
    return {"type": "function", "name": name, "parameters": {"type": "object"}}


def responses_call(*tools: str, stream: bool = False) -> Call:
    """A call that declares these tools."""
    return OPENAI_RESPONSES.read(responses_body(stream=stream, tools=[responses_tool(name) for name in tools]))


def text_part(text: str) -> JsonObject:
    """A part of a message."""
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def said(*parts: JsonValue, **more: JsonValue) -> JsonObject:
    """A message item."""
    head: JsonObject = {"id": "msg_9", "type": "message", "role": "assistant", "status": "completed"}
    return {**head, "content": list(parts), **more}


def called(name: str, arguments: str, **more: JsonValue) -> JsonObject:
    """A tool call item."""
    head: JsonObject = {"id": "fc_9", "type": "function_call", "call_id": "call_9", "status": "completed"}
    return {**head, "name": name, "arguments": arguments, **more}


def thought(*summary: str, **more: JsonValue) -> JsonObject:
    """A reasoning item."""
    parts: list[JsonValue] = [{"type": "summary_text", "text": text} for text in summary]
    return {"id": "rs_9", "type": "reasoning", "summary": parts, **more}


def response(*items: JsonValue, status: str = "completed", **more: JsonValue) -> JsonObject:
    """A whole response, with echoes of the request as OpenAI sends them."""
    return {
        "id": "resp_9",
        "object": "response",
        "created_at": 1_760_000_000,
        "status": status,
        "model": "gpt-x-2026",
        "instructions": "canary",
        "metadata": {"k": "canary"},
        "error": None,
        "incomplete_details": None,
        "store": False,
        "output": list(items),
        "usage": USAGE if status != "in_progress" else None,
        **more,
    }


def typed(kind: str, **data: JsonValue) -> Event:
    """An event, named after its type."""
    return Event(kind, {"type": kind, "sequence_number": 0, **data})


def begun() -> list[Event]:
    """What comes before the first item."""
    return [
        typed("response.created", response=response(status="in_progress")),
        typed("response.in_progress", response=response(status="in_progress")),
    ]


def text_events(position: int, *deltas: str, index: int = 0) -> list[Event]:
    """A text part of the message at that position, from its beginning to its end."""
    where: JsonObject = {"item_id": "msg_9", "output_index": position, "content_index": index}
    whole = "".join(deltas)
    return [
        typed("response.content_part.added", **where, part=text_part("")),
        *(typed("response.output_text.delta", **where, delta=each, obfuscation="x") for each in deltas),
        typed("response.output_text.done", **where, text=whole),
        typed("response.content_part.done", **where, part=text_part(whole)),
    ]


def message_events(position: int, *deltas: str) -> list[Event]:
    """A message of one text."""
    return item_events(position, said(text_part("".join(deltas))), text_events(position, *deltas))


def call_events(position: int, name: str, *deltas: str) -> list[Event]:
    """A tool call."""
    kind = "response.function_call_arguments"
    where: JsonObject = {"item_id": "fc_9", "output_index": position}
    return item_events(
        position,
        called(name, "".join(deltas)),
        [
            *(typed(f"{kind}.delta", **where, delta=each) for each in deltas),
            typed(f"{kind}.done", **where, name=name, arguments="".join(deltas)),
        ],
    )


def summary_events(position: int, text: str) -> list[Event]:
    """The summary of the reasoning item at that position, in one delta."""
    where: JsonObject = {"item_id": "rs_9", "output_index": position, "summary_index": 0}
    return [
        typed("response.reasoning_summary_part.added", **where, part={"type": "summary_text", "text": ""}),
        typed("response.reasoning_summary_text.delta", **where, delta=text),
        typed("response.reasoning_summary_text.done", **where, text=text),
        typed("response.reasoning_summary_part.done", **where, part={"type": "summary_text", "text": text}),
    ]


def item_events(position: int, item: JsonObject, inside: Iterable[Event]) -> list[Event]:
    """An item around the events of its texts."""
    empty: JsonObject = {name: [] for name in ("content", "summary") if name in item}
    if "arguments" in item:
        empty["arguments"] = ""
    return [
        typed("response.output_item.added", output_index=position, item={**item, **empty, "status": "in_progress"}),
        *inside,
        typed("response.output_item.done", output_index=position, item=item),
    ]


def streamed(*items: list[Event], status: str = "completed", **more: JsonValue) -> list[Event]:
    """A whole stream around the events of these items."""
    events = [event for each in items for event in each]
    output = [event.data["item"] for event in events if event.name == "response.output_item.done"]
    ended = response(*output, status=status, **more)
    return [*begun(), *events, typed(f"response.{status}", response=ended)]
