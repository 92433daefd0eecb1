"""The events of a streamed Responses answer that carry text, as tables: which part of an item each one speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

ARGUMENTS: Final = "arguments"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a running text stands in its item."""

    kind: str
    """The part's kind."""
    name: str
    """The item's field."""
    index: str | None
    """The event's field that counts the parts of that field."""
    begins_itself: bool = False
    """True when no event needs to announce it."""


_TEXT: Final = Place("output_text", "content", "content_index")
_REFUSAL: Final = Place("refusal", "content", "content_index")
_REASONING: Final = Place("reasoning_text", "content", "content_index", begins_itself=True)
_SUMMARY: Final = Place("summary_text", "summary", "summary_index")
_ARGUMENTS: Final = Place(ARGUMENTS, ARGUMENTS, None, begins_itself=True)

DELTAS: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "response.output_text.delta": _TEXT,
        "response.refusal.delta": _REFUSAL,
        "response.reasoning_text.delta": _REASONING,
        "response.reasoning_summary_text.delta": _SUMMARY,
        "response.function_call_arguments.delta": _ARGUMENTS,
    }
)
"""Events that go on with a text."""

ENDS: Final[Mapping[str, tuple[Place, str]]] = MappingProxyType(
    {
        "response.output_text.done": (_TEXT, "text"),
        "response.refusal.done": (_REFUSAL, "refusal"),
        "response.reasoning_text.done": (_REASONING, "text"),
        "response.reasoning_summary_text.done": (_SUMMARY, "text"),
        "response.function_call_arguments.done": (_ARGUMENTS, ARGUMENTS),
    }
)
"""Events that end a text, and their field that says all of it again."""

PART_EVENTS: Final[Mapping[str, tuple[str, str, bool]]] = MappingProxyType(
    {
        "response.content_part.added": ("content", "content_index", True),
        "response.content_part.done": ("content", "content_index", False),
        "response.reasoning_summary_part.added": ("summary", "summary_index", True),
        "response.reasoning_summary_part.done": ("summary", "summary_index", False),
    }
)
"""Events that begin (True) or end a part: the item's field, and the event's that counts."""
