"""Anthropic messages: the closed list of what a caller may send (C4.6).

Bounds and lists are those of the provider catalogue's `anthropic.messages` wire. Tools, formats and the
system text are read before the messages, so that an appended message never renumbers a leaf. Images stand in
user messages as base64; whether they may is the purpose's and the tenant's matter. Documents cannot be inspected yet. Reasoning
comes back as it was handed out, and goes on as it was.
"""

from __future__ import annotations

from typing import Final

from gateway.core.call import Role
from gateway.core.wires.closed import CACHE_MARKERS, closed
from gateway.core.wires.free_json import FreeObject, text_of
from gateway.core.wires.images import ImageSource
from gateway.core.wires.json_schema import JsonSchema
from gateway.core.wires.openai_request import MAX_MESSAGES, MAX_TOOLS, MODEL
from gateway.core.wires.reasoning_blocks import ReasoningBlock, Verbatim
from gateway.core.wires.schema import (
    Array,
    Boolean,
    ByKind,
    Link,
    Name,
    Number,
    OneOf,
    Text,
    Treatment,
    one_of,
)

_UNREADABLE_BLOCKS: Final = frozenset({"image", "document"})
_WORD: Final = Text(Role.SCHEMA, max_characters=256)


def _text_block(role: Role) -> Treatment:
    return closed(
        {"type": one_of("text"), "text": text_of(role)}, required=("text",), strip=(*CACHE_MARKERS, "citations")
    )


def _content(role: Role, **more: Treatment) -> ByKind:
    item = OneOf("type", {"text": _text_block(role), **more}, _UNREADABLE_BLOCKS)
    return ByKind(text=text_of(role), array=Array(item, max_items=MAX_MESSAGES))


_IMAGE: Final = closed({"type": one_of("image"), "source": ImageSource()}, required=("source",), strip=CACHE_MARKERS)
_TOOL_USE: Final = closed(
    {
        "type": one_of("tool_use"),
        "id": Link(),
        "name": Name(Role.ASSISTANT),
        "input": FreeObject(Role.ASSISTANT),
    },
    required=("id", "name", "input"),
    strip=CACHE_MARKERS,
    # What official clients send back when they append the message they were given.
    tolerate={"caller": (None, {"type": "direct"}), "toolset_name": (None,)},
)
_REASONING: Final = {
    "thinking": ReasoningBlock(
        closed(
            {"type": one_of("thinking"), "thinking": Verbatim(), "signature": Verbatim()},
            required=("thinking", "signature"),
            strip=CACHE_MARKERS,
        )
    ),
    "redacted_thinking": ReasoningBlock(
        closed({"type": one_of("redacted_thinking"), "data": Verbatim()}, required=("data",), strip=CACHE_MARKERS)
    ),
}
_TOOL_RESULT: Final = closed(
    {
        "type": one_of("tool_result"),
        "tool_use_id": Link(),
        "is_error": Boolean(),
        "content": _content(Role.TOOL),
    },
    required=("tool_use_id",),
    strip=CACHE_MARKERS,
)
_MESSAGE: Final = OneOf(
    "role",
    {
        "user": closed(
            {"role": one_of("user"), "content": _content(Role.USER, tool_result=_TOOL_RESULT, image=_IMAGE)},
            required=("content",),
        ),
        "assistant": closed(
            {"role": one_of("assistant"), "content": _content(Role.ASSISTANT, tool_use=_TOOL_USE, **_REASONING)},
            required=("content",),
        ),
    },
)
_TOOL: Final = OneOf(
    "type",
    {
        "custom": closed(
            {
                "type": one_of("custom"),
                "name": Name(Role.SCHEMA, declares=True),
                "description": Text(Role.SCHEMA, max_characters=4096),
                "input_schema": JsonSchema(),
                "strict": Boolean(),
            },
            required=("name", "input_schema"),
            strip=CACHE_MARKERS,
        )
    },
    absent="custom",
)
_ONE_AT_A_TIME: Final = {"disable_parallel_tool_use": Boolean()}
_TOOL_CHOICE: Final = OneOf(
    "type",
    {
        "auto": closed({"type": one_of("auto"), **_ONE_AT_A_TIME}),
        "any": closed({"type": one_of("any"), **_ONE_AT_A_TIME}),
        "none": closed({"type": one_of("none")}),
        "tool": closed({"type": one_of("tool"), "name": Name(Role.SCHEMA), **_ONE_AT_A_TIME}, required=("name",)),
    },
)
_DISPLAY: Final = {"display": one_of("summarized", "omitted")}
_THINKING: Final = OneOf(
    "type",
    {
        "enabled": closed(
            {"type": one_of("enabled"), "budget_tokens": Number(1024, 32_768), **_DISPLAY},
            required=("budget_tokens",),
        ),
        "adaptive": closed({"type": one_of("adaptive"), **_DISPLAY}),
        "disabled": closed({"type": one_of("disabled")}),
    },
)
_OUTPUT: Final = closed(
    {
        "effort": one_of("low", "medium", "high", "xhigh", "max"),
        "format": OneOf(
            "type",
            {
                "json_schema": closed(
                    {"type": one_of("json_schema"), "schema": JsonSchema(is_format=True)}, required=("schema",)
                )
            },
        ),
    }
)

MESSAGES: Final = closed(
    {
        "model": MODEL,
        "max_tokens": Number(1, 65_536),
        "tools": Array(_TOOL, max_items=MAX_TOOLS),
        "tool_choice": _TOOL_CHOICE,
        "output_config": _OUTPUT,
        "stop_sequences": Array(_WORD, max_items=4),
        "system": ByKind(
            text=Text(Role.SYSTEM),
            array=Array(OneOf("type", {"text": _text_block(Role.SYSTEM)}), MAX_MESSAGES),
        ),
        "messages": Array(_MESSAGE, max_items=MAX_MESSAGES, min_items=1),
        "temperature": Number(0, 1, whole=False),
        "top_p": Number(0, 1, whole=False),
        "top_k": Number(0, 500),
        "thinking": _THINKING,
        "stream": Boolean(),
    },
    required=("model", "max_tokens", "messages"),
    strip=(*CACHE_MARKERS, "metadata", "service_tier"),
    tolerate={"speed": ("standard", None), "container": (None,), "mcp_servers": ([], None)},
    top=True,
)
"""The body. `max_tokens: 0` would only write the prompt cache."""
