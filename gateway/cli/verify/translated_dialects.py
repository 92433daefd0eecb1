"""How the recording upstream speaks where litellm translates: Gemini's interface, Bedrock's converse and Ollama's own."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gateway.adapters.sandbox_provider.request import Read, mapping, objects
from gateway.adapters.sandbox_provider.script import Turn
from gateway.adapters.sandbox_provider.shapes import pieces
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, dump_text

SSE = "text/event-stream"
_STRING = 7
"""A header's kind, by AWS's "Event stream encoding"."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One interface. `asked` leaves the model open, and takes no tool for answered."""

    asked: Callable[[JsonObject], Read]
    whole: Callable[[Turn], JsonObject]
    streamed: Callable[[Turn], list[bytes]]
    content_type: str
    """Of a stream."""


def gemini_asked(body: JsonObject) -> Read:
    """`contents` and `functionDeclarations`."""
    contents = [content for content in objects(body.get("contents")) if content.get("role") == "user"]
    declared = [
        each
        for tool in objects(body.get("tools"))
        for each in objects(tool.get("functionDeclarations", tool.get("function_declarations")))
    ]
    return _read(
        [part for content in contents for part in objects(content.get("parts"))],
        {str(each.get("name")): mapping(each.get("parameters")) for each in declared},
    )


def gemini_whole(turn: Turn) -> JsonObject:
    """A `GenerateContentResponse`."""
    call: JsonObject = {"functionCall": {"name": turn.tool, "args": turn.arguments}}
    return _candidate(call if turn.tool else {"text": turn.text}, is_last=True)


def gemini_streamed(turn: Turn) -> list[bytes]:
    """Its events; a call of a tool comes in one."""
    if turn.tool:
        return [_gemini_event(gemini_whole(turn))]
    parts = pieces(turn.text)
    return [_gemini_event(_candidate({"text": part}, is_last=at == len(parts))) for at, part in enumerate(parts, 1)]


def converse_asked(body: JsonObject) -> Read:
    """`messages` and `toolConfig`."""
    messages = [message for message in objects(body.get("messages")) if message.get("role") == "user"]
    tools = [mapping(each.get("toolSpec")) for each in objects(mapping(body.get("toolConfig")).get("tools"))]
    return _read(
        [part for message in messages for part in objects(message.get("content"))],
        {str(each.get("name")): mapping(mapping(each.get("inputSchema")).get("json")) for each in tools},
    )


def converse_whole(turn: Turn) -> JsonObject:
    """A `ConverseResponse`."""
    call: JsonObject = {"toolUse": {**_tool_use(turn), "input": turn.arguments}}
    message: JsonObject = {"role": "assistant", "content": [call if turn.tool else {"text": turn.text}]}
    return {"output": {"message": message}, "stopReason": _stop_reason(turn), **_FIGURES}


def converse_streamed(turn: Turn) -> list[bytes]:
    """Its events, each in a frame of AWS's event stream."""
    begun: list[bytes] = []
    if turn.tool:
        start: JsonObject = {"start": {"toolUse": _tool_use(turn)}, "contentBlockIndex": 0}
        begun = [framed("contentBlockStart", start)]
        deltas: list[JsonObject] = [{"toolUse": {"input": part}} for part in pieces(dump_text(turn.arguments))]
    else:
        deltas = [{"text": part} for part in pieces(turn.text)]
    return [
        framed("messageStart", {"role": "assistant"}),
        *begun,
        *(framed("contentBlockDelta", {"delta": delta, "contentBlockIndex": 0}) for delta in deltas),
        framed("contentBlockStop", {"contentBlockIndex": 0}),
        framed("messageStop", {"stopReason": _stop_reason(turn)}),
        framed("metadata", _FIGURES),
    ]


def ollama_asked(body: JsonObject) -> Read:
    """`messages` and `tools` in Ollama's `/api/chat`."""
    messages = [message for message in objects(body.get("messages")) if message.get("role") == "user"]
    functions = [mapping(each.get("function")) for each in objects(body.get("tools"))]
    return _read(
        ({"text": message.get("content")} for message in messages),
        {str(each.get("name")): mapping(each.get("parameters")) for each in functions},
    )


def ollama_whole(turn: Turn) -> JsonObject:
    """Its one object."""
    return _ollama(turn.text, turn, is_last=True)


def ollama_streamed(turn: Turn) -> list[bytes]:
    """An object a line; a call of a tool comes in one."""
    parts = [""] if turn.tool else pieces(turn.text)
    return [dump(_ollama(part, turn, is_last=at == len(parts))) + b"\n" for at, part in enumerate(parts, 1)]


def framed(name: str, data: JsonObject, kind: str = "event") -> bytes:
    """One event in a frame of AWS's event stream, with its two checksums; another `kind` is `exception`."""
    headers = (
        _header(":event-type", name) + _header(":content-type", "application/json") + _header(":message-type", kind)
    )
    payload = dump(data)
    prelude = (16 + len(headers) + len(payload)).to_bytes(4, "big") + len(headers).to_bytes(4, "big")
    message = prelude + crc32(prelude).to_bytes(4, "big") + headers + payload
    return message + crc32(message).to_bytes(4, "big")


def _header(name: str, value: str) -> bytes:
    encoded = value.encode()
    return bytes([len(name)]) + name.encode() + bytes([_STRING]) + len(encoded).to_bytes(2, "big") + encoded


def _read(parts: Iterable[JsonObject], tools: Mapping[str, JsonObject]) -> Read:
    texts = tuple(str(part["text"]) for part in parts if part.get("text"))
    return Read("", texts, "", tools, tool_answered=False)


def _candidate(part: JsonObject, *, is_last: bool) -> JsonObject:
    candidate: JsonObject = {"content": {"role": "model", "parts": [part]}, "index": 0}
    usage: JsonObject = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    return {"candidates": [candidate | ({"finishReason": "STOP"} if is_last else {})], "usageMetadata": usage}


def _gemini_event(data: JsonObject) -> bytes:
    return b"data: " + dump(data) + b"\r\n\r\n"


_FIGURES: JsonObject = {"usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}, "metrics": {"latencyMs": 1}}


def _tool_use(turn: Turn) -> JsonObject:
    return {"toolUseId": "tooluse_sandbox", "name": turn.tool}


def _stop_reason(turn: Turn) -> str:
    return "tool_use" if turn.tool else "end_turn"


def _ollama(text: str, turn: Turn, *, is_last: bool) -> JsonObject:
    message: JsonObject = {"role": "assistant", "content": text}
    if turn.tool:
        calls: list[JsonValue] = [{"function": {"name": turn.tool, "arguments": turn.arguments}}]
        message["tool_calls"] = calls
    end: JsonObject = {"done_reason": "stop", "prompt_eval_count": 1, "eval_count": 1} if is_last else {}
    return {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": is_last, **end}


_GEMINI = Dialect(gemini_asked, gemini_whole, gemini_streamed, SSE)
_CONVERSE = Dialect(converse_asked, converse_whole, converse_streamed, "application/vnd.amazon.eventstream")
_OLLAMA = Dialect(ollama_asked, ollama_whole, ollama_streamed, "application/x-ndjson")
TRANSLATED: Mapping[str, tuple[Dialect, bool | None]] = MappingProxyType(
    {
        ":generateContent": (_GEMINI, False),
        ":streamGenerateContent?alt=sse": (_GEMINI, True),
        "/converse": (_CONVERSE, False),
        "/converse-stream": (_CONVERSE, True),
        "/api/chat": (_OLLAMA, None),
    }
)
"""An address's end → what is spoken there, and whether it streams; None where the body says so."""
