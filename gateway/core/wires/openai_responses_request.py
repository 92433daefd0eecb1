"""OpenAI Responses: the closed list of what a caller may send (C4.6). Stateless only.

Bounds and lists are those of the provider catalogue's `openai.responses` wire, but for product.md, which holds where they
differ: log probabilities are refused, through `include` too. Nothing that the provider keeps can be referred to: earlier
responses, conversations, stored prompts, items by their id. Tools are functions; they stand in `tools` alone. Tools, formats and
instructions are read before the input, so that an appended item never renumbers a leaf. Images stand in
user messages as `data:` URLs; whether they may is the purpose's and the tenant's matter. Sound and files cannot be inspected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gateway.core.call import Role, Tree
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.closed import CACHE_MARKERS, Object, closed
from gateway.core.wires.free_json import JsonText, text_of
from gateway.core.wires.images import ImageUrl
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
    Walk,
    invalid,
    one_of,
    unknown,
)

_UNREADABLE_PARTS: Final = frozenset({"input_image", "input_file", "input_audio"})
_OF_ANSWERS: Final = ("id", "status", "parsed_arguments")
"""What official clients send back when they append the items they were given: names and states of an answer that is over, and
their own reading of it.
"""
_DESCRIPTION: Final = Text(Role.SCHEMA, max_characters=4096)
_EFFORTS: Final = ("none", "minimal", "low", "medium", "high", "xhigh", "max")


def _part(kind: str, field: str, role: Role, *strip: str) -> Object:
    return closed(
        {"type": one_of(kind), field: text_of(role)}, required=("type", field), strip=(*CACHE_MARKERS, *strip)
    )


def _parts(*parts: tuple[str, Treatment]) -> Array:
    return Array(OneOf("type", dict(parts), _UNREADABLE_PARTS), max_items=MAX_MESSAGES, min_items=1)


def _content(role: Role, *more: tuple[str, Treatment]) -> ByKind:
    return ByKind(text=text_of(role), array=_parts(("input_text", _part("input_text", "text", role)), *more))


def _item(
    kind: str,
    fields: Mapping[str, Treatment],
    required: Sequence[str],
    tolerate: Mapping[str, Sequence[JsonValue]] = MappingProxyType({}),
) -> Object:
    strip = (*CACHE_MARKERS, *_OF_ANSWERS)
    return closed({"type": one_of(kind), **fields}, required=required, strip=strip, tolerate=tolerate)


def _message(role: str, content: ByKind, **more: Treatment) -> Object:
    return _item("message", {"role": one_of(role), "content": content, **more}, ("content",))


_IMAGE: Final = closed(
    {"type": one_of("input_image"), "image_url": ImageUrl(), "detail": one_of("auto", "low", "high")},
    required=("image_url",),
    strip=CACHE_MARKERS,
)
_SAID: Final = _content(
    Role.ASSISTANT,
    ("output_text", _part("output_text", "text", Role.ASSISTANT, "annotations", "logprobs", "parsed")),
    ("refusal", _part("refusal", "refusal", Role.ASSISTANT)),
)
_MESSAGE: Final = OneOf(
    "role",
    {
        "system": _message("system", _content(Role.SYSTEM)),
        "developer": _message("developer", _content(Role.SYSTEM)),
        "user": _message("user", _content(Role.USER, ("input_image", _IMAGE))),
        "assistant": _message("assistant", _SAID, phase=one_of("commentary", "final_answer")),
    },
)
_FUNCTION_CALL: Final = _item(
    "function_call",
    {"call_id": Link(), "name": Name(Role.ASSISTANT), "arguments": JsonText(Role.ASSISTANT)},
    ("call_id", "name", "arguments"),
    {"caller": (None, {"type": "direct"}), "namespace": (None,)},
)
_FUNCTION_OUTPUT: Final = _item(
    "function_call_output",
    {"call_id": Link(), "output": _content(Role.TOOL)},
    ("call_id", "output"),
    {"caller": (None, {"type": "direct"})},
)


def _thought(kind: str) -> Array:
    part = closed({"type": one_of(kind), "text": Verbatim()}, required=("type", "text"))
    return Array(part, max_items=MAX_MESSAGES)


@dataclass(frozen=True, slots=True)
class ReasoningItem:
    """A reasoning item of an answer. Without its encrypted form no stateless provider can read it again: it is left out."""

    block: ReasoningBlock

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The item, or None."""
        if not isinstance(value, dict):
            raise invalid(path)
        if value.get("encrypted_content") is not None:
            return self.block.read(value, path, walk)
        for key in value:
            if key not in self.block.inner.known:
                raise unknown(path, key)
        return None


