"""The rehearsal makes a call of each wire and manner, and none of them leaves."""

from collections.abc import AsyncIterable
from typing import Any

from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.prefixes import Client
from gateway.adapters.litellm_provider.rehearsal import Stage, rehearse
from tests.support.event_stream import FRAMES


def library(calls: list[dict[str, Any]], *, failing: bool = False) -> Library:
    async def called(**given: Any) -> object:  # noqa: ANN401 - litellm's own signature
        calls.append(given)
        if failing:
            raise RuntimeError("canary")
        return await given["client"].handle_async_request(object())

    def client(kind: Client, transport: object, key: str, base_url: str) -> object:
        return transport

    def response(content_type: str, content: AsyncIterable[bytes]) -> object:
        return content_type, content

    completion: Any = called
    messages: Any = called
    return Library(completion, messages, client, response, FRAMES)


def test_each_wire_is_rehearsed_whole_and_streamed() -> None:
    calls: list[dict[str, Any]] = []

    rehearse(library(calls))

    assert [(call["model"], call["stream"]) for call in calls] == [
        ("mistral/rehearsal", False),
        ("mistral/rehearsal", True),
        ("openai/rehearsal", False),
        ("openai/rehearsal", True),
    ]
    assert all(isinstance(call["client"], Stage) for call in calls)
    assert {call["max_retries"] for call in calls} == {0}


def test_a_failing_rehearsal_stops_nothing() -> None:
    calls: list[dict[str, Any]] = []

    rehearse(library(calls, failing=True))

    assert len(calls) == 4


async def test_a_stage_answers_from_itself() -> None:
    answer = await Stage(library([]), streamed=True).handle_async_request(object())

    assert isinstance(answer, tuple)
    assert answer[0] == "text/event-stream"
    assert b"".join([piece async for piece in answer[1]]).endswith(b"data: [DONE]\n\n")
