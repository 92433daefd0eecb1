"""A turn as events of a wire, whole or in pieces. Ids and times are fixed, counts follow from the texts."""

from __future__ import annotations

from itertools import pairwise

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import Turn
from gateway.core.jsontypes import JsonObject
from gateway.core.strict_json import dump_text
from gateway.core.tokens import spellings
from gateway.core.wire import END, Event

PIECES = 12
"""A streamed text comes in about so many pieces, and one more for each token."""
CREATED = 1_767_225_600
"""2026-01-01T00:00Z."""


def pieces(text: str) -> list[str]:
    """`text` in about `PIECES` parts, each token cut in its middle, which restoring has to stand."""
    cuts = {len(text) * position // PIECES for position in range(1, PIECES)}
    cuts |= {(spelling.start + spelling.end) // 2 for spelling in spellings(text)}
    edges = sorted({0, *cuts, len(text)})
    return [text[start:end] for start, end in pairwise(edges)]


def openai_whole(read: Read, turn: Turn) -> Event:
    """A chat completion."""
    message: JsonObject = {"role": "assistant", "content": None if turn.tool else turn.text}
    if turn.tool:
        message["tool_calls"] = [_openai_call(turn.tool, dump_text(turn.arguments))]
    given, made = token_counts(read, turn)
    usage: JsonObject = {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made}
    choice: JsonObject = {
        "index": 0,
        "message": message,
        "finish_reason": "tool_calls" if turn.tool else "stop",
    }
    return Event(None, {**_openai_head(read, "chat.completion"), "choices": [choice], "usage": usage})


def openai_streamed(read: Read, turn: Turn) -> list[Event]:
    """Its chunks, and the end mark."""
    deltas: list[JsonObject] = [{"role": "assistant", "content": None if turn.tool else ""}]
    if turn.tool:
        deltas.append({"tool_calls": [{"index": 0, **_openai_call(turn.tool, "")}]})
        parts = pieces(dump_text(turn.arguments))
        deltas += [{"tool_calls": [{"index": 0, "function": {"arguments": part}}]} for part in parts]
    else:
        deltas += [{"content": part} for part in pieces(turn.text)]
    choices: list[JsonObject] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": "tool_calls" if turn.tool else "stop"})
    head = _openai_head(read, "chat.completion.chunk")
    return [*(Event(None, {**head, "choices": [choice]}) for choice in choices), Event(END, {})]


def anthropic_whole(read: Read, turn: Turn) -> Event:
    """A message."""
    given, made = token_counts(read, turn)
    message = _anthropic_head(read)
    message["content"] = [{**_anthropic_block(turn), **_anthropic_content(turn)}]
    message["stop_reason"] = _stop_reason(turn)
    message["usage"] = {"input_tokens": given, "output_tokens": made}
    return Event(None, message)


def anthropic_streamed(read: Read, turn: Turn) -> list[Event]:
    """Its events."""
    given, made = token_counts(read, turn)
    start: JsonObject = {**_anthropic_head(read), "usage": {"input_tokens": given, "output_tokens": 0}}
    if turn.tool:
        deltas: list[JsonObject] = [
            {"type": "input_json_delta", "partial_json": part} for part in pieces(dump_text(turn.arguments))
        ]
    else:
        deltas = [{"type": "text_delta", "text": part} for part in pieces(turn.text)]
    stop: JsonObject = {"stop_reason": _stop_reason(turn), "stop_sequence": None}
    return [
        _named("message_start", {"message": start}),
        _named("content_block_start", {"index": 0, "content_block": _anthropic_block(turn)}),
        *(_named("content_block_delta", {"index": 0, "delta": delta}) for delta in deltas),
        _named("content_block_stop", {"index": 0}),
        _named("message_delta", {"delta": stop, "usage": {"output_tokens": made}}),
        _named("message_stop", {}),
    ]


def given_tokens(read: Read) -> int:
    """Tokens of the request, as a rough count of four characters each."""
    return sum(map(len, (read.instructions, *read.texts))) // 4 + 1


def _openai_head(read: Read, kind: str) -> JsonObject:
    return {"id": "chatcmpl-sandbox", "object": kind, "created": CREATED, "model": read.model}


def _openai_call(tool: str, arguments: str) -> JsonObject:
    return {"id": "call_sandbox", "type": "function", "function": {"name": tool, "arguments": arguments}}


def _anthropic_head(read: Read) -> JsonObject:
    head: JsonObject = {"id": "msg_sandbox", "type": "message", "role": "assistant", "model": read.model}
    return {**head, "content": [], "stop_reason": None, "stop_sequence": None}


def _anthropic_block(turn: Turn) -> JsonObject:
    """The answer's one block as it begins: without content."""
    if turn.tool:
        return {"type": "tool_use", "id": "toolu_sandbox", "name": turn.tool, "input": {}}
    return {"type": "text", "text": ""}


def _anthropic_content(turn: Turn) -> JsonObject:
    return {"input": turn.arguments} if turn.tool else {"text": turn.text}


def _stop_reason(turn: Turn) -> str:
    return "tool_use" if turn.tool else "end_turn"


def _named(name: str, data: JsonObject) -> Event:
    return Event(name, {"type": name, **data})


def token_counts(read: Read, turn: Turn) -> tuple[int, int]:
    """Tokens in and out."""
    said = turn.text or dump_text(turn.arguments)
    return given_tokens(read), len(said) // 4 + 1
