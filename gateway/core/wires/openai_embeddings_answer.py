"""OpenAI's embeddings as they come back: one list of vectors, rebuilt field by field, one vector per text.

A vector is a list of numbers, or base64 of 32-bit floats where that was asked for. All of an answer are of one kind and one
length, of as many dimensions as were asked for. Nothing in them can be a token, so nothing is restored.
"""

from __future__ import annotations

import re
from typing import Final

from gateway.core.call import Call
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Event, Restorers
from gateway.core.wires.openai_embeddings_request import BASE64, MAX_DIMENSIONS
from gateway.core.wires.parts import (
    INPUT_TOKENS,
    ReadAnswer,
    a_list,
    a_position,
    a_word,
    an_object,
    broken,
    count,
)

FLOAT_BYTES: Final = 4
_BASE64: Final = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_OBJECTS: Final = frozenset({"list"})
_ITEMS: Final = frozenset({"embedding"})
_COUNTS: Final = ("prompt_tokens", "total_tokens")


class EmbeddingsAnswer(ReadAnswer):
    """A list of vectors: exactly one event."""

    def __init__(self, call: Call) -> None:
        """The answer to `call`."""
        super().__init__(call)
        dimensions = call.body.get("dimensions")
        self._texts = len(call.leaves)
        self._may_be_base64 = call.body.get("encoding_format") == BASE64
        self._dimensions = dimensions if isinstance(dimensions, int) else None
        self._is_read = False

    def accept(self, event: Event) -> list[Event]:
        """The answer rebuilt, vectors in the texts' order; `provider_error` for another shape or a second event."""
        raw = event.data
        if self._is_read:
            raise broken()
        a_word(raw.get("object", "list"), _OBJECTS)
        rows = a_list(raw.get("data"), self._texts)
        vectors = dict(self._row(an_object(row), place) for place, row in enumerate(rows))
        if len(vectors) != self._texts:
            raise broken()
        data: list[JsonValue] = [
            {"object": "embedding", "index": index, "embedding": vectors[index]} for index in range(self._texts)
        ]
        answer: JsonObject = {"object": "list", "data": data, "model": self.model}
        usage = self._token_counts(raw.get("usage"))
        if usage is not None:
            answer["usage"] = usage
        self._is_read = True
        return [Event(None, answer)]

    def restore(self, event: Event, restorers: Restorers) -> list[Event]:
        """The answer as it is: a vector holds no token."""
        del restorers
        return [event]

    def finish(self) -> None:
        """`provider_error` if nothing came."""
        if not self._is_read:
            raise broken()

    def text(self) -> str:
        """Empty: there is no text."""
        return ""

    def _row(self, row: JsonObject, place: int) -> tuple[int, JsonValue]:
        a_word(row.get("object", "embedding"), _ITEMS)
        index = a_position(row.get("index", place), self._texts)
        vector = row.get("embedding")
        dimensions = self._floats(vector) if isinstance(vector, str) else _numbers(vector)
        if not dimensions or dimensions > MAX_DIMENSIONS or dimensions != (self._dimensions or dimensions):
            raise broken()
        self._dimensions = dimensions
        return index, vector

    def _floats(self, vector: str) -> int:
        """How many floats a base64 text holds."""
        if not self._may_be_base64 or not _BASE64.fullmatch(vector):
            raise broken()
        length = len(vector) // 4 * 3 - vector.count("=", -2)
        if length % FLOAT_BYTES:
            raise broken()
        return length // FLOAT_BYTES

    def _token_counts(self, value: JsonValue) -> JsonObject | None:
        """The `usage` object, rebuilt; None if there is none. Kept for the trace."""
        if not isinstance(value, dict):
            return None
        counts = {name: number for name in _COUNTS if (number := count(value.get(name))) is not None}
        self.counted(INPUT_TOKENS, counts.get("prompt_tokens"))
        return dict(counts) if len(counts) == len(_COUNTS) else None


def _numbers(vector: JsonValue) -> int:
    """How many numbers a list holds, and nothing else."""
    numbers = a_list(vector, MAX_DIMENSIONS)
    if not all(type(number) is float or type(number) is int for number in numbers):
        raise broken()
    return len(numbers)
