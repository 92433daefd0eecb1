"""The order of a provider's stream, by its documentation: which events there are, and that the end is one.

| | events | end |
|---|---|---|
| chat completions | objects with `choices`; several may finish one by one | `[DONE]` when each choice has its `finish_reason` |
| Anthropic | `message_start` ... `message_stop`, `ping` anywhere | `message_stop` |
| Gemini | `candidates`, `promptFeedback` or `usageMetadata` | each candidate has its `finishReason`, or the prompt is blocked |
| Ollama | objects with `message` or `done` | `done` is true |
| Bedrock converse | `messageStart` ... `messageStop`, `metadata` after it | `messageStop` |

An error in mid-stream, an event of another kind, a word after the end, and an end that is none are `provider_error`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn, Protocol, cast

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import END


class Order(Protocol):
    """Sees the events of one stream, in their order."""

    def see(self, name: str | None, data: JsonObject) -> None:
        """Raises `provider_error` for one that may not come now."""
        ...

    def close(self) -> None:
        """Raises `provider_error` if what was seen is no whole answer."""
        ...


class Judged:
    """An order whose events are judged besides."""

    def __init__(self, order: Order, judge: Callable[[JsonObject], None]) -> None:
        """`judge` raises `provider_error` for an event that says what it may not."""
        self._order = order
        self._judge = judge

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        self._judge(data)
        self._order.see(name, data)

    def close(self) -> None:
        """See `Order`."""
        self._order.close()


class ChatOrder:
    """Chat completions. An empty `finish_reason` is one that came: xAI writes it after calls of tools."""

    _SAYS = ("content", "tool_calls", "refusal", "function_call")

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._reasons: dict[int, JsonValue] = {}
        self._is_done = False

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        if self._is_done or name not in {None, END}:
            _refuse()
        if name == END:
            self._is_done = True
            self._all_finished()
            return
        if "error" in data or not isinstance(data.get("choices"), list):
            _refuse()
        for choice in _objects(data, "choices"):
            index = _index(choice)
            delta = choice.get("delta")
            if self._reasons.get(index) and isinstance(delta, dict) and any(delta.get(name) for name in self._SAYS):
                _refuse()
            reason = choice.get("finish_reason")
            self._reasons[index] = self._reasons.get(index) if reason is None else reason

    def close(self) -> None:
        """See `Order`."""
        if not self._is_done:
            _refuse()

    def _all_finished(self) -> None:
        if not self._reasons or None in self._reasons.values():
            _refuse()


class GeminiOrder:
    """Gemini's and Vertex AI's `streamGenerateContent`."""

    _KINDS = ("candidates", "promptFeedback", "usageMetadata")

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._finished: dict[int, bool] = {}
        self._is_blocked = False

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        if name is not None or "error" in data or not any(kind in data for kind in self._KINDS):
            _refuse()
        feedback = data.get("promptFeedback")
        self._is_blocked |= isinstance(feedback, dict) and bool(feedback.get("blockReason"))
        for candidate in _objects(data, "candidates"):
            index = _index(candidate)
            was_finished = self._finished.get(index, False)
            if was_finished and self._says(candidate):
                _refuse()
            self._finished[index] = was_finished or bool(candidate.get("finishReason"))

    def close(self) -> None:
        """See `Order`."""
        if not self._is_blocked and (not self._finished or not all(self._finished.values())):
            _refuse()

    @staticmethod
    def _says(candidate: JsonObject) -> bool:
        content = candidate.get("content")
        parts = _objects(content, "parts") if isinstance(content, dict) else ()
        return any(part.get("text") or "functionCall" in part for part in parts)


class OllamaOrder:
    """Ollama's `/api/chat`."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._is_done = False

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        del name
        if self._is_done or "error" in data or not ("message" in data or "done" in data):
            _refuse()
        self._is_done = data.get("done") is True

    def close(self) -> None:
        """See `Order`."""
        if not self._is_done:
            _refuse()


class NamedOrder:
    """Events that have a name each."""

    _BEFORE: frozenset[str]
    _AFTER: frozenset[str]
    _STOP: str

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._has_stopped = False

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        del data
        if name not in self._AFTER and (self._has_stopped or name not in self._BEFORE):
            _refuse()
        self._has_stopped |= name == self._STOP

    def close(self) -> None:
        """See `Order`."""
        if not self._has_stopped:
            _refuse()


class MessagesOrder(NamedOrder):
    """Anthropic's messages. The kind stands in the data; a name beside it is the same."""

    _BEFORE = frozenset(
        {
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop",
        }
    )
    _AFTER = frozenset({"ping"})
    _STOP = "message_stop"

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        kind = data.get("type")
        if not isinstance(kind, str) or name not in {None, kind}:
            _refuse()
        super().see(kind, data)


class ConverseOrder(NamedOrder):
    """Bedrock's converse stream."""

    _BEFORE = frozenset(
        {"messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"}
    )
    _AFTER = frozenset({"metadata"})
    _STOP = "messageStop"


def _objects(data: JsonObject, name: str) -> Iterator[JsonObject]:
    values = data.get(name, [])
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        _refuse()
    return iter(cast("list[JsonObject]", values))


def _index(choice: JsonObject) -> int:
    index = choice.get("index", 0)
    if not isinstance(index, int):
        _refuse()
    return index


def _refuse() -> NoReturn:
    raise Refusal(Code.PROVIDER_ERROR)
