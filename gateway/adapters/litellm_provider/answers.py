"""litellm's answers as events of the caller's wire, field by field: what litellm adds stays behind.

litellm gives OpenAI-wire answers as objects, Anthropic-wire answers as dictionaries or as the text of
server-sent events. Values are checked by the wire's closed reading, as a provider's own would be.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import cast

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import END, Event
from gateway.core.wires.sse import SseParser, read

_ANSWER = ("id", "object", "created", "model")
_USAGE = ("prompt_tokens", "completion_tokens", "total_tokens")
_MESSAGE = ("id", "type", "role", "model", "content", "stop_reason", "stop_sequence")


async def openai_whole(answer: object) -> AsyncIterator[Event]:
    """A chat completion, as the only event."""
    yield Event(None, _openai(answer, "message"))


async def openai_streamed(answer: AsyncIterator[object]) -> AsyncIterator[Event]:
    """The chunks, and the end mark that litellm swallows."""
    async for chunk in answer:
        yield Event(None, _openai(chunk, "delta"))
    yield Event(END, {})


async def anthropic_whole(answer: object) -> AsyncIterator[Event]:
    """A message, as the only event."""
    whole = _plain(answer)
    usage = _pick(_object(whole.get("usage")), ("input_tokens", "output_tokens"))
    yield Event(None, {**_pick(whole, _MESSAGE), "usage": usage})


async def anthropic_streamed(answer: AsyncIterator[object]) -> AsyncIterator[Event]:
    """The events. litellm writes them out; they are read as strictly as a provider's."""
    parser = SseParser()
    async for piece in answer:
        if not isinstance(piece, bytes):
            raise Refusal(Code.PROVIDER_ERROR)
        for event in parser.feed(piece):
            yield read(event)
    parser.close()


def _openai(answer: object, part: str) -> JsonObject:
    plain = _plain(answer)
    choices = plain.get("choices")
    if not isinstance(choices, list):
        raise Refusal(Code.PROVIDER_ERROR)
    made: JsonObject = {
        **_pick(plain, _ANSWER),
        "choices": [_choice(_object(each), part) for each in choices],
    }
    if plain.get("usage") is not None:
        made["usage"] = _pick(_object(plain["usage"]), _USAGE)
    return made


def _choice(choice: JsonObject, part: str) -> JsonValue:
    message = _object(choice.get(part))
    made = _pick(message, ("role", "content") if part == "message" else _present(message, "role", "content"))
    extra = message.get("provider_specific_fields")
    if isinstance(extra, dict) and isinstance(extra.get("refusal"), str):
        made["refusal"] = extra["refusal"]
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        made["tool_calls"] = [_tool_call(_object(call)) for call in calls]
    return {**_pick(choice, ("index", "finish_reason")), part: made}


def _tool_call(call: JsonObject) -> JsonValue:
    function = _object(call.get("function"))
    made = _pick(call, _present(call, "index", "id", "type"))
    made["function"] = _pick(function, _present(function, "name", "arguments"))
    return made


def _plain(answer: object) -> JsonObject:
    """`answer` as plain values: it is a dictionary already, or one of litellm's pydantic objects."""
    dump = getattr(answer, "model_dump", None)
    return _object(dump() if callable(dump) else answer)


def _object(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise Refusal(Code.PROVIDER_ERROR)
    return cast("JsonObject", value)


def _present(value: Mapping[str, JsonValue], *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if value.get(name) is not None)


def _pick(value: Mapping[str, JsonValue], names: tuple[str, ...]) -> JsonObject:
    return {name: value.get(name) for name in names}
