"""The text that people read of a request's or an answer's JSON, in either wire."""

from __future__ import annotations

import json

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.note import NOTE


def of_request(body: bytes) -> str:
    """The messages' texts; the gateway's own note, which is the same in every call, aside."""
    request: JsonObject = json.loads(body)
    texts = [
        _text(request.get("system")),
        *(_text(message.get("content")) for message in _objects(request.get("messages"))),
    ]
    return "\n".join(text for each in texts if (text := each.replace(NOTE, "").strip()))


def of_answer(body: bytes) -> str:
    """The first choice's text, or the message's."""
    answer: JsonObject = json.loads(body)
    for choice in _objects(answer.get("choices")):
        message = choice.get("message")
        return _text(message.get("content")) if isinstance(message, dict) else ""
    return _text(answer.get("content"))


def _text(content: JsonValue) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(str(part["text"]) for part in _objects(content) if "text" in part)


def _objects(value: JsonValue) -> list[JsonObject]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
