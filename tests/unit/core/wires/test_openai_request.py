"""What a caller may send to OpenAI's wire: the closed list, from both sides."""

import json
import re
from typing import Any

import pytest

from gateway.core.call import Call, Role, Shape, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import parse
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.catalogue import anywhere, reserved_names
from tests.support.wires import openai_body, openai_tool

FULL = openai_body(
    messages=[
        {"role": "developer", "content": "Be brief"},
        {"role": "system", "content": [{"type": "text", "text": "You sell"}]},
        {"role": "user", "content": [{"type": "text", "text": "Find Ana"}]},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "call_x9",
                    "type": "function",
                    "function": {"name": "find", "arguments": '{"name":"Ana","age":41}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_x9", "content": "Ana Ruiz"},
        {"role": "assistant", "content": [{"type": "refusal", "refusal": "No"}]},
        {"role": "assistant", "content": "Well", "refusal": "no"},
    ],
    tools=[
        {
            "type": "function",
            "function": {
                "name": "find",
                "description": "Finds",
                "parameters": {"type": "object", "properties": {"name": {"type": "string"}}},
                "strict": True,
            },
        }
    ],
    tool_choice={"type": "function", "function": {"name": "find"}},
    response_format={
        "type": "json_schema",
        "json_schema": {
            "name": "draft",
            "description": "A draft",
            "schema": {"type": "object"},
            "strict": True,
        },
    },
    stop=["END", "Ana"],
    max_tokens=32_768,
    max_completion_tokens=1,
    temperature=0.2,
    top_p=1,
    n=4,
    presence_penalty=-2,
    frequency_penalty=2.0,
    logit_bias={"50256": -100},
    seed=7,
    parallel_tool_calls=False,
    reasoning_effort="low",
    verbosity="high",
    stream=True,
    stream_options={"include_usage": True},
)


def test_everything_on_the_list_comes_through_unchanged_but_for_ids() -> None:
    call = OPENAI_CHAT.read(FULL)
    text = json.dumps(FULL).replace("call_x9", "call00000")

    assert render(call, [leaf.text for leaf in call.leaves]) == json.loads(text)
    assert (call.wire, call.model, call.stream, call.tools) == ("openai.chat", "fast", True, ("find",))


def test_every_text_is_a_leaf_with_its_author() -> None:
    leaves = OPENAI_CHAT.read(FULL).leaves

    assert [(leaf.text, leaf.role.value) for leaf in leaves if leaf.path.startswith("messages")] == [
        ("Be brief", "system"),
        ("You sell", "system"),
        ("Find Ana", "user"),
        ("find", "assistant"),
        ("name", "assistant"),
        ("Ana", "assistant"),
        ("age", "assistant"),
        ("41", "assistant"),
        ("Ana Ruiz", "tool"),
        ("No", "assistant"),
        ("Well", "assistant"),
        ("no", "assistant"),
    ]
    assert {leaf.role for leaf in leaves if not leaf.path.startswith("messages")} == {Role.SCHEMA}
    assert [leaf.text for leaf in leaves if leaf.path.startswith("stop")] == ["END", "Ana"]
    assert [leaf.text for leaf in leaves if leaf.shape is Shape.NAME] == [
        "find",
        "name",
        "find",
        "draft",
        "find",
    ]


def test_an_appended_message_renumbers_nothing() -> None:
    before = OPENAI_CHAT.read(FULL).leaves
    messages = [*_list(FULL["messages"]), {"role": "user", "content": "And now?"}]
    after = OPENAI_CHAT.read({**FULL, "messages": messages}).leaves

    assert [(a.index, a.path, a.text) for a in after][: len(before)] == [(b.index, b.path, b.text) for b in before]
    assert after[-1].text == "And now?"


@pytest.mark.parametrize(
    "more",
    [
        {"metadata": {"user_id": "person@example.com"}},
        {"user": "person@example.com"},
        {"safety_identifier": "x"},
        {"prompt_cache_key": "x"},
        {"service_tier": "flex"},
        {"store": False},
        {"store": None},
        {"modalities": ["text"]},
        {"prompt_cache_retention": "in_memory"},
        {"temperature": None},
        {"tools": None},
    ],
)
def test_what_is_stripped_or_tolerated_does_not_leave(more: JsonObject) -> None:
    assert _sent(openai_body(**more)) == openai_body()


@pytest.mark.parametrize("marker", ["cache_control", "prompt_cache_breakpoint"])
def test_cache_markers_are_gone_wherever_they_stand(marker: str) -> None:
    mark: JsonObject = {marker: {"type": "ephemeral"}}
    body = openai_body(
        messages=[
            {"role": "system", "content": [{"type": "text", "text": "x", **mark}], **mark},
            {"role": "assistant", "content": [{"type": "refusal", "refusal": "x", **mark}]},
            {"role": "user", "content": "x", **mark},
        ],
        tools=[{**openai_tool("find"), **mark}],
        **mark,
    )

    assert marker not in json.dumps(_sent(body))


def test_a_message_may_be_sent_back_as_the_official_client_holds_it() -> None:
    held: JsonObject = {
        "role": "assistant",
        "content": "Hi",
        "refusal": None,
        "annotations": [],
        "audio": None,
        "function_call": None,
        "tool_calls": None,
    }

    assert _sent(openai_body(messages=[held])) == openai_body(messages=[{"role": "assistant", "content": "Hi"}])


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"store": True}, Code.PARAMETER_REFUSED, "store"),
        ({"prediction": {"type": "content", "content": "x"}}, Code.PARAMETER_REFUSED, "prediction"),
        ({"logprobs": True}, Code.PARAMETER_REFUSED, "logprobs"),
        ({"top_logprobs": 3}, Code.PARAMETER_REFUSED, "top_logprobs"),
        ({"n": 5}, Code.INVALID_REQUEST, "n"),
        ({"n": True}, Code.INVALID_REQUEST, "n"),
        ({"model": "a b"}, Code.INVALID_REQUEST, "model"),
        ({"model": None}, Code.INVALID_REQUEST, "model"),
        ({"messages": []}, Code.INVALID_REQUEST, "messages"),
        ({"stream": "true"}, Code.INVALID_REQUEST, "stream"),
        ({"stop": ["x" * 257]}, Code.INVALID_REQUEST, "stop[0]"),
        (
            {"tool_choice": {"type": "function", "function": {"name": "x"}}},
            Code.INVALID_REQUEST,
            "tool_choice.function.name",
        ),
        ({"tools": [openai_tool("a"), openai_tool("a")]}, Code.INVALID_REQUEST, "tools[1].function.name"),
        ({"tools": [{"type": "custom", "custom": {"name": "x"}}]}, Code.PARAMETER_REFUSED, "tools[0].type"),
        ({"reasoning_effort": "huge"}, Code.PARAMETER_REFUSED, "reasoning_effort"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(more: JsonObject, code: Code, param: str) -> None:
    refusal = _refused(openai_body(**more))

    assert (refusal.code, refusal.param) == (code, param)


@pytest.mark.parametrize(
    ("message", "code", "param"),
    [
        ({"role": "user", "content": "x", "foo": 1}, Code.PARAMETER_REFUSED, "messages[0].foo"),
        ({"role": "user", "content": "x", "name": "Ana"}, Code.PARAMETER_REFUSED, "messages[0].name"),
        ({"role": "user", "content": "x", "+49151123456": 1}, Code.PARAMETER_REFUSED, "messages[0].*"),
        ({"role": "function", "content": "x"}, Code.PARAMETER_REFUSED, "messages[0].role"),
        ({"content": "x"}, Code.PARAMETER_REFUSED, "messages[0].role"),
        ({"role": "user"}, Code.INVALID_REQUEST, "messages[0].content"),
        ({"role": "user", "content": None}, Code.INVALID_REQUEST, "messages[0].content"),
        ({"role": "user", "content": []}, Code.INVALID_REQUEST, "messages[0].content"),
        (
            {"role": "user", "content": [{"type": "refusal", "refusal": "x"}]},
            Code.PARAMETER_REFUSED,
            "messages[0].content[0].type",
        ),
        (
            {"role": "user", "content": [{"type": "text"}]},
            Code.INVALID_REQUEST,
            "messages[0].content[0].text",
        ),
        ({"role": "tool", "content": "x"}, Code.INVALID_REQUEST, "messages[0].tool_call_id"),
        (
            {"role": "assistant", "function_call": {"name": "x"}},
            Code.PARAMETER_REFUSED,
            "messages[0].function_call",
        ),
        (
            {"role": "assistant", "reasoning_content": "x"},
            Code.PARAMETER_REFUSED,
            "messages[0].reasoning_content",
        ),
        ("Hello", Code.INVALID_REQUEST, "messages[0]"),
    ],
)
def test_messages_are_closed_too(message: JsonValue, code: Code, param: str) -> None:
    refusal = _refused(openai_body(messages=[message]))

    assert (refusal.code, refusal.param) == (code, param)


@pytest.mark.parametrize(
    "part",
    [
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
        {"type": "file", "file": {"file_id": "file-1"}},
    ],
)
def test_what_cannot_be_inspected_is_refused_by_place(part: JsonObject) -> None:
    refusal = _refused(openai_body(messages=[{"role": "user", "content": [{"type": "text", "text": "x"}, part]}]))

    assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, "messages[0].content[1]")


