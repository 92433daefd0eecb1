"""What goes on is written at once, and nothing else is: order, bounds and tokens hold on both ways."""

import json

import pytest

from gateway.core.answer_fields import AnswerFields
from gateway.core.errors import Code, Refusal
from gateway.core.flags import Bounds, Rule
from gateway.core.wire import Event, GoingOn, ServerSentEvent
from gateway.core.wires import parts
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.steps import onward as steps
from gateway.steps.onward import Onward
from tests.support.onward import Everything, onward
from tests.support.wires import VALUES, choice, chunk, events_of, openai_call

CALL = openai_call(stream=True)
DONE = ServerSentEvent(None, b"[DONE]")


def sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(None, json.dumps(event.data).encode())


def says(text: str) -> ServerSentEvent:
    return sent(chunk(choice(content=text)))


def stops() -> ServerSentEvent:
    return sent(chunk(choice(finish="stop")))


def way(*, as_it_comes: bool = True, reading: Everything | None = None) -> Onward:
    return onward(OPENAI_CHAT, CALL, VALUES, as_it_comes=as_it_comes, reading=reading)


def text_of(pieces: bytes) -> str:
    deltas = [each["choices"][0]["delta"] for each in events_of(pieces) if "choices" in each]  # type: ignore[index, call-overload]  # as the wire has it
    return "".join(str(delta.get("content") or "") for delta in deltas)  # type: ignore[union-attr]  # as above


def test_events_of_a_running_text_are_read_in_full_but_once() -> None:
    reading = Everything(OPENAI_CHAT.answer(CALL, call_id="t"))
    onwards = way(reading=reading)

    for number in range(20):
        onwards.take(says(f" word{number}"))

    assert reading.accepted == 1


def test_a_first_word_waits_for_nothing_that_is_learnt_of_it() -> None:
    class Unteachable(Everything):
        def going_on(self, event: Event) -> GoingOn | None:
            raise AssertionError(event)

    onwards = way(reading=Unteachable(OPENAI_CHAT.answer(CALL, call_id="t")))

    assert text_of(onwards.take(says("Dear"))) == "Dear"


def test_a_token_cut_among_events_of_a_running_text_is_restored() -> None:
    onwards = way()
    pieces = b"".join(onwards.take(says(each)) for each in ("Dear ", "[PER", "SON", "_1", "]", ",", " hello"))

    assert text_of(pieces) == f"Dear {VALUES['[PERSON_1]']}, hello"
    assert b"PERSON" not in pieces


def test_an_event_that_does_anything_else_is_judged_as_ever() -> None:
    onwards = way()
    onwards.take(says("one"))
    onwards.take(says("two"))

    with pytest.raises(Refusal) as refused:
        onwards.take(sent(chunk(choice(content="x"), choice(content="y"), choice(index=9))))

    assert refused.value.code is Code.PROVIDER_ERROR


def test_a_providers_error_in_mid_text_is_the_end() -> None:
    onwards = way()
    onwards.take(says("one"))

    with pytest.raises(Refusal) as refused:
        onwards.take(ServerSentEvent(None, b'{"error": {"message": "no"}}'))

    assert refused.value.code is Code.PROVIDER_ERROR


def bounds(**said: list[object]) -> Bounds:
    return Bounds("", Rule(endpoints=(), answer_fields=AnswerFields(said)), "m-1", {})


@pytest.mark.parametrize("as_it_comes", [True, False])
def test_an_event_that_tells_of_another_way_to_the_answer_is_the_end(*, as_it_comes: bool) -> None:
    judged = onward(OPENAI_CHAT, CALL, VALUES, as_it_comes=as_it_comes, bounds=bounds(executed=[]))
    judged.take(says("one"))
    judged.take(says("two"))

    with pytest.raises(Refusal) as refused:
        judged.take(sent(chunk(choice(content="three"), executed=["a search"])))

    assert (refused.value.code, refused.value.unconfirmed) == (Code.PROVIDER_ERROR, "executed")


def test_a_field_that_is_judged_cannot_change_unseen_in_a_running_text() -> None:
    judged = onward(OPENAI_CHAT, CALL, VALUES, as_it_comes=True, bounds=bounds(system_fingerprint=["a", "b"]))
    for fingerprint in "abab":
        judged.take(sent(chunk(choice(content="word "), system_fingerprint=fingerprint)))

    with pytest.raises(Refusal):
        judged.take(sent(chunk(choice(content="word "), system_fingerprint="c")))


def test_nothing_goes_on_after_the_end_of_a_choice() -> None:
    onwards = way()
    onwards.take(says("one"))
    onwards.take(says("two"))
    onwards.take(stops())

    with pytest.raises(Refusal):
        onwards.take(says("three"))


def test_a_running_text_is_held_to_the_bounds_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_ANSWER_CHARACTERS", 10)
    onwards = way()
    onwards.take(says("12345"))
    onwards.take(says("12345"))

    with pytest.raises(Refusal):
        onwards.take(says("1"))


def test_a_running_text_is_held_to_the_number_of_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MAX_EVENTS", 2)
    onwards = way()
    onwards.take(says("one"))
    onwards.take(says("two"))

    with pytest.raises(Refusal):
        onwards.take(says("three"))


def test_an_answer_that_is_judged_as_a_whole_has_no_short_way() -> None:
    reading = Everything(OPENAI_CHAT.answer(CALL, call_id="t"))
    onwards = way(as_it_comes=False, reading=reading)

    for number in range(20):
        onwards.take(says(f" word{number}"))

    assert reading.accepted == 20


def test_an_answer_that_did_not_end_is_no_answer() -> None:
    onwards = way()
    onwards.take(says("one"))

    with pytest.raises(Refusal):
        onwards.end()


def test_an_answer_that_ended_has_nothing_left() -> None:
    onwards = way()
    for each in (says("one"), stops(), DONE):
        onwards.take(each)

    assert onwards.end() == b""
