"""What a well-behaved provider says, in the wire that was called: text and tool calls, whole or streamed.

The wire is told from the path (`…/messages` is Anthropic's, `…/responses` OpenAI's newer one), streaming from the body.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.support.upstream import End, Received, Reply

USAGE = (30, 12)
"""Input and output tokens that every answer reports."""
VERSION = "-20261123"
"""Behind the model's name: providers answer with the version that a name means today."""


@dataclass(frozen=True, slots=True)
class Says:
    """An answer of text; streamed, about a word a piece, or in `deltas`, which then are the text."""

    text: str = ""
    deltas: Sequence[str] | None = None
    finish: str = "stop"

    def reply(self, received: Received) -> Reply:
        """The answer in the wire and manner that `received` asks for."""
        deltas = list(self.deltas) if self.deltas is not None else _words(self.text)
        return _reply(received, Turn(text="".join(deltas), deltas=tuple(deltas), finish=self.finish))


@dataclass(frozen=True, slots=True)
class Calls:
    """An answer that calls tools: `(name, arguments)` each, an object or JSON text cut into parts."""

    tools: Sequence[tuple[str, dict[str, Any] | Sequence[str]]]
    text: str = ""
    finish: str = "tool_calls"

    def reply(self, received: Received) -> Reply:
        """The answer in the wire and manner that `received` asks for."""
        calls = tuple(
            (name, (json.dumps(given, ensure_ascii=False),) if isinstance(given, dict) else tuple(given))
            for name, given in self.tools
        )
        return _reply(received, Turn(text=self.text, deltas=tuple(_words(self.text)), calls=calls, finish=self.finish))


@dataclass(frozen=True, slots=True)
class Thinks:
    """An answer of text after reasoning, which comes with its signature or in encrypted form, too."""

    thought: str
    signature: str
    text: str = ""

    def reply(self, received: Received) -> Reply:
        """The answer in the wire and manner that `received` asks for."""
        deltas = tuple(_words(self.text))
        return _reply(received, Turn(text=self.text, deltas=deltas, thought=(self.thought, self.signature)))


@dataclass(frozen=True, slots=True)
class Turn:
    """An assistant's turn, before it takes a wire's form."""

    text: str = ""
    deltas: tuple[str, ...] = ()
    calls: tuple[tuple[str, tuple[str, ...]], ...] = ()
    finish: str = "stop"
    thought: tuple[str, str] | None = None
    """What was thought, and its signature."""
    model: str = ""
    """The model that answers."""


def fails(status: int, text: str = "", **headers: str) -> Reply:
    """An error of the provider, its text in a JSON body; `retry_after="7"` becomes that header."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply((json.dumps({"error": {"message": text}}).encode(),), status=status, headers=named)


def hangs() -> Reply:
    """Silence before the status line."""
    return Reply(wait_seconds=3600)


def cut(reply: Reply, pieces: int, end: End = End.CLOSE) -> Reply:
    """`reply` broken off after so many pieces."""
    length = ("content-length", str(sum(map(len, reply.pieces))))
    headers = reply.headers if reply.chunked else (*reply.headers, length)
    return replace(reply, pieces=reply.pieces[:pieces], headers=headers, end=end)


def slow(reply: Reply, seconds: float) -> Reply:
    """`reply` with a pause before each piece."""
    return replace(reply, pause_seconds=seconds)


def resplit(reply: Reply, sizes: Iterable[int]) -> Reply:
    """`reply`'s body in pieces of these sizes, the rest in one: splits inside events and characters too."""
    body = b"".join(reply.pieces)
    pieces = []
    for size in sizes:
        pieces.append(body[:size])
        body = body[size:]
    return replace(reply, pieces=tuple(piece for piece in (*pieces, body) if piece))


def _reply(received: Received, turn: Turn) -> Reply:
    asked = received.json
    turn = replace(turn, model=f"{asked.get('model')}{VERSION}")
    path = received.path.split("?")[0]
    anthropic = path.endswith("/messages")
    if path.endswith("/responses"):
        return _responses_reply(turn, streamed=bool(asked.get("stream")))
    if not asked.get("stream"):
        whole = _anthropic_whole(turn) if anthropic else _openai_whole(turn)
        return Reply((_dump(whole),))
    usage = (asked.get("stream_options") or {}).get("include_usage", False)
    events = _anthropic_events(turn) if anthropic else _openai_events(turn, usage=usage)
    return Reply(tuple(events), content_type="text/event-stream; charset=utf-8", chunked=True)


