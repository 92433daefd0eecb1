"""What was left out of a format is asked of the restored answer, before its last event goes out."""

from collections.abc import AsyncIterator, Sequence

import pytest

from gateway.core.call import Call, Constraint, Keyed, Leaf, Role, Shape
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.stages import Redacted
from gateway.core.wire import END, Event
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.steps.form import restored
from tests.support.restorers import ReplacingRestorers
from tests.support.stages import permitted

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


async def arriving(events: Sequence[Event]) -> AsyncIterator[Event]:
    for event in events:
        yield event


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


async def given(events: list[Event], asked: Redacted, schemas: Schemas, sent: list[Event]) -> None:
    reading = OPENAI_CHAT.answer(asked.permitted.call, call_id="t")
    accepted = [each for event in events for each in reading.accept(event)]
    async for event in restored(arriving(accepted), reading, ReplacingRestorers(), asked, schemas):
        sent.append(event)  # noqa: PERF401 - what was sent before a refusal counts


@pytest.mark.parametrize("asked", [redacted(streamed=False, tokens=0), redacted(streamed=False, formats=())])
async def test_without_tokens_or_a_format_nothing_is_judged(asked: Redacted) -> None:
    schemas, sent = Schemas(has_form=False), list[Event]()

    await given(whole("anything"), asked, schemas, sent)

    assert (len(sent), schemas.seen) == (1, [])


async def test_the_restored_text_is_judged_by_the_callers_own_words() -> None:
    schemas, sent = Schemas(), list[Event]()

    await given(streamed('{"to": ', '"x"}'), redacted(streamed=True), schemas, sent)

    assert schemas.seen == [({"format": "email"}, '{"to": "x"}')]
    assert sent[-1].name == END


async def test_a_whole_answer_without_the_form_is_not_sent() -> None:
    sent: list[Event] = []

    with pytest.raises(Refusal) as refused:
        await given(whole("x"), redacted(streamed=False), Schemas(has_form=False), sent)

    assert (refused.value.code, sent) == (Code.ANSWER_REJECTED, [])


async def test_a_stream_without_the_form_never_ends_in_order() -> None:
    sent: list[Event] = []

    with pytest.raises(Refusal):
        await given(streamed("a", "b"), redacted(streamed=True), Schemas(has_form=False), sent)

    assert sent
    assert END not in {event.name for event in sent}
