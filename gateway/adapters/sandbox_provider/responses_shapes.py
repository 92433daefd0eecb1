"""A turn in the Responses form, whole or as its events. Ids and times are fixed, counts follow from the texts."""

from __future__ import annotations

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import Turn
from gateway.adapters.sandbox_provider.shapes import CREATED, pieces, token_counts
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump_text
from gateway.core.wire import Event

_ITEM = "item_sandbox"


def responses_whole(read: Read, turn: Turn) -> Event:
    """A response."""
    return Event(None, _response(read, turn, "completed"))


def responses_streamed(read: Read, turn: Turn) -> list[Event]:
    """Its events."""
    middle = _call_events(turn) if turn.tool else _text_events(turn)
    data: list[JsonObject] = [
        {"type": "response.created", "response": _response(read, turn, "in_progress")},
        {"type": "response.in_progress", "response": _response(read, turn, "in_progress")},
        {"type": "response.output_item.added", "output_index": 0, "item": _item(turn, "in_progress")},
        *({"item_id": _ITEM, "output_index": 0, **each} for each in middle),
        {"type": "response.output_item.done", "output_index": 0, "item": _item(turn, "completed")},
        {"type": "response.completed", "response": _response(read, turn, "completed")},
    ]
    numbered = ({**each, "sequence_number": number} for number, each in enumerate(data))
    return [Event(str(each["type"]), each) for each in numbered]


def _text_events(turn: Turn) -> list[JsonObject]:
    place: JsonObject = {"content_index": 0}
    deltas: list[JsonObject] = [
        {"type": "response.output_text.delta", **place, "delta": piece, "logprobs": []} for piece in pieces(turn.text)
    ]
    return [
        {"type": "response.content_part.added", **place, "part": _part("")},
        *deltas,
        {"type": "response.output_text.done", **place, "text": turn.text, "logprobs": []},
        {"type": "response.content_part.done", **place, "part": _part(turn.text)},
    ]


def _call_events(turn: Turn) -> list[JsonObject]:
    written = dump_text(turn.arguments)
    kind = "response.function_call_arguments"
    deltas: list[JsonObject] = [{"type": f"{kind}.delta", "delta": piece} for piece in pieces(written)]
    return [*deltas, {"type": f"{kind}.done", "name": turn.tool, "arguments": written}]


def _response(read: Read, turn: Turn, status: str) -> JsonObject:
    given, made = token_counts(read, turn)
    usage: JsonObject = {"input_tokens": given, "output_tokens": made, "total_tokens": given + made}
    has_ended = status == "completed"
    return {
        "id": "resp_sandbox",
        "object": "response",
        "created_at": CREATED,
        "model": read.model,
        "status": status,
        "output": [_item(turn, status)] if has_ended else [],
        "usage": usage if has_ended else None,
    }


def _item(turn: Turn, status: str) -> JsonObject:
    """The answer's one item: without content while it is in progress."""
    has_ended = status == "completed"
    head: JsonObject = {"id": _ITEM, "status": status}
    if turn.tool:
        written = dump_text(turn.arguments) if has_ended else ""
        return {**head, "type": "function_call", "call_id": "call_sandbox", "name": turn.tool, "arguments": written}
    return {**head, "type": "message", "role": "assistant", "content": [_part(turn.text)] if has_ended else []}


def _part(text: str) -> JsonObject:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
