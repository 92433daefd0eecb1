"""OpenAI chat completions: the closed list of what a caller may send (C4.6).

Bounds and lists are those of the provider catalogue's `openai.chat` wire, but for product.md, which holds
where they differ: `n` up to 4; `logprobs` and `prediction` refused; `metadata` and `user` stripped. Tools
and formats are read before the messages, so that an appended message never renumbers a leaf. Images stand in
user messages as `data:` URLs; whether they may is the purpose's and the tenant's matter. Sound and files cannot be inspected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from gateway.core.call import Role
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.closed import CACHE_MARKERS, Object, closed
from gateway.core.wires.free_json import JsonText, text_of
from gateway.core.wires.images import ImageUrl
from gateway.core.wires.json_schema import JsonSchema
from gateway.core.wires.schema import (
    Array,
    Boolean,
    ByKind,
    Link,
    Name,
    Nullable,
    Number,
    NumberMap,
    OneOf,
    Pattern,
    Seed,
    Text,
    Treatment,
    one_of,
)

MAX_CHOICES: Final = 4
MAX_TOOLS: Final = 64
MAX_TOOL_CALLS: Final = 128
MAX_MESSAGES: Final = 1000
MODEL: Final = Pattern(re.compile(r"[A-Za-z0-9._:@/-]{1,128}"))
"""The grammar only; the tenant's file decides by exact lookup."""

_UNREADABLE_PARTS: Final = frozenset(
    {"image_url", "input_audio", "file", "video_url", "audio", "input_image", "input_file"}
)
_TEXTS: Final = {role: text_of(role) for role in Role}
_WORD: Final = Text(Role.SCHEMA, max_characters=256)
_DESCRIPTION: Final = Text(Role.SCHEMA, max_characters=4096)
_NAME: Final = Name(Role.SCHEMA)


def _content(role: Role, **more: Treatment) -> ByKind:
    parts = {
        "text": closed({"type": one_of("text"), "text": _TEXTS[role]}, required=("text",), strip=CACHE_MARKERS),
        **more,
    }
    item = OneOf("type", parts, _UNREADABLE_PARTS)
    return ByKind(text=_TEXTS[role], array=Array(item, max_items=MAX_MESSAGES, min_items=1))


def _message(
    role: str,
    fields: Mapping[str, Treatment],
    required: Sequence[str],
    tolerate: Mapping[str, Sequence[JsonValue]] = MappingProxyType({}),
) -> Object:
    return closed({"role": one_of(role), **fields}, required=required, strip=CACHE_MARKERS, tolerate=tolerate)


_IMAGE: Final = closed(
    {
        "type": one_of("image_url"),
        "image_url": closed({"url": ImageUrl(), "detail": one_of("auto", "low", "high")}, required=("url",)),
    },
    required=("image_url",),
    strip=CACHE_MARKERS,
)
_REFUSAL_PART: Final = closed(
    {"type": one_of("refusal"), "refusal": _TEXTS[Role.ASSISTANT]}, required=("refusal",), strip=CACHE_MARKERS
)
_TOOL_CALL: Final = closed(
    {
        "id": Link(),
        "type": one_of("function"),
        "function": closed(
            {"name": Name(Role.ASSISTANT), "arguments": JsonText(Role.ASSISTANT)},
            required=("name", "arguments"),
        ),
    },
    required=("id", "type", "function"),
)
_ASSISTANT: Final = _message(
    "assistant",
    {
        "content": Nullable(_content(Role.ASSISTANT, refusal=_REFUSAL_PART)),
        "refusal": _TEXTS[Role.ASSISTANT],
        "tool_calls": Array(_TOOL_CALL, max_items=MAX_TOOL_CALLS, min_items=1),
    },
    required=(),
    # What official clients send back when they append the message they were given.
    tolerate={"annotations": ([], None), "audio": (None,), "function_call": (None,)},
)
_MESSAGE: Final = OneOf(
    "role",
    {
        "system": _message("system", {"content": _content(Role.SYSTEM)}, ("content",)),
        "developer": _message("developer", {"content": _content(Role.SYSTEM)}, ("content",)),
        "user": _message("user", {"content": _content(Role.USER, image_url=_IMAGE)}, ("content",)),
        "assistant": _ASSISTANT,
        "tool": _message("tool", {"tool_call_id": Link(), "content": _content(Role.TOOL)}, ("tool_call_id", "content")),
    },
)
_TOOL: Final = OneOf(
    "type",
    {
        "function": closed(
            {
                "type": one_of("function"),
                "function": closed(
                    {
                        "name": Name(Role.SCHEMA, declares=True),
                        "description": _DESCRIPTION,
                        "parameters": JsonSchema(),
                        "strict": Boolean(),
                    },
                    required=("name",),
                ),
            },
            required=("function",),
            strip=CACHE_MARKERS,
        )
    },
)
_CHOSEN_TOOL: Final = OneOf(
    "type",
    {
        "function": closed(
            {"type": one_of("function"), "function": closed({"name": _NAME}, required=("name",))},
            required=("function",),
        )
    },
)
_JSON_SCHEMA: Final = closed(
    {"name": _NAME, "description": _DESCRIPTION, "schema": JsonSchema(is_format=True), "strict": Boolean()},
    required=("name",),
)
_FORMAT: Final = OneOf(
    "type",
    {
        "text": closed({"type": one_of("text")}),
        "json_object": closed({"type": one_of("json_object")}),
        "json_schema": closed({"type": one_of("json_schema"), "json_schema": _JSON_SCHEMA}, required=("json_schema",)),
    },
)

CHAT: Final = closed(
    {
        "model": MODEL,
        "tools": Array(_TOOL, max_items=MAX_TOOLS, min_items=1),
        "tool_choice": ByKind(text=one_of("none", "auto", "required"), object=_CHOSEN_TOOL),
        "response_format": _FORMAT,
        "stop": ByKind(text=_WORD, array=Array(_WORD, max_items=4)),
        "messages": Array(_MESSAGE, max_items=MAX_MESSAGES, min_items=1),
        "max_tokens": Number(1, 32_768),
        "max_completion_tokens": Number(1, 65_536),
        "temperature": Number(0, 2, whole=False),
        "top_p": Number(0, 1, whole=False),
        "n": Number(1, MAX_CHOICES),
        "presence_penalty": Number(-2, 2, whole=False),
        "frequency_penalty": Number(-2, 2, whole=False),
        "logit_bias": NumberMap(re.compile(r"[0-9]{1,7}"), Number(-100, 100, whole=False), max_keys=300),
        "seed": Seed(),
        "parallel_tool_calls": Boolean(),
        "reasoning_effort": one_of("none", "minimal", "low", "medium", "high", "xhigh", "max"),
        "verbosity": one_of("low", "medium", "high"),
        "stream": Boolean(),
        "stream_options": closed({"include_usage": Boolean()}),
    },
    required=("model", "messages"),
    strip=(*CACHE_MARKERS, "metadata", "user", "safety_identifier", "prompt_cache_key", "service_tier"),
    tolerate={
        "store": (False, None),
        "modalities": (["text"], None),
        "prompt_cache_retention": ("in_memory", None),
    },
    top=True,
)
"""The body."""
