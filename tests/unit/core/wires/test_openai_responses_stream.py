"""The streamed Responses answer: order, closed shapes, and what the official client's accumulator makes of it."""

import json
from dataclasses import replace
from typing import get_args

import httpx
import openai
import pytest
from openai.types.responses import ResponseStreamEvent
from openai.types.responses.parsed_response import ParsedResponse

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.wire import Event
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.openai_responses_stream import StreamedResponsesAnswer
from tests.support.responses import (
    begun,
    call_events,
    called,
    item_events,
    message_events,
    response,
    responses_call,
    said,
    streamed,
    summary_events,
    text_events,
    text_part,
    thought,
    typed,
)
from tests.support.restorers import SCOPE, ReplacingRestorers
from tests.support.wires import CALL_ID, DONE, VALUES, events_of, through

CALL = responses_call("find", stream=True)
PASSED = {
    *("response.created", "response.in_progress", "response.completed", "response.incomplete"),
    *("response.output_item.added", "response.output_item.done"),
    *("response.content_part.added", "response.content_part.done"),
    *("response.output_text.delta", "response.output_text.done", "response.refusal.delta", "response.refusal.done"),
    *("response.function_call_arguments.delta", "response.function_call_arguments.done"),
    *("response.reasoning_summary_part.added", "response.reasoning_summary_part.done"),
    *("response.reasoning_summary_text.delta", "response.reasoning_summary_text.done"),
    *("response.reasoning_text.delta", "response.reasoning_text.done"),
}
DROPPED = {"response.queued", "response.output_text.annotation.added"}
TOOLS = ("audio", "code_interpreter_call", "custom_tool_call", "file_search_call", "image_generation_call", "mcp_")
ANNOTATED = typed("response.output_text.annotation.added", output_index=0, annotation={"url": "canary"})
REASONING_TEXT = [
    typed("response.reasoning_text.delta", item_id="rs_9", output_index=0, content_index=0, delta="[PERSON_1]?"),
    typed("response.reasoning_text.done", item_id="rs_9", output_index=0, content_index=0, text="[PERSON_1]?"),
]
REFUSAL: JsonObject = {"type": "refusal", "refusal": "No, [PERSON_1]"}
REFUSAL_EVENTS = [
    typed("response.content_part.added", output_index=1, content_index=0, part={"type": "refusal", "refusal": ""}),
    typed("response.refusal.delta", output_index=1, content_index=0, delta="No, [PERSON_1]"),
    typed("response.refusal.done", output_index=1, content_index=0, refusal="No, [PERSON_1]"),
    typed("response.content_part.done", output_index=1, content_index=0, part=REFUSAL),
]
EVERYTHING = streamed(
    item_events(
        0,
        thought("[PERSON_1] asks", content=[{"type": "reasoning_text", "text": "[PERSON_1]?"}]),
        [*summary_events(0, "[PERSON_1] asks"), *REASONING_TEXT],
    ),
    item_events(1, said(REFUSAL), REFUSAL_EVENTS),
    message_events(2, "To [PER", "SON_1], at [EMAIL_ADDRESS_1", "]"),
    call_events(3, "find", '{"name": "[PERS', 'ON_1]", "n": 1}'),
)


def sent(events: list[Event]) -> list[JsonObject]:
    return events_of(through(OPENAI_RESPONSES, CALL, events, ReplacingRestorers(VALUES)))


