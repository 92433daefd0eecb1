"""What a caller may send to Anthropic's wire: the closed list, from both sides."""

import json
from typing import Any

import pytest

from gateway.core.call import Role, Shape, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import parse
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from tests.support.catalogue import anywhere, reserved_names
from tests.support.wires import anthropic_body, anthropic_tool

FULL = anthropic_body(
    system=[{"type": "text", "text": "You sell"}],
    messages=[
        {"role": "user", "content": "Find Ana"},
        {
            "role": "assistant",
            "content": [
                {"type": "text", "text": "Looking"},
                {"type": "tool_use", "id": "toolu_x9", "name": "find", "input": {"name": "Ana", "age": 41}},
            ],
        },
        {
            "role": "user",
            "content": [
                {
                    "type": "tool_result",
                    "tool_use_id": "toolu_x9",
                    "is_error": False,
                    "content": [{"type": "text", "text": "Ana Ruiz"}],
                },
                {"type": "text", "text": "Go on"},
            ],
        },
    ],
    tools=[
        {
            "type": "custom",
            "name": "find",
            "description": "Finds",
            "input_schema": {"type": "object", "properties": {"name": {"type": "string"}}},
            "strict": True,
        }
    ],
    tool_choice={"type": "tool", "name": "find", "disable_parallel_tool_use": True},
    output_config={"effort": "low", "format": {"type": "json_schema", "schema": {"type": "object"}}},
    stop_sequences=["END"],
    temperature=1,
    top_p=0.5,
    top_k=500,
    thinking={"type": "enabled", "budget_tokens": 1024, "display": "omitted"},
    stream=False,
)


def test_everything_on_the_list_comes_through_unchanged_but_for_ids() -> None:
    call = ANTHROPIC_MESSAGES.read(FULL)
    text = json.dumps(FULL).replace("toolu_x9", "call00000")

    assert render(call, [leaf.text for leaf in call.leaves]) == json.loads(text)
    assert (call.wire, call.model, call.stream, call.tools) == (
        "anthropic.messages",
        "fast",
        False,
        ("find",),
    )


def test_every_text_is_a_leaf_with_its_author() -> None:
    leaves = ANTHROPIC_MESSAGES.read(FULL).leaves

    assert [(leaf.text, leaf.role.value) for leaf in leaves if leaf.role is not Role.SCHEMA] == [
        ("You sell", "system"),
        ("Find Ana", "user"),
        ("Looking", "assistant"),
        ("find", "assistant"),
        ("name", "assistant"),
        ("Ana", "assistant"),
        ("age", "assistant"),
        ("41", "assistant"),
        ("Ana Ruiz", "tool"),
        ("Go on", "user"),
    ]
    schema = [leaf for leaf in leaves if leaf.role is Role.SCHEMA]
    assert [leaf.text for leaf in schema] == ["find", "Finds", "name", "find", "END"]
    assert [leaf.text for leaf in leaves if leaf.shape is Shape.NUMBER] == ["41"]


def test_an_appended_message_renumbers_nothing() -> None:
    before = ANTHROPIC_MESSAGES.read(FULL).leaves
    messages = [*_list(FULL["messages"]), {"role": "user", "content": "And now?"}]
    after = ANTHROPIC_MESSAGES.read({**FULL, "messages": messages}).leaves

    assert [(a.index, a.path, a.text) for a in after][: len(before)] == [(b.index, b.path, b.text) for b in before]


@pytest.mark.parametrize(
    "more",
    [
        {"metadata": {"user_id": "person@example.com"}},
        {"cache_control": {"type": "ephemeral"}},
        {"service_tier": "auto"},
        {"speed": "standard"},
        {"container": None},
        {"mcp_servers": []},
        {"system": None},
    ],
)
def test_what_is_stripped_or_tolerated_does_not_leave(more: JsonObject) -> None:
    assert _sent(anthropic_body(**more)) == anthropic_body()


def test_cache_markers_are_gone_wherever_they_stand() -> None:
    mark: JsonObject = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
    text: JsonObject = {"type": "text", "text": "x", "citations": [], **mark}
    body = anthropic_body(
        system=[text],
        messages=[
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "id": "a", "name": "b", "input": {}, **mark}],
            },
            {
                "role": "user",
                "content": [{"type": "tool_result", "tool_use_id": "a", "content": [text], **mark}, text],
            },
        ],
        tools=[{**anthropic_tool("b"), **mark}],
    )
    sent = json.dumps(_sent(body))

    assert "cache_control" not in sent
    assert "citations" not in sent


def test_a_message_may_be_sent_back_as_the_official_client_holds_it() -> None:
    held: JsonObject = {"type": "tool_use", "id": "a", "name": "b", "input": {}}
    more: JsonObject = {"caller": {"type": "direct"}, "toolset_name": None}
    text: JsonObject = {"type": "text", "text": "x", "citations": None}
    body = anthropic_body(messages=[{"role": "assistant", "content": [text, {**held, **more}]}])

    assert _list(_sent(body)["messages"])[0]["content"] == [
        {"type": "text", "text": "x"},
        {**held, "id": "call00000"},
    ]


