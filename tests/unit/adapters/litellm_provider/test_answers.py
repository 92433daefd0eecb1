"""What litellm adds of its own stays behind, and what is no answer is refused."""

from collections.abc import AsyncIterator

import pytest

from gateway.adapters.litellm_provider.answers import (
    anthropic_streamed,
    anthropic_whole,
    openai_streamed,
    openai_whole,
)
from gateway.core.errors import Code, Refusal
from gateway.core.wire import END, Event

HEAD = {"id": "1", "object": "chat.completion", "created": 7, "model": "m"}
EXTRA = {"citations": ["canary"], "provider_specific_fields": {"a": "canary"}, "system_fingerprint": None}
CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}", "parsed": "canary"}, **EXTRA}


class Dumped:
    """Stands for one of litellm's pydantic objects."""

    def __init__(self, **fields: object) -> None:
        self._fields = fields

    def model_dump(self) -> dict[str, object]:
        return self._fields


async def items(*each: object) -> AsyncIterator[object]:
    for item in each:
        yield item


async def events(made: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in made]


async def test_a_completion_keeps_its_fields_and_no_others() -> None:
    message = {"role": "assistant", "content": None, "tool_calls": [CALL], "reasoning_content": "canary", **EXTRA}
    choice = {"index": 0, "finish_reason": "tool_calls", "message": message, **EXTRA}
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, **EXTRA}

    (event,) = await events(openai_whole(Dumped(**HEAD, **EXTRA, choices=[choice], usage=usage)))

    assert "canary" not in repr(event.data)
    tool_call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    kept = {"role": "assistant", "content": None, "tool_calls": [tool_call]}
    assert event.data["choices"] == [{"index": 0, "finish_reason": "tool_calls", "message": kept}]
    assert event.data["usage"] == {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


async def test_chunks_keep_what_they_bring_and_end_with_the_end_mark() -> None:
    part = {"index": 0, "id": None, "type": None, "function": {"name": None, "arguments": "{"}}
    chunks = [
        Dumped(**HEAD, choices=[{"index": 0, "finish_reason": None, "delta": {"role": "assistant", "content": ""}}]),
        Dumped(**HEAD, choices=[{"index": 0, "finish_reason": None, "delta": {"tool_calls": [part], **EXTRA}}]),
    ]

    first, second, last = await events(openai_streamed(items(*chunks)))

    assert first.data["choices"] == [{"index": 0, "finish_reason": None, "delta": {"role": "assistant", "content": ""}}]
    assert second.data["choices"] == [
        {
            "index": 0,
            "finish_reason": None,
            "delta": {"tool_calls": [{"index": 0, "function": {"arguments": "{"}}]},
        }
    ]
    assert last == Event(END, {})


async def test_a_message_keeps_its_fields_and_no_others() -> None:
    usage = {"input_tokens": 1, "output_tokens": 2, "cache": "canary"}
    message = {"id": "1", "type": "message", "content": [], "usage": usage, **EXTRA}

    (event,) = await events(anthropic_whole(message))

    assert "canary" not in repr(event.data)
    assert event.data["usage"] == {"input_tokens": 1, "output_tokens": 2}


async def test_anthropic_events_are_read_across_any_split() -> None:
    raw = b'event: ping\ndata: {"type": "ping"}\n\nevent: message_stop\ndata: {"type": "message_stop"}\n\n'

    read = await events(anthropic_streamed(items(*(raw[i : i + 1] for i in range(len(raw))))))

    assert [event.name for event in read] == ["ping", "message_stop"]


@pytest.mark.parametrize(
    "made",
    [
        lambda: openai_whole(Dumped(**HEAD)),
        lambda: openai_whole("canary"),
        lambda: openai_whole(Dumped(**HEAD, choices=["canary"])),
        lambda: openai_whole(Dumped(**HEAD, choices=[{"message": "canary"}])),
        lambda: anthropic_whole(None),
        lambda: anthropic_whole({"usage": "canary"}),
        lambda: anthropic_streamed(items("canary")),
        lambda: anthropic_streamed(items(b"data: canary\n\n")),
        lambda: anthropic_streamed(items(b"data: {")),
    ],
)
async def test_what_is_no_answer_is_a_provider_error(made: object) -> None:
    assert callable(made)
    with pytest.raises(Refusal) as refused:
        await events(made())

    assert refused.value.code is Code.PROVIDER_ERROR
