"""Gemini's calls of tools, translated in as many steps as there are calls, not in their square.

litellm asks of each call whether it stands already among the parts before it, and of each result to which call it belongs, and
goes through all of them each time: 1,500 calls, which one body can hold, kept the event loop for 0.4 s. Here each part and call
is looked at once. What was seen is remembered in the context of the one call's task, and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

_CALL = "function_call"
_SPELLINGS = (_CALL, "functionCall")


@dataclass(slots=True)
class _Parts:
    """The calls among the parts of one turn, as far as it was read."""

    parts: Sequence[Mapping[str, object]]
    read: int = 0
    calls: set[Hashable] = field(default_factory=set)

    def hold(self, call: object) -> bool:
        for part in self.parts[self.read :]:
            spelled = next((name for name in _SPELLINGS if name in part), None)
            if spelled is not None:
                self.calls.add(_frozen(part[spelled]))
        self.read = len(self.parts)
        return _frozen(call) in self.calls


@dataclass(slots=True)
class _Message:
    """The calls of one message by their ids."""

    message: Mapping[str, Any]
    by_id: dict[object, list[Mapping[str, object]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for call in self.message.get("tool_calls") or ():
            self.by_id.setdefault(call.get("id"), []).append(call)

    def with_only(self, call_id: object) -> Mapping[str, object]:
        """The message with the calls of this id alone."""
        return {**self.message, "tool_calls": self.by_id.get(call_id, [])}


_TURN: ContextVar[_Parts] = ContextVar("turn")
_ASKED: ContextVar[_Message] = ContextVar("asked")


def look_once(transformation: Any) -> None:  # noqa: ANN401 - litellm's module, late and untyped
    """Let `transformation` find a call among parts, and a result's call, without going through all of them."""
    transformation.check_if_part_exists_in_parts = finding(transformation.check_if_part_exists_in_parts)
    transformation.convert_to_gemini_tool_call_result = narrowing(transformation.convert_to_gemini_tool_call_result)


def finding(whole: Callable[..., bool]) -> Callable[..., bool]:
    """`whole`, litellm's own search for a part that is equal but for `excluded_keys`; here for calls alone."""

    @wraps(whole)
    def find(
        parts: Sequence[Mapping[str, object]], part: Mapping[str, object], excluded_keys: Collection[str] = ()
    ) -> bool:
        if part.keys() - set(excluded_keys) != {_CALL}:
            return whole(parts, part, excluded_keys=excluded_keys)
        turn = _TURN.get(None)
        if turn is None or turn.parts is not parts:
            turn = _Parts(parts)
            _TURN.set(turn)
        return turn.hold(part[_CALL])

    return find


def narrowing(whole: Callable[..., object]) -> Callable[..., object]:
    """`whole`, litellm's own reading of a result, given the message with no other calls than the result's."""

    @wraps(whole)
    def read(
        message: Mapping[str, object], last_message_with_tool_calls: Mapping[str, Any] | None, **more: object
    ) -> object:
        if not last_message_with_tool_calls:
            return whole(message, last_message_with_tool_calls, **more)
        asked = _ASKED.get(None)
        if asked is None or asked.message is not last_message_with_tool_calls:
            asked = _Message(last_message_with_tool_calls)
            _ASKED.set(asked)
        return whole(message, asked.with_only(message.get("tool_call_id")), **more)

    return read


def _frozen(value: object) -> Hashable:
    """Equal for what is equal, as Python compares JSON (1, 1.0 and True are)."""
    if isinstance(value, Mapping):
        return "{}", frozenset((name, _frozen(each)) for name, each in value.items())
    if isinstance(value, list):
        return "[]", tuple(map(_frozen, value))
    return value