def test_the_official_client_ends_with_what_the_deltas_said() -> None:
    raw = through(OPENAI_RESPONSES, CALL, EVERYTHING, ReplacingRestorers(VALUES))
    final, deltas = _accumulated(raw)
    reasoning, refusal, message, call = final.output
    text = f"To {VALUES['[PERSON_1]']}, at ana@example.org"

    assert reasoning.type == "reasoning"
    assert [part.text for part in reasoning.summary] == ["[PERSON_1] asks"]
    assert refusal.type == message.type == "message"
    assert refusal.content[0].type == "refusal"
    assert refusal.content[0].refusal == f"No, {VALUES['[PERSON_1]']}"
    assert final.output_text == text
    assert call.type == "function_call"
    assert json.loads(call.arguments) == {"name": VALUES["[PERSON_1]"], "n": 1}
    assert deltas == {
        "response.output_text.delta": text,
        "response.refusal.delta": f"No, {VALUES['[PERSON_1]']}",
        "response.function_call_arguments.delta": call.arguments,
        "response.reasoning_summary_text.delta": "[PERSON_1] asks",
        "response.reasoning_text.delta": "[PERSON_1]?",
    }
    assert final.usage is not None
    assert final.usage.total_tokens == 16


def test_every_event_that_says_a_text_again_says_what_was_sent() -> None:
    told = sent(EVERYTHING)
    text = f"To {VALUES['[PERSON_1]']}, at ana@example.org"
    message = [each for each in told if each.get("output_index") == 2]
    done, part_done, item_done = message[-3:]

    assert done["text"] == text
    assert part_done["part"] == text_part(text)
    assert item_done["item"] == {
        "id": f"msg_{CALL_ID}_2",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [text_part(text)],
    }
    assert {each["item_id"] for each in message if "item_id" in each} == {f"msg_{CALL_ID}_2"}
    ended = told[-1]["response"]
    assert isinstance(ended, dict)
    assert isinstance(ended["output"], list)
    assert ended["output"][2] == item_done["item"]


def test_events_are_numbered_without_a_gap_and_named_after_their_type() -> None:
    told = sent(EVERYTHING)

    assert [each["sequence_number"] for each in told] == list(range(len(told)))
    raw = through(OPENAI_RESPONSES, CALL, EVERYTHING, ReplacingRestorers(VALUES)).decode()
    names = [line.removeprefix("event: ") for line in raw.splitlines() if line.startswith("event: ")]
    assert names == [each["type"] for each in told]


def test_what_a_restorer_holds_at_a_text_s_end_is_told_before_it() -> None:
    told = sent(streamed(message_events(0, "Dear [PERS"), call_events(1, "find", '"[PERS')))
    kinds = [(each["type"], each["delta"]) for each in told if "delta" in each]

    assert kinds == [
        ("response.output_text.delta", "Dear "),
        ("response.output_text.delta", "[PERS"),
        ("response.function_call_arguments.delta", '"'),
        ("response.function_call_arguments.delta", "[PERS"),
    ]


def test_nothing_of_the_provider_s_own_goes_on() -> None:
    events = [
        Event(each.name, {**each.data, "extra": "canary", "obfuscation": "canary"})
        for each in streamed(message_events(0, "Hi"))
    ]
    raw = through(OPENAI_RESPONSES, CALL, [*events[:4], ANNOTATED, *events[4:]], ReplacingRestorers())

    assert b"canary" not in raw
    assert b"obfuscation" not in raw
    assert b"gpt-x" not in raw
    assert b"msg_9" not in raw


def test_an_answer_that_is_cut_ends_with_what_was_said_and_why() -> None:
    item = {**said(text_part("Dear [PERS")), "status": "incomplete"}
    where: JsonObject = {"output_index": 0, "content_index": 0}
    events = [
        *begun(),
        typed("response.output_item.added", output_index=0, item={**item, "content": [], "status": "in_progress"}),
        typed("response.content_part.added", **where, part=text_part("")),
        typed("response.output_text.delta", **where, delta="Dear [PERS"),
        typed(
            "response.incomplete",
            response=response(item, status="incomplete", incomplete_details={"reason": "max_output_tokens"}),
        ),
    ]
    told = sent(events)
    ended = told[-1]["response"]

    assert [each["delta"] for each in told if "delta" in each] == ["Dear ", "[PERS"]
    assert isinstance(ended, dict)
    assert ended["incomplete_details"] == {"reason": "max_output_tokens"}
    assert isinstance(ended["output"], list)
    assert ended["output"][0] == {
        "id": f"msg_{CALL_ID}_0",
        "type": "message",
        "role": "assistant",
        "status": "incomplete",
        "content": [text_part("Dear [PERS")],
    }


