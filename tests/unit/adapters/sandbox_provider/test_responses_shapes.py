"""A turn in the Responses form: accepted by the wire's closed reading, whole and streamed alike."""

import json

import pytest

from gateway.adapters.sandbox_provider.request import Read
from gateway.adapters.sandbox_provider.responses_shapes import responses_streamed, responses_whole
from gateway.adapters.sandbox_provider.script import Turn
from gateway.core.wire import Event
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.support.providers import text_read
from tests.support.responses import responses_body, responses_tool
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import document, events_of, through

READ = Read("sales", ("Hello",), "", {}, tool_answered=False)
each_manner = pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])


def events(turn: Turn, *, streamed: bool) -> list[Event]:
    return responses_streamed(READ, turn) if streamed else [responses_whole(READ, turn)]


@each_manner
def test_a_text_arrives_whole(*, streamed: bool) -> None:
    text = "Sandbox answer: Hello [PERSON_1], shall we speak on Thursday?"
    body = responses_body(stream=streamed)

    assert text_read(OPENAI_RESPONSES, body, events(Turn(text), streamed=streamed)) == text


@each_manner
def test_a_tool_call_arrives_with_its_arguments(*, streamed: bool) -> None:
    turn = Turn(tool="send_mail", arguments={"to": "[EMAIL_ADDRESS_1]"})
    call = OPENAI_RESPONSES.read(responses_body(stream=streamed, tools=[responses_tool("send_mail")]))
    raw = through(OPENAI_RESPONSES, call, events(turn, streamed=streamed), ReplacingRestorers())
    answer = events_of(raw)[-1]["response"] if streamed else document(raw)

    assert isinstance(answer, dict)
    (item,) = answer["output"] if isinstance(answer["output"], list) else []
    assert isinstance(item, dict)
    assert item["name"] == "send_mail"
    assert json.loads(str(item["arguments"])) == {"to": "[EMAIL_ADDRESS_1]"}