def _responses_reply(turn: Turn, *, streamed: bool) -> Reply:
    if not streamed:
        return Reply((_dump(_response(turn)),))
    events = [_dump({**data, "sequence_number": number}) for number, data in enumerate(_responses_events(turn))]
    lines = [b"event: " + json.loads(data)["type"].encode() + b"\ndata: " + data + b"\n\n" for data in events]
    return Reply(tuple(lines), content_type="text/event-stream; charset=utf-8", chunked=True)


def _response(turn: Turn) -> dict[str, Any]:
    is_cut = turn.finish == "length"
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_760_000_000,
        "model": turn.model,
        "status": "incomplete" if is_cut else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if is_cut else None,
        "instructions": None,
        "metadata": {},
        "store": False,
        "output": _responses_items(turn),
        "usage": {
            "input_tokens": USAGE[0],
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": USAGE[1],
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": sum(USAGE),
        },
    }


def _responses_items(turn: Turn) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    if turn.thought:
        summary = [{"type": "summary_text", "text": turn.thought[0]}]
        items.append({"id": "rs_1", "type": "reasoning", "summary": summary, "encrypted_content": turn.thought[1]})
    if turn.text:
        part = {"type": "output_text", "text": turn.text, "annotations": [], "logprobs": []}
        items.append({"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [part]})
    for i, (name, parts) in enumerate(turn.calls):
        call = {"id": f"fc_{i}", "type": "function_call", "call_id": f"call_{i}", "name": name, "status": "completed"}
        items.append({**call, "arguments": "".join(parts)})
    return items


def _responses_events(turn: Turn) -> list[dict[str, Any]]:
    begun = {**_response(turn), "status": "in_progress", "output": [], "usage": None, "incomplete_details": None}
    events: list[dict[str, Any]] = [{"type": f"response.{name}", "response": begun} for name in _BEGINNINGS]
    calls = list(turn.calls)
    for i, item in enumerate(_responses_items(turn)):
        empty: dict[str, Any] = {
            name: type(item[name])() for name in ("content", "arguments", "summary") if name in item
        }
        events.append({"type": "response.output_item.added", "output_index": i, "item": {**item, **empty}})
        if "summary" in item:
            inside = _responses_summary(item["summary"][0])
        else:
            inside = _responses_text(turn) if "content" in item else _responses_call(*calls.pop(0))
        events += [{**event, "item_id": item["id"], "output_index": i} for event in inside]
        events.append({"type": "response.output_item.done", "output_index": i, "item": item})
    ended = _response(turn)
    return [*events, {"type": f"response.{ended['status']}", "response": ended}]


_BEGINNINGS = ("created", "in_progress")


def _responses_text(turn: Turn) -> list[dict[str, Any]]:
    part = {"type": "output_text", "annotations": [], "logprobs": []}
    deltas = [{"type": "response.output_text.delta", "delta": each, "obfuscation": "xx"} for each in turn.deltas]
    events: list[dict[str, Any]] = [
        {"type": "response.content_part.added", "part": {**part, "text": ""}},
        *deltas,
        {"type": "response.output_text.done", "text": turn.text},
        {"type": "response.content_part.done", "part": {**part, "text": turn.text}},
    ]
    return [{**event, "content_index": 0} for event in events]


def _responses_summary(part: dict[str, str]) -> list[dict[str, Any]]:
    kind = "response.reasoning_summary"
    events: list[dict[str, Any]] = [
        {"type": f"{kind}_part.added", "part": {**part, "text": ""}},
        *({"type": f"{kind}_text.delta", "delta": word} for word in _words(part["text"])),
        {"type": f"{kind}_text.done", "text": part["text"]},
        {"type": f"{kind}_part.done", "part": part},
    ]
    return [{**event, "summary_index": 0} for event in events]


def _responses_call(name: str, parts: Sequence[str]) -> list[dict[str, Any]]:
    kind = "response.function_call_arguments"
    deltas: list[dict[str, Any]] = [{"type": f"{kind}.delta", "delta": part} for part in parts]
    return [*deltas, {"type": f"{kind}.done", "name": name, "arguments": "".join(parts)}]


def _openai_whole(turn: Turn) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": turn.text or None}
    if turn.calls:
        message["tool_calls"] = [
            {"id": f"call_{i}", "type": "function", "function": {"name": name, "arguments": "".join(parts)}}
            for i, (name, parts) in enumerate(turn.calls)
        ]
    choice = {"index": 0, "message": message, "finish_reason": turn.finish, "logprobs": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": turn.model,
        "choices": [choice],
        "usage": _openai_usage(),
    }


def _openai_usage() -> dict[str, int]:
    return {"prompt_tokens": USAGE[0], "completion_tokens": USAGE[1], "total_tokens": sum(USAGE)}


def _openai_events(turn: Turn, *, usage: bool) -> list[bytes]:
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": delta} for delta in turn.deltas]
    for i, (name, parts) in enumerate(turn.calls):
        function = {"name": name, "arguments": ""}
        deltas.append({"tool_calls": [{"index": i, "id": f"call_{i}", "type": "function", "function": function}]})
        deltas += [{"tool_calls": [{"index": i, "function": {"arguments": part}}]} for part in parts]
    events = [_openai_chunk(turn, [{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    events.append(_openai_chunk(turn, [{"index": 0, "delta": {}, "finish_reason": turn.finish}]))
    if usage:
        events.append(_openai_chunk(turn, [], usage=_openai_usage()))
    return [*events, b"data: [DONE]\n\n"]


def _openai_chunk(turn: Turn, choices: list[dict[str, Any]], **more: object) -> bytes:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_760_000_000, "model": turn.model}
    return b"data: " + _dump({**head, "choices": choices, **more}) + b"\n\n"


def _anthropic_whole(turn: Turn) -> dict[str, Any]:
    content: list[dict[str, Any]] = [{"type": "text", "text": turn.text}] if turn.text else []
    if turn.thought:
        content.insert(0, {"type": "thinking", "thinking": turn.thought[0], "signature": turn.thought[1]})
    for i, (name, parts) in enumerate(turn.calls):
        content.append({"type": "tool_use", "id": f"toolu_{i}", "name": name, "input": json.loads("".join(parts))})
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": turn.model,
        "content": content,
        "stop_reason": _stop_reason(turn.finish),
        "stop_sequence": None,
        "usage": {"input_tokens": USAGE[0], "output_tokens": USAGE[1]},
    }


def _stop_reason(finish: str) -> str:
    return {"stop": "end_turn", "tool_calls": "tool_use", "length": "max_tokens"}.get(finish, finish)


def _anthropic_events(turn: Turn) -> list[bytes]:
    start = {**_anthropic_whole(Turn(model=turn.model)), "content": [], "stop_reason": None}
    events = [_named("message_start", message=start), _named("ping")]
    index = 0
    if turn.thought:
        thinks = [{"type": "thinking_delta", "thinking": each} for each in _words(turn.thought[0])]
        signs = [{"type": "signature_delta", "signature": turn.thought[1]}]
        events += _anthropic_block(index, {"type": "thinking", "thinking": "", "signature": ""}, [*thinks, *signs])
        index += 1
    if turn.deltas:
        block: dict[str, Any] = {"type": "text", "text": ""}
        deltas = [{"type": "text_delta", "text": delta} for delta in turn.deltas]
        events += _anthropic_block(index, block, deltas)
        index += 1
    for i, (name, parts) in enumerate(turn.calls):
        block = {"type": "tool_use", "id": f"toolu_{i}", "name": name, "input": {}}
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in parts]
        events += _anthropic_block(index, block, deltas)
        index += 1
    stop = {"stop_reason": _stop_reason(turn.finish), "stop_sequence": None}
    events.append(_named("message_delta", delta=stop, usage={"output_tokens": USAGE[1]}))
    return [*events, _named("message_stop")]


def _anthropic_block(index: int, block: dict[str, Any], deltas: list[dict[str, str]]) -> list[bytes]:
    return [
        _named("content_block_start", index=index, content_block=block),
        *(_named("content_block_delta", index=index, delta=delta) for delta in deltas),
        _named("content_block_stop", index=index),
    ]


def _named(name: str, **data: object) -> bytes:
    return f"event: {name}\ndata: ".encode() + _dump({"type": name, **data}) + b"\n\n"


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _words(text: str) -> list[str]:
    """`text` in pieces that end behind each space."""
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + [words[-1]] if text else []
