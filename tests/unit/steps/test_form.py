"""What was left out of a format is asked of the restored answer, before its last event goes out."""

from collections.abc import Sequence

import pytest

from gateway.core.call import Call, Constraint, Keyed, Leaf, Role, Shape
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.stages import Redacted
from gateway.core.wire import END, Event
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.steps.form import Restoring
from tests.support.restorers import ReplacingRestorers
from tests.support.stages import asked, authenticated, permitted
from tests.support.wires import message

FORMAT = Leaf(0, "x", Role.SCHEMA, Shape.TEXT, "email")
SCHEMA = Keyed((("format", Constraint(FORMAT)),))


class Schemas:
    """Says one thing of every text, and remembers what it was asked."""

    def __init__(self, *, has_form: bool = True) -> None:
        self._has_form = has_form
        self.seen: list[tuple[JsonValue, str]] = []

    def fits(self, purpose: str, text: str) -> bool:
        raise AssertionError("a format is the caller's, not the purpose's")

    def has_form(self, schema: JsonValue, text: str) -> bool:
        self.seen.append((schema, text))
        return self._has_form


def redacted(*, streamed: bool, tokens: int = 1, formats: Sequence[Keyed] = (SCHEMA,)) -> Redacted:
    call = Call("openai.chat", "fast", streamed, {"model": "fast"}, (FORMAT,), formats=tuple(formats))
    return Redacted(permitted(call), (), 0, (), frozenset(), {}, tokens)


def whole(text: str) -> list[Event]:
    message: JsonObject = {"role": "assistant", "content": text}
    choice: JsonObject = {"index": 0, "finish_reason": "stop", "message": message}
    return [Event(None, {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})]


def streamed(*parts: str) -> list[Event]:
    deltas: list[JsonObject] = [{"content": part} for part in parts]
    head: JsonObject = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    chunks = [
        Event(None, {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}) for delta in deltas
    ]
    stop: JsonObject = {"index": 0, "delta": {}, "finish_reason": "stop"}
    return [*chunks, Event(None, {**head, "choices": [stop]}), Event(END, {})]


def given(events: list[Event], redacted_: Redacted, schemas: Schemas, sent: list[Event]) -> None:
    reading = redacted_.permitted.authenticated.asked.wire.answer(redacted_.permitted.call, call_id="t")
    restoring = Restoring(reading, ReplacingRestorers(), redacted_, schemas)
    for event in events:
        for accepted in reading.accept(event):
            sent += restoring.take(accepted)
    sent += restoring.end()


@pytest.mark.parametrize("call", [redacted(streamed=False, tokens=0), redacted(streamed=False, formats=())])
def test_without_tokens_or_a_format_nothing_is_judged(call: Redacted) -> None:
    schemas, sent = Schemas(has_form=False), list[Event]()

    given(whole("anything"), call, schemas, sent)

    assert (len(sent), schemas.seen) == (1, [])


def test_the_restored_text_is_judged_by_the_callers_own_words() -> None:
    schemas, sent = Schemas(), list[Event]()

    given(streamed('{"to": ', '"x"}'), redacted(streamed=True), schemas, sent)

    assert schemas.seen == [({"format": "email"}, '{"to": "x"}')]
    assert sent[-1].name == END


def test_a_whole_answer_without_the_form_is_not_sent() -> None:
    sent: list[Event] = []

    with pytest.raises(Refusal) as refused:
        given(whole("x"), redacted(streamed=False), Schemas(has_form=False), sent)

    assert (refused.value.code, sent) == (Code.ANSWER_REJECTED, [])


def test_a_stream_without_the_form_never_ends_in_order() -> None:
    sent: list[Event] = []

    with pytest.raises(Refusal):
        given(streamed("a", "b"), redacted(streamed=True), Schemas(has_form=False), sent)

    assert sent
    assert END not in {event.name for event in sent}


def test_each_of_several_texts_is_judged_and_all_of_them_joined() -> None:
    schemas, sent = Schemas(), list[Event]()
    call = Call("anthropic.messages", "fast", stream=False, body={}, leaves=(FORMAT,), formats=(SCHEMA,))
    stage = permitted(call, authenticated=authenticated(asked=asked(wire=ANTHROPIC_MESSAGES)))
    answer = Event(None, message([{"type": "text", "text": '{"to":"x"}'}, {"type": "text", "text": '{"to":"y"}'}]))

    given([answer], Redacted(stage, (), 0, (), frozenset(), {}, 1), schemas, sent)

    assert [text for _, text in schemas.seen] == ['{"to":"x"}', '{"to":"y"}', '{"to":"x"}{"to":"y"}']
