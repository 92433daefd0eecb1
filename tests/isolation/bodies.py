"""A prompt's parts as the body of any of the five wires, as a CRM would write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.support.wires import anthropic_tool, openai_tool

TOOL = "create_draft"
PATHS: Mapping[Wire, str] = MappingProxyType(
    {
        OPENAI_CHAT: "/v1/chat/completions",
        ANTHROPIC_MESSAGES: "/v1/messages",
        OPENAI_RESPONSES: "/v1/responses",
        OPENAI_EMBEDDINGS: "/v1/embeddings",
        ANTHROPIC_COUNT_TOKENS: "/v1/messages/count_tokens",
    }
)
ANTHROPIC = (ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS)
STREAMING = (OPENAI_CHAT, ANTHROPIC_MESSAGES, OPENAI_RESPONSES)
REASONING = (ANTHROPIC_MESSAGES, OPENAI_RESPONSES)
_MOST_TOKENS = 2000
_CALL = "call_1"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a prompt. `role`: user, system, assistant, tool, arguments, or reasoning, whose text is a block of JSON."""

    role: str
    text: str
    block: JsonObject | None = None


def body(wire: Wire, model: str, parts: Sequence[Part], *, streamed: bool) -> JsonObject:
    """The request as the CRM would write it."""
    if wire is OPENAI_EMBEDDINGS:
        return {"model": model, "input": [part.text for part in parts]}
    write = _WRITERS[wire]
    turns: list[JsonValue] = []
    more: JsonObject = {}
    for part in parts:
        if part.role == "system" and wire is not OPENAI_CHAT:
            more["instructions" if wire is OPENAI_RESPONSES else "system"] = part.text
        else:
            turns += write(part)
    if any(part.role in {"tool", "arguments"} for part in parts):
        more["tools"] = [_tool(wire)]
    if any(part.role == "reasoning" for part in parts) and wire is ANTHROPIC_MESSAGES:
        more["thinking"] = {"type": "enabled", "budget_tokens": 1024}
    if wire is not ANTHROPIC_COUNT_TOKENS:
        more["stream"] = streamed
        more["max_output_tokens" if wire is OPENAI_RESPONSES else "max_tokens"] = _MOST_TOKENS
    return {"model": model, "input" if wire is OPENAI_RESPONSES else "messages": turns, **more}


def reasoning(wire: Wire, thought: str) -> JsonObject:
    """A block of reasoning as its provider wrote it, without a tag."""
    if wire is OPENAI_RESPONSES:
        summary: list[JsonValue] = [{"type": "summary_text", "text": thought}]
        return {"type": "reasoning", "summary": summary, "encrypted_content": "c2VjcmV0"}
    return {"type": "thinking", "thinking": thought, "signature": "c2lnbmVk"}


def _tool(wire: Wire) -> JsonObject:
    if wire in ANTHROPIC:
        return anthropic_tool(TOOL)
    if wire is OPENAI_RESPONSES:
        return {"type": "function", "name": TOOL, "parameters": {"type": "object"}}
    return openai_tool(TOOL)


def _given(part: Part) -> str:
    return f'{{"note": "{part.text}"}}' if part.role == "arguments" else "{}"


def _result(part: Part) -> str:
    return part.text if part.role == "tool" else "done"


def _chat(part: Part) -> list[JsonValue]:
    if part.role not in {"tool", "arguments"}:
        return [{"role": part.role, "content": part.text}]
    call: JsonObject = {"id": _CALL, "type": "function", "function": {"name": TOOL, "arguments": _given(part)}}
    answer: JsonObject = {"role": "tool", "tool_call_id": _CALL, "content": _result(part)}
    return [{"role": "assistant", "content": None, "tool_calls": [call]}, answer]


def _messages(part: Part) -> list[JsonValue]:
    if part.block is not None:
        return [{"role": "assistant", "content": [part.block, {"type": "text", "text": "Done."}]}]
    if part.role not in {"tool", "arguments"}:
        return [{"role": part.role, "content": part.text}]
    asked: JsonObject = {"note": part.text} if part.role == "arguments" else {}
    use: JsonObject = {"type": "tool_use", "id": _CALL, "name": TOOL, "input": asked}
    answer: JsonObject = {"type": "tool_result", "tool_use_id": _CALL, "content": _result(part)}
    return [{"role": "assistant", "content": [use]}, {"role": "user", "content": [answer]}]


def _responses(part: Part) -> list[JsonValue]:
    if part.block is not None:
        return [part.block, {"role": "assistant", "content": "Done."}]
    if part.role not in {"tool", "arguments"}:
        return [{"role": part.role, "content": part.text}]
    call: JsonObject = {"type": "function_call", "call_id": _CALL, "name": TOOL, "arguments": _given(part)}
    return [call, {"type": "function_call_output", "call_id": _CALL, "output": _result(part)}]


_WRITERS: Mapping[Wire, Callable[[Part], list[JsonValue]]] = MappingProxyType(
    {
        OPENAI_CHAT: _chat,
        OPENAI_RESPONSES: _responses,
        ANTHROPIC_MESSAGES: _messages,
        ANTHROPIC_COUNT_TOKENS: _messages,
    }
)
