"""Restoring a streamed Responses answer, event by event, from accepted events alone."""

from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Event
from gateway.core.wires.openai_responses_restored import Restored
from gateway.core.wires.openai_responses_stream import StreamedResponsesAnswer
from tests.support.responses import (
    call_events,
    item_events,
    message_events,
    responses_call,
    said,
    streamed,
    summary_events,
    text_events,
    text_part,
    thought,
)
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import CALL_ID, VALUES


def accepted(*items: list[Event]) -> list[Event]:
    answer = StreamedResponsesAnswer(responses_call("find", stream=True), call_id=CALL_ID)
    return [each for event in streamed(*items) for each in answer.accept(event)]


def restored(events: list[Event], restorers: ReplacingRestorers | None = None) -> list[JsonObject]:
    restoring = Restored(restorers or ReplacingRestorers(VALUES))
    return [each.data for event in events for each in restoring.take(event)]


def test_a_delta_that_is_held_back_is_no_event() -> None:
    told = restored(accepted(message_events(0, "Hi ", "[PERSON", "_1]", " there")))

    assert [each["delta"] for each in told if "delta" in each] == ["Hi ", VALUES["[PERSON_1]"], " there"]


def test_all_texts_have_one_channel_and_each_call_its_own() -> None:
    two = item_events(
        0,
        said(text_part("a"), text_part("b")),
        [*text_events(0, "a"), *text_events(0, "b", index=1)],
    )
    restorers = ReplacingRestorers()
    restored(
        accepted(two, message_events(1, "c"), call_events(2, "find", "{}"), call_events(3, "find", "1")), restorers
    )

    assert restorers.channels == [("text", None), ("text", None), ("text", None), (2, "find"), (3, "find")]


def test_reasoning_is_neither_restored_nor_given_a_channel() -> None:
    restorers = ReplacingRestorers(VALUES)
    told = restored(
        accepted(item_events(0, thought("[PERSON_1] asks"), summary_events(0, "[PERSON_1] asks"))), restorers
    )

    assert restorers.channels == []
    assert sum("[PERSON_1] asks" in repr(each) for each in told) == 5


def test_events_are_left_as_they_were_so_that_they_can_be_restored_twice() -> None:
    events = accepted(message_events(0, "To [PERSON_1]"), call_events(1, "find", '"[PERSON_1]"'))
    before = repr([event.data for event in events])
    first = restored(events)

    assert repr([event.data for event in events]) == before
    assert restored(events) == first
