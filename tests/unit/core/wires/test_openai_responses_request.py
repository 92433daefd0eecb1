"""What a caller may send to the Responses wire: the closed list, from both sides."""

import json

import pytest

from gateway.core.call import Role, Shape, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import parse
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from tests.support.catalogue import anywhere, reserved_names
from tests.support.responses import called, responses_body, responses_tool, said, text_part, thought

FULL = responses_body(
    input=[
        {"role": "developer", "content": "Be brief"},
        {"type": "message", "role": "system", "content": [{"type": "input_text", "text": "You sell"}]},
        {"role": "user", "content": [{"type": "input_text", "text": "Find Ana"}]},
        {"type": "function_call", "call_id": "call_x9", "name": "find", "arguments": '{"name":"Ana","age":41}'},
        {"type": "function_call_output", "call_id": "call_x9", "output": "Ana Ruiz"},
        {
            "type": "message",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "Well"}, {"type": "refusal", "refusal": "No"}],
            "phase": "final_answer",
        },
    ],
    instructions="Speak plainly",
    tools=[
        {
            "type": "function",
            "name": "find",
            "description": "Finds",
            "parameters": {"type": "object", "properties": {"name": {"type": "string"}}},
            "strict": True,
        }
    ],
    tool_choice={"type": "function", "name": "find"},
    text={
        "format": {
            "type": "json_schema",
            "name": "draft",
            "description": "A draft",
            "schema": {"type": "object"},
            "strict": True,
        },
        "verbosity": "low",
    },
    max_output_tokens=16,
    temperature=0.2,
    top_p=1,
    parallel_tool_calls=False,
    reasoning={"effort": "low", "summary": "auto"},
    include=["reasoning.encrypted_content"],
    truncation="disabled",
    stream=True,
)


def test_everything_on_the_list_comes_through_unchanged_but_for_ids() -> None:
    call = OPENAI_RESPONSES.read(FULL)
    text = json.dumps(FULL).replace("call_x9", "call00000")

    assert render(call, [leaf.text for leaf in call.leaves]) == json.loads(text)
    assert (call.wire, call.model, call.stream, call.tools) == ("openai.responses", "fast", True, ("find",))


def test_every_text_is_a_leaf_with_its_author() -> None:
    leaves = OPENAI_RESPONSES.read(FULL).leaves

    assert [(leaf.text, leaf.role.value) for leaf in leaves if leaf.path.startswith("in")] == [
        ("Speak plainly", "system"),
        ("Be brief", "system"),
        ("You sell", "system"),
        ("Find Ana", "user"),
        ("find", "assistant"),
        ("name", "assistant"),
        ("Ana", "assistant"),
        ("age", "assistant"),
        ("41", "assistant"),
        ("Ana Ruiz", "tool"),
        ("Well", "assistant"),
        ("No", "assistant"),
    ]
    assert {leaf.role for leaf in leaves if not leaf.path.startswith("in")} == {Role.SCHEMA}
    assert [leaf.text for leaf in leaves if leaf.shape is Shape.NAME] == ["find", "name", "find", "draft", "find"]


def test_an_appended_item_renumbers_nothing() -> None:
    before = OPENAI_RESPONSES.read(FULL).leaves
    items = FULL["input"]
    assert isinstance(items, list)
    after = OPENAI_RESPONSES.read({**FULL, "input": [*items, {"role": "user", "content": "And now?"}]}).leaves

    assert [(a.index, a.path, a.text) for a in after][: len(before)] == [(b.index, b.path, b.text) for b in before]
    assert after[-1].text == "And now?"


def test_a_text_is_the_user_s() -> None:
    (leaf,) = OPENAI_RESPONSES.read(responses_body()).leaves

    assert (leaf.text, leaf.role, leaf.path) == ("Hello", Role.USER, "input")


@pytest.mark.parametrize(
    "more",
    [
        {"metadata": {"user_id": "person@example.com"}},
        {"user": "person@example.com"},
        {"safety_identifier": "x"},
        {"prompt_cache_key": "x"},
        {"service_tier": "flex"},
        {"max_tool_calls": 3},
        {"store": False},
        {"background": False},
        {"previous_response_id": None},
        {"conversation": None},
        {"prompt": None},
        {"prompt_cache_retention": "in_memory"},
        {"temperature": None},
        {"tools": None},
    ],
)
def test_what_is_stripped_or_tolerated_does_not_leave(more: JsonObject) -> None:
    assert _sent(responses_body(**more)) == responses_body()


