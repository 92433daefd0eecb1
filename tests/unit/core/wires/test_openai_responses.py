"""The Responses wire: stateless by construction, and errors that the official client understands."""

import httpx
import openai
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Event
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.support.responses import begun, message_events, response, responses_body, responses_tool
from tests.support.wires import as_sent

NOTE = "Copy the tokens."


def sent(body: JsonObject, note: str | None = None, **forced: object) -> JsonObject:
    return OPENAI_RESPONSES.outbound(body, model="gpt-x", note=note, forced=forced)


def test_no_body_leaves_without_store_false() -> None:
    assert sent(responses_body()) == {"model": "gpt-x", "input": "Hello", "store": False}
    assert sent(responses_body(), store=True)["store"] is False


def test_what_a_provider_forces_is_written_last() -> None:
    assert sent(responses_body(truncation="auto"), truncation="disabled")["truncation"] == "disabled"


@pytest.mark.parametrize(
    ("given", "expected"), [({}, NOTE), ({"instructions": ""}, NOTE), ({"instructions": "Sell"}, f"Sell\n\n{NOTE}")]
)
def test_the_note_ends_the_instructions(given: JsonObject, expected: str) -> None:
    body = responses_body(**given)

    assert sent(body, NOTE)["instructions"] == expected
    assert body == responses_body(**given)


def test_a_chosen_tool_is_declared() -> None:
    choice: JsonObject = {"type": "function", "name": "find"}

    assert OPENAI_RESPONSES.read(responses_body(tools=[responses_tool("find")], tool_choice=choice)).tools == ("find",)
    with pytest.raises(Refusal) as caught:
        OPENAI_RESPONSES.read(responses_body(tool_choice=choice))
    assert caught.value.param == "tool_choice.name"


def test_its_words_are_its_own() -> None:
    assert {"input", "input_text", "instructions", "function_call_output"} <= OPENAI_RESPONSES.words
    assert "messages" not in OPENAI_RESPONSES.words


def test_a_whole_answer_is_one_document_and_a_piece_is_a_named_event() -> None:
    event = Event("response.completed", {"type": "response.completed"})

    assert OPENAI_RESPONSES.encode(event, streamed=True) == (
        b'event: response.completed\ndata: {"type":"response.completed"}\n\n'
    )
    assert OPENAI_RESPONSES.encode(Event(None, {"id": "x"}), streamed=False) == b'{"id":"x"}'


def test_errors_are_openai_s() -> None:
    refusal = Refusal(Code.PARAMETER_REFUSED, param="store")

    assert OPENAI_RESPONSES.error(refusal, request_id="r") == OPENAI_CHAT.error(refusal, request_id="r")


def test_the_official_client_raises_on_an_error_in_mid_stream() -> None:
    error = OPENAI_RESPONSES.error_event(Refusal(Code.PROVIDER_TIMEOUT), request_id="r")
    body = b"".join(as_sent(each, name=True) for each in [*begun(), *message_events(0, "Hel")]) + error
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, content=body, headers={"content-type": "text/event-stream"})
    )
    client = openai.OpenAI(
        api_key="k", base_url="http://gw/twin/v1", max_retries=0, http_client=httpx.Client(transport=transport)
    )
    heard: list[str] = []

    with pytest.raises(openai.APIError) as caught, client.responses.stream(model="fast", input="") as stream:
        heard.extend(event.delta for event in stream if event.type == "response.output_text.delta")

    assert heard == ["Hel"]
    assert caught.value.code == "provider_timeout"


def test_an_error_event_has_the_fields_of_its_type() -> None:
    raw = OPENAI_RESPONSES.error_event(Refusal(Code.PROVIDER_ERROR), request_id="r")

    assert raw.startswith(b'event: error\ndata: {"type":"error",')
    assert b'"code":"provider_error"' in raw
    assert b"response.completed" not in raw


def test_an_answer_is_read_as_the_call_asked() -> None:
    whole = OPENAI_RESPONSES.answer(OPENAI_RESPONSES.read(responses_body()), call_id="c")
    streamed = OPENAI_RESPONSES.answer(OPENAI_RESPONSES.read(responses_body(stream=True)), call_id="c")

    assert whole.accept(Event(None, response()))
    assert streamed.accept(begun()[0])
