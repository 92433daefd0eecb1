"""Reading a provider's answer piece by piece: types checked, sizes bounded, else `provider_error`.

An answer is rebuilt from what these return; nothing of the provider's own JSON goes on (T38, F18).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from gateway.core.call import Call
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event, GoingOn, Restorers
from gateway.core.wires.schema import IDENTIFIER

MAX_PIECE_CHARACTERS: Final = 1024 * 1024
MAX_ANSWER_CHARACTERS: Final = 4 * 1024 * 1024
MAX_COUNT: Final = 2**53
"""Counts and times beyond this are no numbers to a JavaScript client."""

INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
"""OpenTelemetry's names."""


def broken() -> Refusal:
    """The refusal of an answer that is not in the wire's shape."""
    return Refusal(Code.PROVIDER_ERROR)


def an_object(value: JsonValue) -> JsonObject:
    """`value`, which must be an object."""
    if not isinstance(value, dict):
        raise broken()
    return value


def a_list(value: JsonValue, most: int) -> list[JsonValue]:
    """`value`, which must be a list of at most `most` items."""
    if not isinstance(value, list) or len(value) > most:
        raise broken()
    return value


def a_position(value: JsonValue, below: int) -> int:
    """`value`, which must be a whole number from 0 to below `below`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < below:
        raise broken()
    return value


def a_word(value: JsonValue, words: frozenset[str]) -> str:
    """`value`, which must be one of `words`."""
    if not isinstance(value, str) or value not in words:
        raise broken()
    return value


def a_kind(value: JsonValue) -> str:
    """`value`, which must be a string: what an object or event says it is."""
    if not isinstance(value, str):
        raise broken()
    return value


def count(value: JsonValue) -> int | None:
    """A token count or a time, or None for anything else: a wrong count spoils no answer."""
    return value if type(value) is int and 0 <= value < MAX_COUNT else None


def call_id(value: JsonValue, own: str) -> str:
    """The id of a tool call if it is in the vendors' grammar, else `own`."""
    return value if isinstance(value, str) and IDENTIFIER.fullmatch(value) else own


class ReadAnswer:
    """What the readings of all wires share.

    Bounds, the tools that may be called, and what the trace reports.
    """

    def __init__(self, call: Call) -> None:
        """The answer to `call`."""
        self.model = call.model
        self.tools = frozenset(call.tools)
        self.shows_reasoning = call.shows_reasoning
        self._usage: dict[str, int] = {}
        self._reasons: list[str] = []
        self._characters = 0

    @property
    def usage(self) -> Mapping[str, int]:
        """Token counts by their `gen_ai` names, as far as reported."""
        return self._usage

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        """Why each choice ended, from the wire's closed list."""
        return tuple(self._reasons)

    def text(self) -> str:
        """Raises `LookupError`: a streamed answer has no whole text."""
        msg = "a streamed answer has no whole text"
        raise LookupError(msg)

    def going_on(self, event: Event) -> GoingOn | None:
        """None: only a stream goes on."""
        del event
        return None

    def a_text(self, value: JsonValue) -> str:
        """`value`, which must be a string within the bounds of a piece and of the answer."""
        if not isinstance(value, str):
            raise broken()
        length = len(value)
        self._characters = characters = self._characters + length
        if length > MAX_PIECE_CHARACTERS or characters > MAX_ANSWER_CHARACTERS:
            raise broken()
        return value

    def a_tool(self, value: JsonValue) -> str:
        """`value`, which must be the name of a tool that the call declares."""
        return a_word(value, self.tools)

    def counted(self, name: str, number: int | None) -> None:
        """Keep a token count, if there is one, under its `gen_ai` name."""
        if number is not None:
            self._usage[name] = number

    def ended(self, reason: str) -> None:
        """Keep a reason for the trace."""
        self._reasons.append(reason)


def whole_text(text: str, channel: Hashable, restorers: Restorers) -> str:
    """A text that came whole, restored."""
    restorer = restorers.text(channel)
    return restorer.feed(text) + restorer.flush()


def whole_arguments(text: str, channel: Hashable, tool: str, restorers: Restorers) -> str:
    """A tool call's arguments that came whole, restored."""
    restorer = restorers.arguments(channel, tool)
    return restorer.feed(text) + restorer.flush()
