"""The wire `anthropic.messages`: what leaves, what comes back, how it refuses."""

import anthropic
import httpx2
import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.strict_json import dump
from gateway.core.wire import Event, Wire
from gateway.core.wires.anthropic_answer import WholeAnthropicAnswer
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_stream import StreamedAnthropicAnswer
from tests.support.wires import CALL_ID, anthropic_body, anthropic_call, as_sent, stream, text_block

NOTE = "Copy tokens."


def test_it_is_a_wire() -> None:
    wire: Wire = ANTHROPIC_MESSAGES

    assert (wire.name, wire.path) == ("anthropic.messages", "/v1/messages")
    assert isinstance(wire.answer(anthropic_call(), call_id=CALL_ID), WholeAnthropicAnswer)
    assert isinstance(wire.answer(anthropic_call(stream=True), call_id=CALL_ID), StreamedAnthropicAnswer)


def test_the_upstream_body_has_the_provider_s_model_and_the_forced_values() -> None:
    sent = ANTHROPIC_MESSAGES.outbound(anthropic_body(), model="claude-x", note=None, forced={"inference_geo": "eu"})

    assert sent == {**anthropic_body(), "model": "claude-x", "inference_geo": "eu"}


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (None, NOTE),
        ("", NOTE),
        ("You sell", f"You sell\n\n{NOTE}"),
        ([{"type": "text", "text": "x"}], [{"type": "text", "text": "x"}, {"type": "text", "text": NOTE}]),
    ],
)
def test_the_note_ends_the_system_text(system: JsonValue, expected: JsonValue) -> None:
    body = anthropic_body() if system is None else anthropic_body(system=system)

    assert ANTHROPIC_MESSAGES.outbound(body, model="m", note=NOTE, forced={})["system"] == expected


def test_events_are_encoded_as_the_caller_s_client_reads_them() -> None:
    assert ANTHROPIC_MESSAGES.encode(Event(None, {"a": 1}), streamed=False) == b'{"a":1}'
    assert ANTHROPIC_MESSAGES.encode(Event("a", {"a": 1}), streamed=True) == b'event: a\ndata: {"a":1}\n\n'


def test_a_refusal_has_anthropic_s_shape_and_names_the_clause() -> None:
    refusal = Refusal(Code.CONSENT_REQUIRED)

    assert ANTHROPIC_MESSAGES.error(refusal, request_id="r") == {
        "type": "error",
        "error": {
            "type": "permission_error",
            "message": "No consent is on file for this user and purpose. The tenant can grant it for this"
            " user and purpose. Who can mend it: the tenant's administrator.",
            "param": None,
            "code": "consent_required",
            "clause": "C3.1",
        },
        "request_id": "r",
    }


@pytest.mark.parametrize(
    ("code", "status", "expected", "kind"),
    [
        (Code.INVALID_REQUEST, 400, anthropic.BadRequestError, "invalid_request_error"),
        (Code.INVALID_KEY, 401, anthropic.AuthenticationError, "authentication_error"),
        (Code.ENDPOINT_REFUSED, 403, anthropic.PermissionDeniedError, "permission_error"),
        (Code.TOO_LARGE, 413, anthropic.APIStatusError, "request_too_large"),
        (Code.UNINSPECTABLE, 422, anthropic.UnprocessableEntityError, "invalid_request_error"),
        (Code.BUDGET_EXHAUSTED, 429, anthropic.RateLimitError, "rate_limit_error"),
        (Code.REDACTION_INCOMPLETE, 500, anthropic.InternalServerError, "api_error"),
        (Code.STORE_UNAVAILABLE, 503, anthropic.InternalServerError, "overloaded_error"),
        (Code.PROVIDER_TIMEOUT, 504, anthropic.InternalServerError, "timeout_error"),
    ],
)
def test_the_official_client_raises_its_own_exception(
    code: Code, status: int, expected: type[anthropic.APIStatusError], kind: str
) -> None:
    body = dump(ANTHROPIC_MESSAGES.error(Refusal(code), request_id="r"))

    with pytest.raises(expected) as caught:
        _client(body, status).messages.create(model="fast", max_tokens=1, messages=[])

    assert isinstance(caught.value.body, dict)
    assert caught.value.body["error"]["type"] == kind
    assert caught.value.body["error"]["code"] == code.value


def test_the_official_client_raises_on_an_error_in_mid_stream() -> None:
    begun = stream(*text_block(0, "Hel"))[:4]
    body = b"".join(as_sent(event, name=True) for event in begun)
    body += ANTHROPIC_MESSAGES.error_event(Refusal(Code.CONSENT_WITHDRAWN), request_id="r")
    heard: list[str] = []

    with (
        pytest.raises(anthropic.APIStatusError, match="consent_withdrawn"),
        _client(body, 200, "text/event-stream").messages.stream(model="fast", max_tokens=1, messages=[]) as answer,
    ):
        heard.extend(answer.text_stream)

    assert heard == ["Hel"]


def _client(body: bytes, status: int, kind: str = "application/json") -> anthropic.Anthropic:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status, content=body, headers={"content-type": kind}))
    return anthropic.Anthropic(
        api_key="k", base_url="http://gw/twin", max_retries=0, http_client=httpx2.Client(transport=transport)
    )