_REASONING: Final = ReasoningItem(
    ReasoningBlock(
        _item(
            "reasoning",
            {
                "summary": _thought("summary_text"),
                "content": _thought("reasoning_text"),
                "encrypted_content": Verbatim(),
            },
            ("summary", "encrypted_content"),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Items:
    """The input's items, but for those that are left out."""

    array: Array

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The list; `invalid_request` if nothing is left of it."""
        items = self.array.read(value, path, walk)
        kept: list[Tree] = [item for item in items if item is not None] if isinstance(items, list) else []
        if not kept:
            raise invalid(path)
        return kept


_ITEM: Final = OneOf(
    "type",
    {
        "message": _MESSAGE,
        "function_call": _FUNCTION_CALL,
        "function_call_output": _FUNCTION_OUTPUT,
        "reasoning": _REASONING,
    },
    absent="message",
)
_TOOL: Final = OneOf(
    "type",
    {
        "function": closed(
            {
                "type": one_of("function"),
                "name": Name(Role.SCHEMA, declares=True),
                "description": _DESCRIPTION,
                "parameters": JsonSchema(),
                "strict": Boolean(),
            },
            required=("name",),
            strip=CACHE_MARKERS,
        )
    },
)
_CHOSEN_TOOL: Final = OneOf(
    "type", {"function": closed({"type": one_of("function"), "name": Name(Role.SCHEMA)}, required=("name",))}
)
_FORMAT: Final = OneOf(
    "type",
    {
        "text": closed({"type": one_of("text")}),
        "json_object": closed({"type": one_of("json_object")}),
        "json_schema": closed(
            {
                "type": one_of("json_schema"),
                "name": Name(Role.SCHEMA),
                "description": _DESCRIPTION,
                "schema": JsonSchema(is_format=True),
                "strict": Boolean(),
            },
            required=("name", "schema"),
        ),
    },
)

RESPONSES: Final = closed(
    {
        "model": MODEL,
        "tools": Array(_TOOL, max_items=MAX_TOOLS),
        "tool_choice": ByKind(text=one_of("none", "auto", "required"), object=_CHOSEN_TOOL),
        "text": closed({"format": _FORMAT, "verbosity": one_of("low", "medium", "high")}),
        "instructions": Text(Role.SYSTEM),
        "input": ByKind(text=Text(Role.USER), array=Items(Array(_ITEM, max_items=MAX_MESSAGES, min_items=1))),
        "max_output_tokens": Number(16, 65_536),
        "temperature": Number(0, 2, whole=False),
        "top_p": Number(0, 1, whole=False),
        "parallel_tool_calls": Boolean(),
        "reasoning": closed({"effort": one_of(*_EFFORTS), "summary": one_of("auto", "concise", "detailed")}),
        "include": Array(one_of("reasoning.encrypted_content"), max_items=1),
        "truncation": one_of("auto", "disabled"),
        "stream": Boolean(),
    },
    required=("model", "input"),
    strip=(
        *(*CACHE_MARKERS, "metadata", "user", "safety_identifier", "prompt_cache_key", "service_tier"),
        "max_tool_calls",
    ),
    tolerate={
        "store": (False, None),
        "background": (False, None),
        "previous_response_id": (None,),
        "conversation": (None,),
        "prompt": (None,),
        "prompt_cache_retention": ("in_memory", None),
    },
    top=True,
)
"""The body."""
