"""The order of a provider's stream, by its documentation: which events there are, and that the end is one.

| | events | end |
|---|---|---|
| chat completions | objects with `choices`; several may finish one by one | `[DONE]` when each choice has its `finish_reason` |
| Anthropic | `message_start` ... `message_stop`, `ping` anywhere | `message_stop` (blocks.py) |
| Gemini | `candidates`, `promptFeedback` or `usageMetadata` | `finishReason` of each candidate; without any, a blocked prompt |
| Ollama | objects with `message` or `done` | `done` is true |
| Bedrock converse | `messageStart` ... `messageStop`, `metadata` after it | `messageStop` (blocks.py) |

An error in mid-stream, an event of another kind, a word after the end, and an end that is none are `provider_error`.
An `error` that is null tells of none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from gateway.core.jsontypes import JsonObject
from gateway.core.wire import END
from gateway.core.wires.parts import a_list, a_position, an_object, broken

_MAX_CHOICES: Final = 128
_MAX_PARTS: Final = 4096


class Order(Protocol):
    """Sees the events of one stream, in their order."""

    @property
    def has_ended(self) -> bool:
        """True once the answer's own mark of its end was seen."""
        ...

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

    @property
    def has_ended(self) -> bool:
        """See `Order`."""
        return self._order.has_ended

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        self._judge(data)
        self._order.see(name, data)

    def close(self) -> None:
        """See `Order`."""
        self._order.close()


class ChatOrder:
    """Chat completions. xAI's empty `finish_reason` is one that came if it follows calls of tools; any other is none."""

    _SAYS = ("content", "tool_calls", "refusal", "function_call", "reasoning_content", "reasoning", "audio", "images")

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._finished: dict[int, bool] = {}
        self._called: dict[int, bool] = {}
        """Choices whose last words were calls of tools; True once an empty reason followed."""
        self.has_ended = False
        """See `Order`."""

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        if self.has_ended or name not in {None, END}:
            raise broken()
        if name == END:
            self.has_ended = True
            self._all_finished()
            return
        if _tells_error(data) or not isinstance(data.get("choices"), list):
            raise broken()
        for choice in _objects(data, "choices"):
            self._see_choice(choice)

    def close(self) -> None:
        """See `Order`."""
        if not self.has_ended:
            raise broken()

    def _see_choice(self, choice: JsonObject) -> None:
        index = _index(choice)
        delta, reason = choice.get("delta"), choice.get("finish_reason")
        finished = self._finished.setdefault(index, False)
        if not isinstance(reason, str | None):
            raise broken()
        if isinstance(delta, dict) and any(delta.get(name) for name in self._SAYS):
            if finished:
                raise broken()
            self._called.pop(index, None)
            if delta.get("tool_calls"):
                self._called[index] = False
        if reason:
            self._finished[index] = True
        elif reason == "" and index in self._called:
            self._called[index] = True

    def _all_finished(self) -> None:
        if not self._finished or not all(self._called.get(each, done) or done for each, done in self._finished.items()):
            raise broken()


_SILENT = frozenset({"text", "thought", "thoughtSignature"})
"""Fields of Gemini's parts that say nothing where the text is empty: a signature may come after the end."""


class GeminiOrder:
    """Gemini's and Vertex AI's `streamGenerateContent`."""

    has_ended = False
    """There is no mark: a candidate that has finished may be followed by one that was not seen before."""
    _KINDS = ("candidates", "promptFeedback", "usageMetadata")

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._finished: dict[int, bool] = {}
        self._is_blocked = False

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        if name is not None or _tells_error(data) or not any(kind in data for kind in self._KINDS):
            raise broken()
        feedback = data.get("promptFeedback")
        self._is_blocked |= isinstance(feedback, dict) and bool(feedback.get("blockReason"))
        for candidate in _objects(data, "candidates"):
            index = _index(candidate)
            was_finished = self._finished.get(index, False)
            if self._says(candidate) and was_finished:
                raise broken()
            self._finished[index] = was_finished or bool(candidate.get("finishReason"))

    def close(self) -> None:
        """See `Order`."""
        if not (all(self._finished.values()) if self._finished else self._is_blocked):
            raise broken()

    @staticmethod
    def _says(candidate: JsonObject) -> bool:
        content = candidate.get("content")
        parts = _objects(content, "parts") if isinstance(content, dict) else []
        return any(part.get("text") or part.keys() - _SILENT for part in parts)


class OllamaOrder:
    """Ollama's `/api/chat`."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.has_ended = False
        """See `Order`."""

    def see(self, name: str | None, data: JsonObject) -> None:
        """See `Order`."""
        del name
        if self.has_ended or _tells_error(data) or not ("message" in data or "done" in data):
            raise broken()
        self.has_ended = data.get("done") is True

    def close(self) -> None:
        """See `Order`."""
        if not self.has_ended:
            raise broken()


def _objects(data: JsonObject, name: str) -> list[JsonObject]:
    """The objects of a list, which may be null or absent."""
    values = data.get(name)
    return [] if values is None else [an_object(each) for each in a_list(values, _MAX_PARTS)]


def _index(choice: JsonObject) -> int:
    return a_position(choice.get("index", 0), _MAX_CHOICES)


def _tells_error(data: JsonObject) -> bool:
    return data.get("error") is not None