def test_items_may_be_sent_back_as_the_official_client_holds_them() -> None:
    held: list[JsonValue] = [
        thought("why", encrypted_content=None, status=None),
        said({**text_part("Hi"), "parsed": None}),
        called("find", "{}", caller=None, namespace=None, parsed_arguments={"a": "Ana"}),
        {"type": "function_call_output", "call_id": "call_9", "output": [{"type": "input_text", "text": "42"}]},
    ]

    assert _sent(responses_body(input=held))["input"] == [
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hi"}]},
        {"type": "function_call", "call_id": "call00000", "name": "find", "arguments": "{}"},
        {
            "type": "function_call_output",
            "call_id": "call00000",
            "output": [{"type": "input_text", "text": "42"}],
        },
    ]


@pytest.mark.parametrize("marker", ["cache_control", "prompt_cache_breakpoint"])
def test_cache_markers_are_gone_wherever_they_stand(marker: str) -> None:
    mark: JsonObject = {marker: {"type": "ephemeral"}}
    body = responses_body(
        input=[
            {"role": "user", "content": [{"type": "input_text", "text": "x", **mark}], **mark},
            {**called("find", "{}"), **mark},
        ],
        tools=[{**responses_tool("find"), **mark}],
        **mark,
    )

    assert marker not in json.dumps(_sent(body))


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"store": True}, Code.PARAMETER_REFUSED, "store"),
        ({"background": True}, Code.PARAMETER_REFUSED, "background"),
        ({"previous_response_id": "resp_1"}, Code.PARAMETER_REFUSED, "previous_response_id"),
        ({"conversation": {"id": "conv_1"}}, Code.PARAMETER_REFUSED, "conversation"),
        ({"prompt": {"id": "pmpt_1"}}, Code.PARAMETER_REFUSED, "prompt"),
        ({"include": ["message.output_text.logprobs"]}, Code.PARAMETER_REFUSED, "include[0]"),
        ({"top_logprobs": 3}, Code.PARAMETER_REFUSED, "top_logprobs"),
        ({"stream_options": {"include_obfuscation": False}}, Code.PARAMETER_REFUSED, "stream_options"),
        ({"max_output_tokens": 15}, Code.INVALID_REQUEST, "max_output_tokens"),
        ({"model": "a b"}, Code.INVALID_REQUEST, "model"),
        ({"input": []}, Code.INVALID_REQUEST, "input"),
        ({"input": None}, Code.INVALID_REQUEST, "input"),
        ({"tools": [{"type": "web_search"}]}, Code.PARAMETER_REFUSED, "tools[0].type"),
        ({"tools": [{"type": "mcp", "server_url": "https://x"}]}, Code.PARAMETER_REFUSED, "tools[0].type"),
        ({"tools": [{"type": "custom", "name": "x"}]}, Code.PARAMETER_REFUSED, "tools[0].type"),
        ({"tools": [responses_tool("a"), responses_tool("a")]}, Code.INVALID_REQUEST, "tools[1].name"),
        ({"tool_choice": {"type": "function", "name": "x"}}, Code.INVALID_REQUEST, "tool_choice.name"),
        ({"tool_choice": {"type": "file_search"}}, Code.PARAMETER_REFUSED, "tool_choice.type"),
        ({"reasoning": {"effort": "huge"}}, Code.PARAMETER_REFUSED, "reasoning.effort"),
    ],
)
def test_what_is_not_on_the_list_is_refused_by_name(more: JsonObject, code: Code, param: str) -> None:
    refusal = _refused(responses_body(**more))

    assert (refusal.code, refusal.param) == (code, param)


@pytest.mark.parametrize(
    ("item", "code", "param"),
    [
        ({"id": "msg_1"}, Code.PARAMETER_REFUSED, "input[0].role"),
        ({"type": "item_reference", "id": "msg_1"}, Code.PARAMETER_REFUSED, "input[0].type"),
        ({"type": "compaction", "encrypted_content": "x"}, Code.PARAMETER_REFUSED, "input[0].type"),
        ({"type": "additional_tools", "tools": []}, Code.PARAMETER_REFUSED, "input[0].type"),
        ({"type": "web_search_call", "id": "ws_1"}, Code.PARAMETER_REFUSED, "input[0].type"),
        ({"role": "user", "content": "x", "name": "Ana"}, Code.PARAMETER_REFUSED, "input[0].name"),
        ({"role": "tool", "content": "x"}, Code.PARAMETER_REFUSED, "input[0].role"),
        ({"role": "user"}, Code.INVALID_REQUEST, "input[0].content"),
        ({"type": "function_call", "name": "x", "arguments": "{}"}, Code.INVALID_REQUEST, "input[0].call_id"),
        (
            {"role": "user", "content": [{"type": "output_text", "text": "x"}]},
            Code.PARAMETER_REFUSED,
            "input[0].content[0].type",
        ),
        (thought("x", encrypted_content="gAAA"), Code.PARAMETER_REFUSED, "input[0].encrypted_content"),
        (thought("x", note="y"), Code.PARAMETER_REFUSED, "input[0].note"),
        (thought("nothing else"), Code.INVALID_REQUEST, "input"),
        ("Hello", Code.INVALID_REQUEST, "input[0]"),
    ],
)
def test_items_are_closed_too(item: JsonValue, code: Code, param: str) -> None:
    refusal = _refused(responses_body(input=[item]))

    assert (refusal.code, refusal.param) == (code, param)