def test_counts_and_the_reason_are_kept_for_the_trace() -> None:
    answer = StreamedResponsesAnswer(CALL, call_id=CALL_ID)
    for event in EVERYTHING:
        answer.accept(event)

    assert answer.finish_reasons == ("completed",)
    assert answer.usage == {"gen_ai.usage.input_tokens": 11, "gen_ai.usage.output_tokens": 5}
    with pytest.raises(LookupError):
        answer.text()


ENCRYPTED = thought("[PERSON_1] asks", encrypted_content="gAAA")
THOUGHT = item_events(0, ENCRYPTED, summary_events(0, "[PERSON_1] asks"))


def test_reasoning_bears_its_tag_wherever_the_item_is_told_whole() -> None:
    raw = through(OPENAI_RESPONSES, CALL, streamed(THOUGHT, message_events(1, "Hi")), ReplacingRestorers(VALUES))
    final, _ = _accumulated(raw)
    block = {name: ENCRYPTED[name] for name in ("type", "summary", "encrypted_content")}
    (told,) = [each["item"] for each in events_of(raw) if each["type"] == "response.output_item.done"][:1]

    assert told == {"id": f"rs_{CALL_ID}_0", **SCOPE.tagged(block)}
    assert final.output[0].to_dict() == told


@pytest.mark.parametrize("said_again", ["[PERSON_1] asked", "[PERSON_1] asks "])
def test_reasoning_that_is_told_twice_is_told_the_same(said_again: str) -> None:
    events = item_events(0, {**ENCRYPTED, **thought(said_again)}, summary_events(0, "[PERSON_1] asks"))

    with pytest.raises(Refusal) as caught:
        sent(streamed(events))
    assert caught.value.code is Code.PROVIDER_ERROR


def test_reasoning_is_dropped_where_the_answer_is_checked_and_leaves_no_gap() -> None:
    checked = replace(CALL, shows_reasoning=False)
    late = item_events(2, ENCRYPTED, summary_events(2, "[PERSON_1] asks"))
    events = streamed(THOUGHT, message_events(1, "Hi"), late, call_events(3, "find", "{}"))
    final, deltas = _accumulated(through(OPENAI_RESPONSES, checked, events, ReplacingRestorers(VALUES)))

    assert [item.type for item in final.output] == ["message", "function_call"]
    assert [item.to_dict()["id"] for item in final.output] == [f"msg_{CALL_ID}_0", f"fc_{CALL_ID}_1"]
    assert deltas == {"response.output_text.delta": "Hi", "response.function_call_arguments.delta": "{}"}


def test_a_dropped_item_has_its_place_in_the_order_too() -> None:
    checked = replace(CALL, shows_reasoning=False)
    with pytest.raises(Refusal):
        through(OPENAI_RESPONSES, checked, [*begun(), *item_events(1, ENCRYPTED, [])], ReplacingRestorers())


def test_every_event_of_the_official_client_is_decided() -> None:
    union, *_ = get_args(ResponseStreamEvent)
    known = {get_args(each.model_fields["type"].annotation)[0] for each in get_args(union)}
    refused = known - PASSED - DROPPED
    tools = {
        kind for kind in refused if kind.startswith(tuple(f"response.{name}" for name in (*TOOLS, "web_search_call")))
    }

    assert known >= PASSED | DROPPED
    assert refused - tools == {"error", "response.failed"}
    assert {event.name for event in EVERYTHING} == PASSED - {"response.incomplete"}
    for kind in refused:
        with pytest.raises(Refusal):
            sent([*begun(), typed(kind, output_index=0, item_id="x", response=response(status="failed"))])


def test_the_end_mark_of_compatible_servers_is_dropped() -> None:
    assert sent([*streamed(), DONE]) == sent(streamed())


