"""Answers of figures: a count of tokens, and vectors. A vector depends on its text alone and means nothing."""

from __future__ import annotations

from array import array
from base64 import b64encode
from hashlib import shake_128

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.shapes import given_tokens
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.stages import Upstream
from gateway.core.wire import Event

DIMENSIONS = 64
"""Where the call asks for none."""
_MIDDLE = 127.5


def counted(read: Read) -> Event:
    """The tokens of a request, as Anthropic counts them out."""
    return Event(None, {"input_tokens": given_tokens(read)})


def vectors(upstream: Upstream) -> Event:
    """A vector for each text, as OpenAI lists them."""
    asked = upstream.body
    given = asked["input"]
    texts = [str(text) for text in given] if isinstance(given, list) else [str(given)]
    dimensions = asked.get("dimensions", DIMENSIONS)
    assert isinstance(dimensions, int)  # noqa: S101 - the wire's schema, told to the type checker
    data: list[JsonValue] = []
    for index, text in enumerate(texts):
        vector = _vector(text, dimensions)
        is_text = asked.get("encoding_format") == "base64"
        made: JsonValue = b64encode(vector.tobytes()).decode("ascii") if is_text else [*vector]
        data.append({"object": "embedding", "index": index, "embedding": made})
    tokens = sum(map(len, texts)) // 4 + 1
    usage: JsonObject = {"prompt_tokens": tokens, "total_tokens": tokens}
    return Event(None, {"object": "list", "data": data, "model": upstream.model, "usage": usage})


def _vector(text: str, dimensions: int) -> array[float]:
    """Floats of 32 bits between -1 and 1, drawn from the text's digest."""
    return array("f", (byte / _MIDDLE - 1 for byte in shake_128(text.encode()).digest(dimensions)))
