"""The bodies of the calls that are recorded: in each wire, the shapes that a CRM's calls have."""

import json
from collections.abc import Callable, Mapping
from typing import cast

from gateway.core.jsontypes import JsonObject, JsonValue

WHOLE, STREAMED = "whole", "streamed"
SYSTEM = "Draft mails for the sales team. Be brief."
ASKED = "Write to [PERSON_1] <[EMAIL_ADDRESS_1]> about the renewal."
THEN = "Thank you. Shorter, please."
TOOL, ABOUT = "create_draft", "Puts a draft into the outbox."
ARGUMENTS: JsonObject = {"to": "[EMAIL_ADDRESS_1]", "text": "Dear [PERSON_1]"}
RESULT = '{"id": 7, "state": "draft"}'
PARAMETERS: JsonObject = {
    "type": "object",
    "properties": {"to": {"type": "string"}, "text": {"type": "string"}},
    "required": ["to", "text"],
}
FORMAT: JsonObject = {
    "type": "object",
    "properties": {"subject": {"type": "string"}, "score": {"type": "integer"}},
    "required": ["subject", "score"],
    "additionalProperties": False,
}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
THOUGHT, SIGNATURE = "[PERSON_1] wants it short.", "EqQBCkYIBxgC"
TAG = f"isgreason2.{'0' * 32}."
"""Stands before what only its provider can read where a reasoning block comes back; it does not leave."""


def _chat(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    call: JsonObject = {
        "id": "call_1",
        "type": "function",
        "function": {"name": TOOL, "arguments": json.dumps(ARGUMENTS)},
    }
    return {
        "model": "small",
        "messages": [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": ASKED},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": RESULT},
            {"role": "user", "content": THEN},
        ],
        "tools": [{"type": "function", "function": {"name": TOOL, "description": ABOUT, "parameters": PARAMETERS}}],
        "max_tokens": 400,
        "stream": streamed,
    }


def _messages(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    return {
        "model": "small",
        "system": SYSTEM,
        "messages": [
            {"role": "user", "content": ASKED},
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "id": "call_1", "name": TOOL, "input": ARGUMENTS}],
            },
            {
                "role": "user",
                "content": [
                    {"type": "tool_result", "tool_use_id": "call_1", "content": RESULT},
                    {"type": "text", "text": THEN},
                ],
            },
        ],
        "tools": [{"name": TOOL, "description": ABOUT, "input_schema": PARAMETERS}],
        "max_tokens": 400,
        "stream": streamed,
    }


def _responses(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    call: JsonObject = {
        "type": "function_call",
        "call_id": "call_1",
        "name": TOOL,
        "arguments": json.dumps(ARGUMENTS),
    }
    return {
        "model": "small",
        "instructions": SYSTEM,
        "input": [
            {"role": "user", "content": ASKED},
            call,
            {"type": "function_call_output", "call_id": "call_1", "output": RESULT},
            {"role": "user", "content": THEN},
        ],
        "tools": [{"type": "function", "name": TOOL, "description": ABOUT, "parameters": PARAMETERS, "strict": False}],
        "max_output_tokens": 400,
        "stream": streamed,
    }


def _embeddings(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    del streamed
    return {"model": "small", "input": [ASKED, THEN]}


def _count_tokens(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    whole = _messages(streamed)
    return {name: value for name, value in whole.items() if name not in {"max_tokens", "stream"}}


def _formatted_chat(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    image: JsonObject = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}
    return {
        "model": "small",
        "messages": [
            {"role": "system", "content": [{"type": "text", "text": SYSTEM}]},
            {"role": "user", "content": [{"type": "text", "text": ASKED}, image]},
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "rated", "strict": True, "schema": FORMAT}},
        "temperature": 0.2,
        "stop": ["END"],
        "max_tokens": 400,
        "stream": streamed,
    }


def _formatted_messages(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    image: JsonObject = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}}
    return {
        "model": "small",
        "system": [{"type": "text", "text": SYSTEM}],
        "messages": [{"role": "user", "content": [{"type": "text", "text": ASKED}, image]}],
        "output_config": {"format": {"type": "json_schema", "schema": FORMAT}},
        "temperature": 0.2,
        "stop_sequences": ["END"],
        "max_tokens": 400,
        "stream": streamed,
    }


def _formatted_responses(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    image: JsonObject = {"type": "input_image", "image_url": f"data:image/png;base64,{PIXEL}"}
    return {
        "model": "small",
        "input": [
            {"role": "developer", "content": SYSTEM},
            {"role": "user", "content": [{"type": "input_text", "text": ASKED}, image]},
        ],
        "text": {"format": {"type": "json_schema", "name": "rated", "strict": True, "schema": FORMAT}},
        "temperature": 0.2,
        "max_output_tokens": 400,
        "stream": streamed,
    }


def _reasoned_messages(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    thinking: JsonObject = {"type": "thinking", "thinking": THOUGHT, "signature": TAG + SIGNATURE}
    redacted: JsonObject = {"type": "redacted_thinking", "data": TAG + SIGNATURE}
    whole = _messages(streamed)
    called = cast("list[dict[str, list[JsonValue]]]", whole["messages"])[1]
    called["content"][:0] = [thinking, redacted]
    return {**whole, "thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 2000}


def _reasoned_responses(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    whole = _responses(streamed)
    thought: JsonObject = {
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": THOUGHT}],
        "encrypted_content": TAG + SIGNATURE,
    }
    asked, *rest = cast("list[JsonValue]", whole["input"])
    return {
        **whole,
        "input": [asked, thought, *rest],
        "include": ["reasoning.encrypted_content"],
        "reasoning": {"effort": "low"},
    }


_TOOLS: Mapping[str, Callable[[bool], JsonObject]] = {
    "openai.chat": _chat,
    "anthropic.messages": _messages,
    "openai.responses": _responses,
    "openai.embeddings": _embeddings,
    "anthropic.count_tokens": _count_tokens,
}
BODIES: Mapping[str, Mapping[str, Callable[[bool], JsonObject]]] = {
    WHOLE: _TOOLS,
    STREAMED: _TOOLS,
    "formatted": {
        "openai.chat": _formatted_chat,
        "anthropic.messages": _formatted_messages,
        "openai.responses": _formatted_responses,
    },
    "reasoned": {"anthropic.messages": _reasoned_messages, "openai.responses": _reasoned_responses},
}
"""Manner → wire → the body, streamed or not: a call of tools, and further shapes."""