def test_a_sign_of_life_is_dropped_wherever_it_comes_before_the_end() -> None:
    events = streamed(message_events(0, "Hi"))
    for place in range(len(events)):
        assert sent([*events[:place], typed("keepalive"), *events[place:]]) == sent(events)


MESSAGE = message_events(0, "Hi")
ENDED = typed("response.completed", response=response(said(text_part("Hi"))))
BROKEN: dict[str, list[Event]] = {
    "nothing": [],
    "no beginning": streamed(MESSAGE)[1:],
    "two beginnings": [begun()[0], *streamed(MESSAGE)],
    "no end": streamed(MESSAGE)[:-1],
    "an end mark before the end": [*streamed(MESSAGE)[:-1], DONE],
    "a sign of life after the end": [*streamed(MESSAGE), typed("keepalive")],
    "more after the end": [*streamed(MESSAGE), *MESSAGE],
    "two ends": [*streamed(MESSAGE), ENDED],
    "an open item at the end": [*begun(), *MESSAGE[:-1], ENDED],
    "an item that was not said": [*begun(), ENDED],
    "an item out of order": streamed(message_events(1, "Hi")),
    "an item twice": [*begun(), *MESSAGE, *MESSAGE, ENDED],
    "a delta without its part": [*begun(), MESSAGE[0], *MESSAGE[2:], ENDED],
    "a delta after its end": [*begun(), *MESSAGE[:4], MESSAGE[2], *MESSAGE[4:], ENDED],
    "a delta without an item": [*begun(), *MESSAGE[1:]],
    "another kind of delta": [
        *begun(),
        *MESSAGE[:2],
        typed("response.refusal.delta", output_index=0, content_index=0, delta="x"),
    ],
    "a text that says another thing": [*begun(), *item_events(0, said(text_part("Ho")), text_events(0, "Hi"))],
    "a part that says another thing": [
        *begun(),
        *MESSAGE[:4],
        typed("response.content_part.done", output_index=0, content_index=0, part=text_part("Ho")),
    ],
    "an end of text that says another thing": [
        *begun(),
        *MESSAGE[:3],
        typed("response.output_text.done", output_index=0, content_index=0, text="Ho"),
    ],
    "a text that no delta said": [*begun(), *item_events(0, said(text_part("Hi")), [])],
    "arguments that no delta said": [*begun(), *item_events(0, called("find", "{}"), [])],
    "a tool that was not declared": streamed(call_events(0, "other", "{}")),
    "a tool that becomes another": [
        *begun(),
        *call_events(0, "find", "{}")[:-1],
        typed("response.output_item.done", output_index=0, item=called("other", "{}")),
    ],
    "two texts at once": [
        *begun(),
        *MESSAGE[:3],
        typed("response.content_part.added", output_index=0, content_index=1, part=text_part("")),
    ],
    "another status": [*begun(), *MESSAGE, typed("response.completed", response=response(said(), status="failed"))],
    "a surprise": [*begun(), typed("response.surprise")],
    "no type": [*begun(), Event("response.output_item.added", {})],
}


@pytest.mark.parametrize("name", BROKEN)
def test_another_order_or_shape_is_the_provider_s_fault(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        sent(BROKEN[name])

    assert caught.value.code is Code.PROVIDER_ERROR


def _accumulated(raw: bytes) -> tuple[ParsedResponse[None], dict[str, str]]:
    """The official client's final response, and the deltas it heard by kind."""
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, content=raw, headers={"content-type": "text/event-stream"})
    )
    client = openai.OpenAI(
        api_key="k", base_url="http://gw/twin/v1", max_retries=0, http_client=httpx.Client(transport=transport)
    )
    deltas: dict[str, str] = {}
    with client.responses.stream(model="fast", input="") as stream:
        for event in stream:
            delta = getattr(event, "delta", None)
            if isinstance(delta, str):
                deltas[event.type] = deltas.get(event.type, "") + delta
        final: ParsedResponse[None] = stream.get_final_response()
    return final, deltas