def test_an_image_stands_in_a_users_message_as_a_data_url_only() -> None:
    part: JsonObject = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}
    read = OPENAI_CHAT.read(openai_body(messages=[{"role": "user", "content": [part]}]))
    remote: JsonObject = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}

    assert render(read, [], ["BBBB"])["messages"] == [
        {
            "role": "user",
            "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,BBBB", "detail": "low"}}],
        }
    ]
    refusal = _refused(openai_body(messages=[{"role": "user", "content": [remote]}]))
    assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, "messages[0].content[0].image_url.url")
    for role in ("system", "assistant", "developer"):
        refusal = _refused(openai_body(messages=[{"role": role, "content": [part]}]))
        assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, "messages[0].content[0]")


def test_the_catalogue_s_list_is_ours_but_where_the_product_says_otherwise() -> None:
    wire = anywhere()["wires"]["openai.chat"]
    listed = {each["name"] for each in wire["allow"]} - {"logprobs", "top_logprobs"}
    kept = set(OPENAI_CHAT.read(FULL).body)

    assert kept == listed
    for name in wire["known_refused"]:
        if name not in {each["name"] for each in wire["tolerate"]}:
            assert _refused(openai_body(**{name: {}})).param == name
    for name in wire["strip"]:
        assert _sent(openai_body(**{name: "x"})) == openai_body()


