"""Every place of a body in which somebody's text can stand, in each wire: a text goes in, the wire and its body come out."""

from __future__ import annotations

import json
from collections.abc import Callable

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES

Body = tuple[Wire, JsonObject]
Place = Callable[[str], Body]

MODEL = "sandbox/echo"
TOOL = "find_contact"
HELLO: JsonObject = {"role": "user", "content": "Hello"}
MAX_STOP_CHARACTERS = 256


def _chat(*messages: JsonValue, **more: JsonValue) -> Body:
    return OPENAI_CHAT, {"model": MODEL, "messages": list(messages), **more}


def _calls(arguments: str) -> list[JsonValue]:
    call: JsonObject = {"id": "c1", "type": "function", "function": {"name": TOOL, "arguments": arguments}}
    return [HELLO, {"role": "assistant", "tool_calls": [call]}, {"role": "tool", "tool_call_id": "c1", "content": "ok"}]


def _declared(**function: JsonValue) -> Body:
    return _chat(HELLO, tools=[{"type": "function", "function": {"name": TOOL, **function}}])


def _parameter(**schema: JsonValue) -> Body:
    return _declared(parameters=_object(**schema))


def _object(**schema: JsonValue) -> JsonObject:
    return {"type": "object", "properties": {"note": schema}}


def _format(**schema: JsonValue) -> Body:
    return _chat(HELLO, response_format={"type": "json_schema", "json_schema": {"name": "answer", **schema}})


def _responses(*items: JsonValue, **more: JsonValue) -> Body:
    return OPENAI_RESPONSES, {"model": MODEL, "input": list(items), **more}


def _function(arguments: str, output: str) -> Body:
    call: JsonObject = {"type": "function_call", "call_id": "c1", "name": TOOL, "arguments": arguments}
    return _responses(HELLO, call, {"type": "function_call_output", "call_id": "c1", "output": output})


def _messages(*messages: JsonValue, **more: JsonValue) -> Body:
    return ANTHROPIC_MESSAGES, {"model": MODEL, "max_tokens": 64, "messages": list(messages), **more}


def _used(given: JsonObject, result: JsonValue = "ok") -> Body:
    use: JsonObject = {"type": "tool_use", "id": "c1", "name": TOOL, "input": given}
    answered: JsonObject = {"type": "tool_result", "tool_use_id": "c1", "content": result}
    return _messages(HELLO, {"role": "assistant", "content": [use]}, {"role": "user", "content": [answered]})


def _block(text: str) -> JsonValue:
    return {"type": "text", "text": text}


PLACES: dict[str, Place] = {
    "openai system": lambda text: _chat({"role": "system", "content": text}, HELLO),
    "openai developer": lambda text: _chat({"role": "developer", "content": text}, HELLO),
    "openai user": lambda text: _chat({"role": "user", "content": text}),
    "openai user part": lambda text: _chat({"role": "user", "content": [_block(text)]}),
    "openai assistant": lambda text: _chat(HELLO, {"role": "assistant", "content": text}, HELLO),
    "openai refusal": lambda text: _chat(HELLO, {"role": "assistant", "refusal": text}, HELLO),
    "openai tool result": lambda text: _chat(
        *_calls("{}")[:2], {"role": "tool", "tool_call_id": "c1", "content": text}
    ),
    "openai argument": lambda text: _chat(*_calls(json.dumps({"query": [text]}))),
    "openai argument's name": lambda text: _chat(*_calls(json.dumps({text: 1}))),
    "openai argument cut off": lambda text: _chat(*_calls('{"query": "' + text)),
    "openai tool description": lambda text: _declared(description=text),
    "openai parameter description": lambda text: _parameter(type="string", description=text),
    "openai parameter values": lambda text: _parameter(enum=[text]),
    "openai parameter default": lambda text: _parameter(default={text: [text]}),
    "openai parameter pattern": lambda text: _parameter(pattern=text),
    "openai parameter of no vocabulary": lambda text: _parameter(example=text),
    "openai parameter's name": lambda text: _declared(parameters={"type": "object", "properties": {text: True}}),
    "openai required parameter": lambda text: _declared(parameters={"type": "object", "required": [text]}),
    "openai format description": lambda text: _format(description=text),
    "openai format schema": lambda text: _format(schema=_object(examples=[text])),
    "openai stop": lambda text: _chat(HELLO, stop=[text[:MAX_STOP_CHARACTERS]]),
    "openai embedding": lambda text: (OPENAI_EMBEDDINGS, {"model": MODEL, "input": ["Hello", text]}),
    "responses instructions": lambda text: _responses(HELLO, instructions=text),
    "responses developer": lambda text: _responses({"role": "developer", "content": text}, HELLO),
    "responses user": lambda text: _responses({"role": "user", "content": text}),
    "responses user part": lambda text: _responses({"role": "user", "content": [{"type": "input_text", "text": text}]}),
    "responses assistant part": lambda text: _responses(
        HELLO, {"role": "assistant", "content": [{"type": "output_text", "text": text}]}, HELLO
    ),
    "responses argument": lambda text: _function(json.dumps({"query": [text]}), "ok"),
    "responses argument's name": lambda text: _function(json.dumps({text: 1}), "ok"),
    "responses tool output": lambda text: _function("{}", text),
    "responses tool description": lambda text: _responses(
        HELLO, tools=[{"type": "function", "name": TOOL, "description": text, "parameters": {"type": "object"}}]
    ),
    "responses parameter": lambda text: _responses(
        HELLO, tools=[{"type": "function", "name": TOOL, "parameters": _object(description=text)}]
    ),
    "responses format": lambda text: _responses(
        HELLO,
        text={"format": {"type": "json_schema", "name": "answer", "description": text, "schema": _object(title=text)}},
    ),
    "anthropic system": lambda text: _messages(HELLO, system=text),
    "anthropic system block": lambda text: _messages(HELLO, system=[_block(text)]),
    "anthropic user": lambda text: _messages({"role": "user", "content": text}),
    "anthropic user block": lambda text: _messages({"role": "user", "content": [_block(text)]}),
    "anthropic assistant": lambda text: _messages(HELLO, {"role": "assistant", "content": [_block(text)]}, HELLO),
    "anthropic tool input": lambda text: _used({"query": {"text": text}}),
    "anthropic tool input's name": lambda text: _used({text: 1}),
    "anthropic tool result": lambda text: _used({}, text),
    "anthropic tool result block": lambda text: _used({}, [_block(text)]),
    "anthropic tool description": lambda text: _messages(
        HELLO, tools=[{"name": TOOL, "description": text, "input_schema": {"type": "object"}}]
    ),
    "anthropic input schema": lambda text: _messages(
        HELLO, tools=[{"name": TOOL, "input_schema": _object(const=text)}]
    ),
    "anthropic format": lambda text: _messages(
        HELLO, output_config={"format": {"type": "json_schema", "schema": _object(title=text)}}
    ),
    "anthropic stop": lambda text: _messages(HELLO, stop_sequences=[text[:MAX_STOP_CHARACTERS]]),
    "anthropic count": lambda text: (
        ANTHROPIC_COUNT_TOKENS,
        {"model": MODEL, "messages": [{"role": "user", "content": text}], "system": text},
    ),
}
"""By name; a wire that is added adds its lines."""