def test_a_tool_s_type_may_be_left_out() -> None:
    assert _sent(anthropic_body(tools=[anthropic_tool("b")]))["tools"] == [anthropic_tool("b")]


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"max_tokens": 0}, Code.INVALID_REQUEST, "max_tokens"),
        ({"max_tokens": None}, Code.INVALID_REQUEST, "max_tokens"),
        ({"store": False}, Code.PARAMETER_REFUSED, "store"),
        ({"inference_geo": "global"}, Code.PARAMETER_REFUSED, "inference_geo"),
        ({"temperature": 1.1}, Code.INVALID_REQUEST, "temperature"),
        (
            {"tools": [{"type": "web_search_20260318", "name": "web_search"}]},
            Code.PARAMETER_REFUSED,
            "tools[0].type",
        ),
        (
            {"tools": [{**anthropic_tool("a"), "defer_loading": True}]},
            Code.PARAMETER_REFUSED,
            "tools[0].defer_loading",
        ),
        ({"tool_choice": {"type": "tool", "name": "x"}}, Code.INVALID_REQUEST, "tool_choice.name"),
        (
            {"thinking": {"type": "enabled", "budget_tokens": 1}},
            Code.INVALID_REQUEST,
            "thinking.budget_tokens",
        ),
        ({"thinking": {"type": "between_tools"}}, Code.PARAMETER_REFUSED, "thinking.type"),
        ({"output_config": {"task_budget": {}}}, Code.PARAMETER_REFUSED, "output_config.task_budget"),
        ({"system": [{"type": "image"}]}, Code.PARAMETER_REFUSED, "system[0].type"),
        ({"messages": [{"role": "system", "content": "x"}]}, Code.PARAMETER_REFUSED, "messages[0].role"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(more: JsonObject, code: Code, param: str) -> None:
    refusal = _refused(anthropic_body(**more))

    assert (refusal.code, refusal.param) == (code, param)


def test_what_cannot_be_inspected_is_refused_by_place() -> None:
    part: JsonObject = {"type": "document", "source": {"type": "url", "url": "https://example.com/a"}}
    refusal = _refused(anthropic_body(messages=[{"role": "user", "content": [part]}]))
    inside: JsonObject = {"type": "tool_result", "tool_use_id": "a", "content": [part]}
    nested = _refused(anthropic_body(messages=[{"role": "user", "content": [inside]}]))

    assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, "messages[0].content[0]")
    assert (nested.code, nested.param) == (Code.UNINSPECTABLE, "messages[0].content[0].content[0]")


def test_an_image_stands_in_a_users_message_as_base64_only() -> None:
    source: JsonObject = {"type": "base64", "media_type": "image/png", "data": "AAAA"}
    part: JsonObject = {"type": "image", "source": source, "cache_control": {"type": "ephemeral"}}
    read = ANTHROPIC_MESSAGES.read(anthropic_body(messages=[{"role": "user", "content": [part]}]))
    remote: JsonObject = {"type": "image", "source": {"type": "url", "url": "https://example.com/a"}}
    result: JsonObject = {"type": "tool_result", "tool_use_id": "a", "content": [part]}

    assert render(read, [], ["BBBB"])["messages"] == [
        {"role": "user", "content": [{"type": "image", "source": {**source, "data": "BBBB"}}]}
    ]
    for refused, param in ((remote, "[0].source"), (result, "[0].content[0]")):
        refusal = _refused(anthropic_body(messages=[{"role": "user", "content": [refused]}]))
        assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, f"messages[0].content{param}")


def test_the_catalogue_s_list_is_ours() -> None:
    wire = anywhere()["wires"]["anthropic.messages"]
    tolerated = {each["name"] for each in wire["tolerate"]}

    assert set(ANTHROPIC_MESSAGES.read(FULL).body) == {each["name"] for each in wire["allow"]}
    for name in set(wire["known_refused"]) - tolerated:
        assert _refused(anthropic_body(**{name: {}})).param == name
    for name in tolerated:
        assert _refused({**anthropic_body(), name: {"type": "url"}}).param == name
    for name in wire["strip"]:
        assert _sent(anthropic_body(**{name: "x"})) == anthropic_body()


def test_every_block_that_the_catalogue_refuses_is_refused() -> None:
    for kind in anywhere()["wires"]["anthropic.messages"]["content"]["refuse_parts"]:
        part: JsonObject = {"type": kind}
        if kind.startswith("source.type"):
            part = {"type": "document", "source": {"type": kind.partition("=")[2]}}
        refusal = _refused(anthropic_body(messages=[{"role": "user", "content": [part]}]))
        assert refusal.code in {Code.PARAMETER_REFUSED, Code.UNINSPECTABLE}


def test_every_bypass_of_the_catalogue_ends_as_it_says() -> None:
    cases = [each for each in anywhere()["bypass_cases"] if each["wire"] == "anthropic.messages"]
    tried = 0
    for case in cases:
        fragment = case["body_fragment"]
        if fragment.startswith("("):
            continue
        tried += 1
        body = {**anthropic_body(), **parse(fragment.encode())}
        if case["expect"].startswith("refuse"):
            assert _refused(body).param, fragment
        else:
            assert "cache_control" not in json.dumps(_sent(body)), fragment
    assert tried >= 9


def test_no_name_that_litellm_keeps_for_itself_gets_in() -> None:
    stripped = {"metadata", "cache_control", "service_tier", "user", "store"}
    names = set(reserved_names()) - set(ANTHROPIC_MESSAGES.read(FULL).body) - stripped
    assert len(names) > 100
    for name in names:
        assert _refused(anthropic_body(**{name: True})).code is Code.PARAMETER_REFUSED, name


def _list(value: JsonValue) -> list[Any]:
    assert isinstance(value, list)
    return value


def _sent(body: JsonObject) -> JsonObject:
    call = ANTHROPIC_MESSAGES.read(body)
    return render(call, [leaf.text for leaf in call.leaves])


def _refused(body: JsonObject) -> Refusal:
    with pytest.raises(Refusal) as caught:
        ANTHROPIC_MESSAGES.read(body)
    return caught.value