def test_every_bypass_of_the_catalogue_ends_as_it_says() -> None:
    cases = [each for each in anywhere()["bypass_cases"] if each["wire"] == "openai.chat"]
    tried = 0
    for case in cases:
        fragment = case["body_fragment"]
        if fragment.startswith("("):
            continue
        tried += 1
        try:
            sent = _sent({**openai_body(), **parse(fragment.encode())})
        except Refusal:
            # The model's name is looked up in the tenant's list afterwards; only its grammar is known here.
            assert case["expect"].startswith("refuse"), fragment
        else:
            assert '"model"' in fragment or case["expect"].startswith(("accept", "upstream body")), fragment
            assert not re.search("cache_control|breakpoint|metadata|user_id|store|person@", json.dumps(sent))
    assert tried > 20


def test_no_name_that_litellm_keeps_for_itself_gets_in_at_any_level() -> None:
    stripped = {"user", "metadata", "safety_identifier", "prompt_cache_key", "service_tier", "cache_control"}
    names = set(reserved_names()) - set(OPENAI_CHAT.read(FULL).body) - stripped
    assert len(names) > 100
    for name in names:
        assert _refused(openai_body(**{name: True})).code is Code.PARAMETER_REFUSED, name
    for name in names | stripped - {"cache_control"}:
        for body in _everywhere(name):
            assert _refused(body).code is Code.PARAMETER_REFUSED, name


def _everywhere(name: str) -> list[JsonObject]:
    return [
        openai_body(messages=[{"role": "user", "content": [{"type": "text", "text": "x", name: True}]}]),
        openai_body(messages=[{"role": "user", "content": "x", name: True}]),
        openai_body(tools=[{**openai_tool("find"), name: True}]),
        openai_body(stream_options={name: True}),
        openai_body(response_format={"type": "json_object", name: True}),
    ]


def _list(value: JsonValue) -> list[Any]:
    assert isinstance(value, list)
    return value


def _sent(body: JsonObject) -> JsonObject:
    call: Call = OPENAI_CHAT.read(body)
    return render(call, [leaf.text for leaf in call.leaves])


def _refused(body: JsonObject) -> Refusal:
    with pytest.raises(Refusal) as caught:
        OPENAI_CHAT.read(body)
    return caught.value
