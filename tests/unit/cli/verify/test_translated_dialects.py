"""Each dialect hears texts and tools in its own form, and says them whole and streamed."""

import json

import pytest

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.script import Turn
from gateway.cli.verify.translated_dialects import TRANSLATED, Dialect
from gateway.core.jsontypes import JsonObject
from tests.support.event_stream import FRAMES

SCHEMA: JsonObject = {"type": "object", "properties": {"mail": {"type": "string"}}}
FUNCTION: JsonObject = {"name": "find", "parameters": SCHEMA}
ASKED: dict[str, JsonObject] = {
    ":generateContent": {
        "contents": [{"role": "user", "parts": [{"text": "Hello"}]}, {"role": "model", "parts": [{"text": "Hi"}]}],
        "tools": [{"functionDeclarations": [FUNCTION]}],
    },
    "/converse": {
        "messages": [
            {"role": "user", "content": [{"text": "Hello"}]},
            {"role": "assistant", "content": [{"text": "Hi"}]},
        ],
        "toolConfig": {"tools": [{"toolSpec": {"name": "find", "inputSchema": {"json": SCHEMA}}}]},
    },
    "/api/chat": {
        "messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}],
        "tools": [{"type": "function", "function": FUNCTION}],
    },
}
TURNS = (
    Turn("Hello, this is a longer text for [PERSON_1]."),
    Turn(tool="find", arguments={"mail": "[EMAIL_ADDRESS_1]"}),
)


@pytest.mark.parametrize("ending", ASKED)
def test_the_users_texts_and_the_tools_are_heard(ending: str) -> None:
    dialect, _ = TRANSLATED[ending]

    assert dialect.asked(ASKED[ending]) == Read("", ("Hello",), "", {"find": SCHEMA}, tool_answered=False)


def said(dialect: Dialect, raw: bytes) -> str:
    """All strings of a stream's events, joined: texts are cut, and calls of converse, too."""
    if "eventstream" in dialect.content_type:
        frames = FRAMES()
        frames.add_data(raw)
        events = [json.loads(frame.payload) for frame in frames]
        return "".join(
            part.get("text") or part["toolUse"]["input"] for event in events if (part := event.get("delta")) is not None
        )
    events = [json.loads(line.removeprefix(b"data: ")) for line in raw.splitlines() if line.strip()]
    if "event-stream" in dialect.content_type:
        parts = [event["candidates"][0]["content"]["parts"][0] for event in events]
        return "".join(part.get("text") or json.dumps(part["functionCall"]["args"]) for part in parts)
    messages = [event["message"] for event in events]
    return "".join(m["content"] or json.dumps(m["tool_calls"][0]["function"]["arguments"]) for m in messages)


@pytest.mark.parametrize("ending", ASKED)
@pytest.mark.parametrize("turn", TURNS, ids=["text", "call"])
def test_a_stream_says_what_the_whole_answer_says(ending: str, turn: Turn) -> None:
    dialect, _ = TRANSLATED[ending]
    wanted = turn.text or turn.arguments

    raw = b"".join(dialect.streamed(turn))

    assert json.dumps(wanted, ensure_ascii=False) in json.dumps(dialect.whole(turn), ensure_ascii=False)
    assert said(dialect, raw) == turn.text or json.loads(said(dialect, raw)) == turn.arguments