@pytest.mark.parametrize(
    "part",
    [
        {"type": "input_file", "file_url": "https://example.com/a.pdf"},
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
    ],
)
def test_what_cannot_be_inspected_is_refused_by_place(part: JsonObject) -> None:
    refusal = _refused(responses_body(input=[{"role": "user", "content": [part]}]))

    assert (refusal.code, refusal.param) == (Code.UNINSPECTABLE, "input[0].content[0]")


def test_a_picture_is_base64_in_a_user_s_message_and_nothing_else() -> None:
    def asked(role: str = "user", **more: JsonValue) -> JsonObject:
        part: JsonObject = {"type": "input_image", **more}
        return responses_body(input=[{"role": role, "content": [part]}])

    url = "data:image/png;base64,AAAA"
    (picture,) = OPENAI_RESPONSES.read(asked(image_url=url, detail="low")).pictures

    assert (picture.path, picture.rendered("BBBB")) == ("input[0].content[0].image_url", "data:image/png;base64,BBBB")
    assert _refused(asked(image_url="https://example.com/a.png")).code is Code.UNINSPECTABLE
    assert _refused(asked(image_url=url, file_id="file-1")).param == "input[0].content[0].file_id"
    assert _refused(asked(file_id="file-1")).param == "input[0].content[0].file_id"
    assert _refused(asked("system", image_url=url)).code is Code.UNINSPECTABLE


def test_the_catalogue_s_list_is_ours_but_where_the_product_says_otherwise() -> None:
    wire = anywhere()["wires"]["openai.responses"]
    listed = {each["name"] for each in wire["allow"]} - {"top_logprobs"}

    assert set(OPENAI_RESPONSES.read(FULL).body) == listed
    for name in wire["known_refused"]:
        assert _refused(responses_body(**{name: {}})).param == name
    for name in wire["strip"]:
        assert _sent(responses_body(**{name: "x"})) == responses_body()
    for kind in wire["content"]["refuse_item_types"]:
        assert _refused(responses_body(input=[{"type": kind}])).param == "input[0].type"


def test_every_bypass_of_the_catalogue_ends_as_it_says() -> None:
    tried = 0
    for case in anywhere()["bypass_cases"]:
        if case["wire"] == "openai.responses" and not case["body_fragment"].startswith("("):
            tried += 1
            assert case["expect"] == "refuse"
            assert _refused({**responses_body(), **parse(case["body_fragment"].encode())}).param
    assert tried > 6


def test_no_name_that_litellm_keeps_for_itself_gets_in_at_any_level() -> None:
    stripped = {"user", "metadata", "safety_identifier", "prompt_cache_key", "service_tier", "max_tool_calls"}
    names = set(reserved_names()) - set(OPENAI_RESPONSES.read(FULL).body) - stripped - {"cache_control"}
    assert len(names) > 100
    for name in names:
        assert _refused(responses_body(**{name: True})).code is Code.PARAMETER_REFUSED, name
    for name in names - {"id", "status"}:
        for body in _everywhere(name):
            assert _refused(body).code is Code.PARAMETER_REFUSED, name


def _everywhere(name: str) -> list[JsonObject]:
    return [
        responses_body(input=[{"role": "user", "content": [{"type": "input_text", "text": "x", name: True}]}]),
        responses_body(input=[{"role": "user", "content": "x", name: True}]),
        responses_body(tools=[{**responses_tool("find"), name: True}]),
        responses_body(text={"format": {"type": "json_object", name: True}}),
    ]


def _sent(body: JsonObject) -> JsonObject:
    call = OPENAI_RESPONSES.read(body)
    return render(call, [leaf.text for leaf in call.leaves])


def _refused(body: JsonObject) -> Refusal:
    with pytest.raises(Refusal) as caught:
        OPENAI_RESPONSES.read(body)
    return caught.value
