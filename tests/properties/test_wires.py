"""All wires over any body and any answer: nothing hides, nothing is renumbered, nothing depends on a split."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.call import Leaf, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump, dump_text
from gateway.core.wire import Event, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.sse import SseParser, read, write
from tests.properties.test_json import OBJECTS, TEXT, VALUES
from tests.support.responses import (
    call_events,
    called,
    item_events,
    message_events,
    response,
    responses_body,
    responses_call,
    said,
    summary_events,
    text_part,
    thought,
)
from tests.support.responses import streamed as streamed_response
from tests.support.restorers import ReplacingRestorers
from tests.support.wires import (
    DONE,
    anthropic_body,
    anthropic_call,
    anthropic_tool,
    block,
    choice,
    chunk,
    document,
    events_of,
    message,
    openai_body,
    openai_call,
    openai_tool,
    stream,
    text_block,
    through,
    tool_delta,
    whole,
)
from tests.support.wires import VALUES as TOKENS

TOOL_USE: JsonObject = {"type": "tool_use", "id": "a", "name": "find", "input": {}}
WIRES: list[Wire] = [OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES]
CALLS = {"openai.chat": openai_call, "openai.responses": responses_call, "anthropic.messages": anthropic_call}
REQUEST_CODES = {Code.INVALID_REQUEST, Code.PARAMETER_REFUSED, Code.UNINSPECTABLE, Code.TOO_LARGE}
NAMES = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)


PART: st.SearchStrategy[JsonValue] = TEXT.map(lambda text: {"type": "text", "text": text})
CONTENT: st.SearchStrategy[JsonValue] = TEXT | st.lists(PART, min_size=1, max_size=3)


def _openai_messages() -> st.SearchStrategy[list[JsonValue]]:
    plain: st.SearchStrategy[JsonValue] = st.builds(
        lambda role, content: {"role": role, "content": content},
        st.sampled_from(["system", "developer", "user", "assistant"]),
        CONTENT,
    )
    calls = st.builds(
        lambda name, given: {
            "role": "assistant",
            "tool_calls": [{"id": "a", "type": "function", "function": {"name": name, "arguments": dump_text(given)}}],
        },
        NAMES,
        OBJECTS,
    )
    results = CONTENT.map(lambda value: {"role": "tool", "tool_call_id": "a", "content": value})
    return st.lists(st.one_of(plain, calls, results), min_size=1, max_size=5)


def _anthropic_messages() -> st.SearchStrategy[list[JsonValue]]:
    plain: st.SearchStrategy[JsonValue] = st.builds(
        lambda role, content: {"role": role, "content": content},
        st.sampled_from(["user", "assistant"]),
        CONTENT,
    )
    calls = st.builds(
        lambda name, given: {
            "role": "assistant",
            "content": [{"type": "tool_use", "id": "a", "name": name, "input": given}],
        },
        NAMES,
        OBJECTS,
    )
    results = CONTENT.map(
        lambda value: {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": value}]}
    )
    return st.lists(st.one_of(plain, calls, results), min_size=1, max_size=5)


def _responses_items() -> st.SearchStrategy[list[JsonValue]]:
    part: st.SearchStrategy[JsonValue] = TEXT.map(lambda text: {"type": "input_text", "text": text})
    content: st.SearchStrategy[JsonValue] = TEXT | st.lists(part, min_size=1, max_size=3)
    plain: st.SearchStrategy[JsonValue] = st.builds(
        lambda role, content: {"role": role, "content": content},
        st.sampled_from(["system", "developer", "user", "assistant"]),
        content,
    )
    calls = st.builds(
        lambda name, given: {"type": "function_call", "call_id": "a", "name": name, "arguments": dump_text(given)},
        NAMES,
        OBJECTS,
    )
    results = content.map(lambda value: {"type": "function_call_output", "call_id": "a", "output": value})
    return st.lists(st.one_of(plain, calls, results), min_size=1, max_size=5)


BODIES = st.one_of(
    st.tuples(st.just(OPENAI_CHAT), _openai_messages().map(lambda given: openai_body(messages=given))),
    st.tuples(st.just(OPENAI_RESPONSES), _responses_items().map(lambda given: responses_body(input=given))),
    st.tuples(st.just(ANTHROPIC_MESSAGES), _anthropic_messages().map(lambda given: anthropic_body(messages=given))),
)


@given(BODIES)
def test_the_leaves_own_texts_give_the_body_back(drawn: tuple[Wire, JsonObject]) -> None:
    wire, body = drawn
    call = wire.read(body)

    assert _plain(render(call, [leaf.text for leaf in call.leaves])) == _plain(body)


@given(BODIES)
def test_no_text_of_the_caller_s_stays_outside_the_leaves(drawn: tuple[Wire, JsonObject]) -> None:
    wire, body = drawn
    call = wire.read(body)
    emptied = json.dumps(render(call, [f"<{leaf.index}>" for leaf in call.leaves]))
    own = {"model", "messages", "role", "content", "type", "text", "tool_calls", "id", "function", "name"}
    own |= {"arguments", "tool_call_id", "input", "tool_use_id", "max_tokens", "call00000", "fast"}
    own |= {"input_text", "function_call", "function_call_output", "call_id", "output"}
    own |= {"user", "assistant", "system", "developer", "tool", "tool_use", "tool_result"}

    assert {text for text in _texts(json.loads(emptied)) if not text.startswith("<")} <= own


@given(BODIES)
def test_an_appended_message_renumbers_nothing(drawn: tuple[Wire, JsonObject]) -> None:
    wire, body = drawn
    field = "input" if wire is OPENAI_RESPONSES else "messages"
    messages = body[field]
    assert isinstance(messages, list)
    longer: JsonObject = {**body, field: [*messages, {"role": "user", "content": "More"}]}
    before = wire.read(body).leaves

    assert list(map(_told, wire.read(longer).leaves[: len(before)])) == list(map(_told, before))


@given(st.sampled_from(WIRES), OBJECTS)
@pytest.mark.parametrize("base", [{}, openai_body(), responses_body(), anthropic_body()])
def test_any_object_is_a_call_or_a_refusal_that_tells_nothing(base: JsonObject, wire: Wire, more: JsonObject) -> None:
    refusal = _refusal(wire, {**base, **more})

    assert refusal is None or refusal.code in REQUEST_CODES
    assert refusal is None or re.fullmatch(r"[A-Za-z_.*\[\]0-9-]*", refusal.param or "")


@given(st.sampled_from(WIRES), NAMES, VALUES)
def test_anything_inside_a_message_is_a_call_or_a_refusal(wire: Wire, name: str, value: JsonValue) -> None:
    bases = {OPENAI_CHAT: openai_body, OPENAI_RESPONSES: responses_body, ANTHROPIC_MESSAGES: anthropic_body}
    base = bases[wire]()
    field = "input" if wire is OPENAI_RESPONSES else "messages"
    part: JsonObject = {"type": "text", name: value}
    contents: list[JsonValue] = [value, [part]]
    for content in contents:
        refusal = _refusal(wire, {**base, field: [{"role": "user", "content": content}]})

        assert refusal is None or refusal.code in REQUEST_CODES


FIELDS = [
    *("choices", "index", "delta", "message", "content", "role", "tool_calls", "function", "name", "arguments"),
    *("id", "type", "finish_reason", "usage", "prompt_tokens", "refusal", "content_block", "text"),
    *("partial_json", "stop_reason", "stop_sequence", "input"),
    *("response", "output", "item", "part", "output_index", "content_index", "status", "summary", "object"),
]
KINDS = [
    *("message_start", "content_block_start", "content_block_delta", "content_block_stop"),
    *("message_delta", "message_stop", "ping", "surprise"),
    *("response.created", "response.output_item.added", "response.content_part.added", "response.output_text.delta"),
    *("response.output_text.done", "response.output_item.done", "response.completed", "response.incomplete"),
]
WORDS = [
    "",
    "x",
    "text",
    "assistant",
    "stop",
    "end_turn",
    "find",
    "message",
    "tool_use",
    "completed",
    "output_text",
    "response",
]
PROVIDER_JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.sampled_from([None, True, 0, 1, *WORDS]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=12,
)
SAID = st.lists(
    st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), PROVIDER_JSON, max_size=5)),
    max_size=4,
)


@given(st.sampled_from(WIRES), SAID)
@pytest.mark.parametrize("streamed", [True, False])
def test_whatever_a_provider_says_is_an_answer_or_the_provider_s_fault(
    streamed: bool,  # noqa: FBT001 - a parameter of the test
    wire: Wire,
    said: list[tuple[str, JsonObject]],
) -> None:
    call = CALLS[wire.name]("find", stream=streamed)
    typed = wire is not OPENAI_CHAT and streamed
    events = [Event(kind, {"type": kind, **data} if typed else data) for kind, data in said]
    code = None
    try:
        through(wire, call, events, ReplacingRestorers(TOKENS))
    except Refusal as refusal:
        code = refusal.code

    assert code in {None, Code.PROVIDER_ERROR}


GOOD: dict[tuple[str, bool], list[Event]] = {
    ("openai.chat", False): [
        whole({"content": "[PERSON_1]", "tool_calls": [{**tool_delta(0, "{}", name="find")}]}, "tool_calls")
    ],
    ("openai.chat", True): [
        chunk(choice(role="assistant", content="a [PER")),
        chunk(choice(content="SON_1]")),
        chunk(choice(tool_calls=[tool_delta(0, '{"a":', name="find")])),
        chunk(choice(tool_calls=[tool_delta(0, "1}")])),
        chunk(choice(finish="tool_calls"), usage={"prompt_tokens": 1, "completion_tokens": 1}),
        DONE,
    ],
    ("openai.responses", False): [
        Event(None, response(thought("x"), said(text_part("[PERSON_1]")), called("find", "{}")))
    ],
    ("openai.responses", True): streamed_response(
        item_events(0, thought("x"), summary_events(0, "x")),
        message_events(1, "a [PER", "SON_1]"),
        call_events(2, "find", '{"a":', "1}"),
    ),
    ("anthropic.messages", False): [
        Event(None, message([{"type": "text", "text": "x"}, {**TOOL_USE, "input": {"a": [1]}}]))
    ],
    ("anthropic.messages", True): stream(
        *text_block(0, "a [PER", "SON_1]"),
        *block(1, TOOL_USE, {"type": "input_json_delta", "partial_json": "{}"}),
        word="[PERSON_1]",
    ),
}


@given(st.data())
@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.name)
@pytest.mark.parametrize("streamed", [True, False])
def test_a_good_answer_with_one_fault_is_an_answer_or_the_provider_s_fault(
    streamed: bool,  # noqa: FBT001 - a parameter of the test
    wire: Wire,
    data: st.DataObject,
) -> None:
    events = list(GOOD[wire.name, streamed])
    call = CALLS[wire.name]("find", stream=streamed)
    place = data.draw(st.integers(0, len(events) - 1))
    fault = data.draw(st.sampled_from(["value", "drop", "twice"]))
    if fault == "value":
        changed = _with_fault(events[place].data, data)
        events[place] = Event(events[place].name, changed if isinstance(changed, dict) else {})
    else:
        events[place : place + 1] = [events[place]] * (2 if fault == "twice" else 0)
    code = None
    try:
        through(wire, call, events, ReplacingRestorers(TOKENS))
    except Refusal as refusal:
        code = refusal.code

    assert code in {None, Code.PROVIDER_ERROR}


def _with_fault(value: JsonValue, data: st.DataObject) -> JsonValue:
    """The value with one part of it, at any depth, replaced or taken away."""
    if isinstance(value, dict) and value:
        key = data.draw(st.sampled_from(sorted(value)))
        if data.draw(st.booleans()):
            return {**value, key: _with_fault(value[key], data)}
        rest = {name: inner for name, inner in value.items() if name != key}
        return {**rest, key: data.draw(PROVIDER_JSON)} if data.draw(st.booleans()) else rest
    if isinstance(value, list) and value:
        return [_with_fault(value[0], data), *value[1:]]
    return data.draw(PROVIDER_JSON)


PIECES = st.lists(
    st.sampled_from(["[", "PERSON_1", "]", "[PERSON_1]", "[EMAIL_ADDRESS_1]", " ", "[PER", "\\n", "é", "\u2028"]),
    max_size=12,
)


@given(PIECES, st.data())
def test_a_stream_s_text_is_the_whole_answer_s_text_however_it_is_split(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    parts = _split(text, data)
    openai = [*(chunk(choice(content=part)) for part in parts), chunk(choice(finish="stop")), DONE]
    anthropic = stream(*text_block(0, *parts))
    expected = document(through(OPENAI_CHAT, openai_call(), [whole({"content": text})], ReplacingRestorers(TOKENS)))
    one = Event(None, message([{"type": "text", "text": text}]))
    anthropic_whole = document(through(ANTHROPIC_MESSAGES, anthropic_call(), [one], ReplacingRestorers(TOKENS)))
    streamed = events_of(
        _resplit(through(OPENAI_CHAT, openai_call(stream=True), openai, ReplacingRestorers(TOKENS)), data)
    )
    streamed_too = events_of(
        _resplit(through(ANTHROPIC_MESSAGES, anthropic_call(stream=True), anthropic, ReplacingRestorers(TOKENS)), data)
    )

    responses = events_of(
        _resplit(
            through(
                OPENAI_RESPONSES,
                responses_call(stream=True),
                streamed_response(message_events(0, *parts)),
                ReplacingRestorers(TOKENS),
            ),
            data,
        )
    )
    whole_response = document(
        through(
            OPENAI_RESPONSES,
            responses_call(),
            [Event(None, response(said(text_part(text))))],
            ReplacingRestorers(TOKENS),
        )
    )

    assert _joined(responses, "delta") == _joined([whole_response], "text")
    assert _under(responses[-1], "text") == _under(whole_response, "text")
    assert _joined(streamed, "content") == _joined([expected], "content")
    assert _joined(streamed_too, "text") == _joined([anthropic_whole], "text")


@given(OBJECTS, st.data())
def test_a_stream_s_tool_input_is_the_whole_answer_s_however_it_is_split(
    value: JsonObject, data: st.DataObject
) -> None:
    given_: JsonObject = {"to": "[PERSON_1]", "more": value, "cc": ["[EMAIL_ADDRESS_1]"]}
    parts = _split(dump_text(given_), data)
    begin = chunk(choice(tool_calls=[tool_delta(0, "", name="find")]))
    deltas = [chunk(choice(tool_calls=[tool_delta(0, part)])) for part in parts]
    events = [begin, *deltas, chunk(choice(finish="tool_calls")), DONE]
    openai = through(OPENAI_CHAT, openai_call("find", stream=True), events, ReplacingRestorers(TOKENS))
    partial: list[JsonObject] = [{"type": "input_json_delta", "partial_json": part} for part in parts]
    anthropic = through(
        ANTHROPIC_MESSAGES,
        anthropic_call("find", stream=True),
        stream(*block(0, TOOL_USE, *partial)),
        ReplacingRestorers(TOKENS),
    )
    responses = events_of(
        through(
            OPENAI_RESPONSES,
            responses_call("find", stream=True),
            streamed_response(call_events(0, "find", *parts)),
            ReplacingRestorers(TOKENS),
        )
    )
    expected = json.loads(_replaced(dump_text(given_)))

    assert json.loads(_joined(responses, "delta")) == expected
    assert json.loads(_joined([responses[-1]], "arguments")) == expected
    assert json.loads(_joined(events_of(openai), "arguments")) == expected
    assert json.loads(_joined(events_of(anthropic), "partial_json")) == expected


@given(st.lists(OBJECTS, max_size=4), st.data())
def test_events_are_the_same_however_the_bytes_are_split(objects: list[JsonObject], data: st.DataObject) -> None:
    raw = b"".join(write(None, dump_text(each)) for each in objects)
    parser = SseParser()
    got = [read(event).data for piece in _bytes(raw, data) for event in parser.feed(piece)]
    parser.close()

    assert got == objects


def test_the_tools_of_these_tests_are_declared() -> None:
    assert OPENAI_CHAT.read(openai_body(tools=[openai_tool("find")])).tools == ("find",)
    assert ANTHROPIC_MESSAGES.read(anthropic_body(tools=[anthropic_tool("find")])).tools == ("find",)


def _refusal(wire: Wire, body: JsonObject) -> Refusal | None:
    try:
        wire.read(body)
    except Refusal as refusal:
        return refusal
    return None


def _told(leaf: Leaf) -> tuple[int, str, str]:
    return leaf.index, leaf.path, leaf.text


def _plain(value: JsonValue) -> object:
    """Ids of tool calls apart, which leave renumbered, and arguments as what they say."""
    if isinstance(value, dict):
        return {
            key: _plain(json.loads(inner)) if key == "arguments" and isinstance(inner, str) else _plain(inner)
            for key, inner in value.items()
            if key not in {"id", "call_id", "tool_call_id", "tool_use_id"}
        }
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)  # a number of JSON has no type: one with an exponent leaves written out
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in (key, *_texts(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    if isinstance(value, str):
        return _texts(json.loads(value)) if value.startswith("{") else [value]
    return []


def _replaced(text: str) -> str:
    for token, value in TOKENS.items():
        text = text.replace(token, dump_text(value)[1:-1])
    return text


def _split(text: str, data: st.DataObject) -> list[str]:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _bytes(raw: bytes, data: st.DataObject) -> list[bytes]:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    return [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]


def _resplit(raw: bytes, data: st.DataObject) -> bytes:
    parser = SseParser()
    events = [event for piece in _bytes(raw, data) for event in parser.feed(piece)]
    return b"".join(write(event.name, event.data.decode()) for event in events)


def _joined(documents: list[JsonObject], name: str) -> str:
    """All strings under `name`, in order."""
    return "".join(_under(documents, name))


def _under(value: object, name: str) -> list[str]:
    if isinstance(value, list):
        return [text for inner in value for text in _under(inner, name)]
    if not isinstance(value, dict):
        return []
    return [
        text
        for key, inner in value.items()
        for text in ([inner] if key == name and isinstance(inner, str) else _under(inner, name))
    ]


def test_a_document_is_written_in_utf_8() -> None:
    assert dump({"a": "é"}) == '{"a":"é"}'.encode()
