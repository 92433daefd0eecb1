"""The wire `openai.chat`: what leaves, what comes back, how it refuses."""

import httpx
import openai
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.strict_json import dump
from gateway.core.wire import Event, Wire
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_stream import StreamedOpenAiAnswer
from gateway.core.wires.openai_whole import WholeOpenAiAnswer
from tests.support.wires import CALL_ID, DONE, as_sent, choice, chunk, openai_body, openai_call

NOTE = "Copy tokens."


def test_it_is_a_wire() -> None:
    wire: Wire = OPENAI_CHAT

    assert (wire.name, wire.path) == ("openai.chat", "/chat/completions")
    assert isinstance(wire.answer(openai_call(), call_id=CALL_ID), WholeOpenAiAnswer)
    assert isinstance(wire.answer(openai_call(stream=True), call_id=CALL_ID), StreamedOpenAiAnswer)


def test_the_upstream_body_has_the_provider_s_model_and_the_forced_values() -> None:
    body = openai_body(store=True)
    sent = OPENAI_CHAT.outbound(body, model="gpt-x", note=None, forced={"store": False, "provider": {"zdr": True}})

    assert sent == {**openai_body(), "model": "gpt-x", "store": False, "provider": {"zdr": True}}
    assert body == openai_body(store=True)


@pytest.mark.parametrize(
    ("roles", "place", "role"),
    [
        (["user"], 0, "system"),
        (["system", "user"], 1, "system"),
        (["developer", "developer", "user", "system"], 2, "developer"),
        (["system"], 1, "system"),
    ],
)
def test_the_note_is_the_last_of_the_leading_instructions(roles: list[str], place: int, role: str) -> None:
    body = openai_body(messages=[{"role": each, "content": "x"} for each in roles])
    messages = OPENAI_CHAT.outbound(body, model="m", note=NOTE, forced={})["messages"]

    assert isinstance(messages, list)
    assert messages[place] == {"role": role, "content": NOTE}
    assert [*messages[:place], *messages[place + 1 :]] == body["messages"]


def test_events_are_encoded_as_the_caller_s_client_reads_them() -> None:
    assert OPENAI_CHAT.encode(Event(None, {"a": "é"}), streamed=False) == '{"a":"é"}'.encode()
    assert OPENAI_CHAT.encode(Event(None, {"a": 1}), streamed=True) == b'data: {"a":1}\n\n'
    assert OPENAI_CHAT.encode(DONE, streamed=True) == b"data: [DONE]\n\n"


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        (Code.INVALID_REQUEST, 400, openai.BadRequestError),
        (Code.INVALID_KEY, 401, openai.AuthenticationError),
        (Code.CONSENT_REQUIRED, 403, openai.PermissionDeniedError),
        (Code.UNINSPECTABLE, 422, openai.UnprocessableEntityError),
        (Code.RATE_LIMITED, 429, openai.RateLimitError),
        (Code.STORE_UNAVAILABLE, 503, openai.InternalServerError),
    ],
)
def test_the_official_client_raises_its_own_exception(
    code: Code, status: int, expected: type[openai.APIStatusError]
) -> None:
    body = dump(OPENAI_CHAT.error(Refusal(code, param="n"), request_id="r"))

    with pytest.raises(expected) as caught:
        _client(body, status).chat.completions.create(model="fast", messages=[])

    assert (caught.value.code, caught.value.param) == (code.value, "n")
    assert "Who can mend it" in caught.value.message


def test_the_official_client_raises_on_an_error_in_mid_stream() -> None:
    error = OPENAI_CHAT.error_event(Refusal(Code.PROVIDER_TIMEOUT), request_id="r")
    body = as_sent(chunk(choice(role="assistant", content="Hel"))) + error
    heard: list[str | None] = []

    with (
        pytest.raises(openai.APIError) as caught,
        _client(body, 200, "text/event-stream").chat.completions.create(
            model="fast", messages=[], stream=True
        ) as stream,
    ):
        heard.extend(each.choices[0].delta.content for each in stream)

    assert heard == ["Hel"]
    assert caught.value.code == "provider_timeout"


def _client(body: bytes, status: int, kind: str = "application/json") -> openai.OpenAI:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=body, headers={"content-type": kind}))
    return openai.OpenAI(
        api_key="k",
        base_url="http://gw/twin/v1",
        max_retries=0,
        http_client=httpx.Client(transport=transport),
    )
