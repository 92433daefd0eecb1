"""Step 7, the way back: closed reading, and a checked answer is handed on whole or not at all."""

from collections.abc import Sequence

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.stages import Permitted
from gateway.core.wire import Event
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.steps.answer import Accepting
from tests.support.stages import asked, authenticated, permitted, policy


class Fits:
    """Schemas that accept one text."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.seen: list[tuple[str, str]] = []

    def fits(self, purpose: str, text: str) -> bool:
        self.seen.append((purpose, text))
        return text == self.wanted

    def has_form(self, schema: JsonValue, text: str) -> bool:
        raise AssertionError("a purpose's schema is no caller's format")


def whole(text: str) -> Event:
    data: JsonObject = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "mock-1",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return Event(None, data)


def run(stage: Permitted, events: Sequence[Event], schemas: Fits) -> list[Event]:
    reading = stage.authenticated.asked.wire.answer(stage.call, call_id="t1")
    accepting = Accepting(stage, reading, schemas)
    given: list[Event] = []
    for event in events:
        given += accepting.take(event)
    assert not (given and accepting.is_checked)
    return given + accepting.end()


def test_an_answer_in_order_passes_and_no_schema_is_asked_where_there_is_none() -> None:
    schemas = Fits("")

    events = run(permitted(), [whole("hello")], schemas)

    assert len(events) == 1
    assert schemas.seen == []


def test_an_answer_that_does_not_end_as_its_wire_ends_is_an_error() -> None:
    with pytest.raises(Refusal) as caught:
        run(permitted(), [], Fits(""))

    assert caught.value.code is Code.PROVIDER_ERROR


def test_a_checked_answer_that_fits_is_handed_on() -> None:
    scoring = permitted(policy=policy("lead_scoring", answer_schema={"type": "object"}))
    schemas = Fits('{"score": 72}')

    events = run(scoring, [whole('{"score": 72}')], schemas)

    assert len(events) == 1
    assert schemas.seen == [("lead_scoring", '{"score": 72}')]


def test_a_checked_answer_that_does_not_fit_is_rejected_before_any_piece_of_it() -> None:
    scoring = permitted(policy=policy("lead_scoring", answer_schema={"type": "object"}))

    with pytest.raises(Refusal) as caught:
        run(scoring, [whole('{"score": 7200}')], Fits('{"score": 72}'))

    assert caught.value.code is Code.ANSWER_REJECTED


def test_a_count_is_no_answer_that_a_schema_could_judge() -> None:
    call = ANTHROPIC_COUNT_TOKENS.read({"model": "small", "messages": [{"role": "user", "content": "hello"}]})
    stage = permitted(
        call,
        policy=policy("lead_scoring", answer_schema={"type": "object"}),
        authenticated=authenticated(asked=asked(wire=ANTHROPIC_COUNT_TOKENS)),
    )
    schemas = Fits("")

    (event,) = run(stage, [Event(None, {"input_tokens": 3})], schemas)

    assert event.data == {"input_tokens": 3}
    assert schemas.seen == []
