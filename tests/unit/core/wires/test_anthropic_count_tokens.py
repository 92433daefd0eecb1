"""The wire `anthropic.count_tokens`: the body of a message, and one number back."""

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump
from gateway.core.wire import Event, Wire, Yields
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS, COUNTED
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_request import MESSAGES
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID, anthropic_body, anthropic_tool, through


def body(**more: JsonValue) -> JsonObject:
    return {"model": "fast", "messages": [{"role": "user", "content": "Hello"}], **more}


def test_it_is_a_wire_of_counts() -> None:
    wire: Wire = ANTHROPIC_COUNT_TOKENS

    assert (wire.name, wire.path, wire.yields) == (
        "anthropic.count_tokens",
        "/v1/messages/count_tokens",
        Yields.COUNT,
    )


def test_what_is_counted_is_what_the_message_would_send() -> None:
    more: JsonObject = {"system": "Be brief.", "tools": [anthropic_tool("find")], "tool_choice": {"type": "any"}}
    counted = ANTHROPIC_COUNT_TOKENS.read(body(**more))
    sent = ANTHROPIC_MESSAGES.read(anthropic_body(**more))

    assert [leaf.text for leaf in counted.leaves] == [leaf.text for leaf in sent.leaves]
    assert counted.tools == ("find",)
    outbound = ANTHROPIC_COUNT_TOKENS.outbound(body(), model="m", note="Copy.", forced={})
    assert outbound == {**body(), "model": "m", "system": "Copy."}


@pytest.mark.parametrize("name", ["max_tokens", "stream", "temperature", "stop_sequences", "metadata", "thread"])
def test_what_says_how_to_answer_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        ANTHROPIC_COUNT_TOKENS.read(body(**{name: 1}))

    assert (caught.value.code, caught.value.param) == (Code.PARAMETER_REFUSED, name)


def test_it_has_no_field_that_messages_have_not() -> None:
    assert set(COUNTED.fields) < set(MESSAGES.fields)
    assert COUNTED.required == {"model", "messages"}


def test_a_tool_that_was_never_declared_cannot_be_chosen() -> None:
    with pytest.raises(Refusal):
        ANTHROPIC_COUNT_TOKENS.read(body(tool_choice={"type": "tool", "name": "find"}))


def test_the_count_alone_comes_back() -> None:
    call = ANTHROPIC_COUNT_TOKENS.read(body())
    reading = ANTHROPIC_COUNT_TOKENS.answer(call, call_id=CALL_ID)
    event = Event(None, {"input_tokens": 7, "context_management": {"x": "Ana Ruiz"}})

    assert through(ANTHROPIC_COUNT_TOKENS, call, [event], ReplacingRestorers()) == b'{"input_tokens":7}'
    reading.accept(event)
    assert dict(reading.usage) == {"gen_ai.usage.input_tokens": 7}
    assert reading.text() == ""
    with pytest.raises(Refusal):
        reading.accept(event)


@pytest.mark.parametrize("tokens", [None, "7", -1, 1.5, True, 2**60])
def test_anything_but_a_count_is_the_providers_error(tokens: JsonValue) -> None:
    reading = ANTHROPIC_COUNT_TOKENS.answer(ANTHROPIC_COUNT_TOKENS.read(body()), call_id=CALL_ID)

    with pytest.raises(Refusal) as caught:
        reading.accept(Event(None, {"input_tokens": tokens}))

    assert caught.value.code is Code.PROVIDER_ERROR
    with pytest.raises(Refusal):
        reading.finish()


def test_a_refusal_has_anthropics_shape() -> None:
    refusal = Refusal(Code.CONSENT_REQUIRED)

    error = ANTHROPIC_COUNT_TOKENS.error(refusal, request_id="r")

    assert error == ANTHROPIC_MESSAGES.error(refusal, request_id="r")
    assert dump(error) in ANTHROPIC_COUNT_TOKENS.error_event(refusal, request_id="r")
