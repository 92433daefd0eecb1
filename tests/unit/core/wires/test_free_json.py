"""JSON of any shape: nothing in it goes unscanned."""

import pytest

from gateway.core.call import Call, Nested, Role, Shape, Tree, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.free_json import FreeObject, JsonText, text_of
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.schema import Walk


def test_every_string_number_and_key_is_a_leaf() -> None:
    walk = Walk()
    FreeObject(Role.ASSISTANT).read({"to": ["ana", 4915112345678, 0.5, None, True], "x": {"y": "z"}}, "in", walk)

    assert [(leaf.text, leaf.shape, leaf.path) for leaf in walk.leaves] == [
        ("to", Shape.KEY, "in.*"),
        ("ana", Shape.TEXT, "in.*[0]"),
        ("4915112345678", Shape.NUMBER, "in.*[1]"),
        ("0.5", Shape.NUMBER, "in.*[2]"),
        ("x", Shape.KEY, "in.*"),
        ("y", Shape.KEY, "in.*.*"),
        ("z", Shape.TEXT, "in.*.*"),
    ]


def test_an_object_s_shape_comes_back() -> None:
    value: JsonValue = {"to": ["ana", 49, 0.5, None, True], "x": {"y": []}}
    walk = Walk()

    assert _rendered(FreeObject(Role.ASSISTANT).read(value, "in", walk), walk) == value


@pytest.mark.parametrize("value", [[], "text", None, 1])
def test_only_an_object_is_an_object(value: JsonValue) -> None:
    with pytest.raises(Refusal) as caught:
        FreeObject(Role.ASSISTANT).read(value, "in", Walk())
    assert (caught.value.code, caught.value.param) == (Code.INVALID_REQUEST, "in")


def test_a_document_in_a_string_is_read_as_what_it_says() -> None:
    walk = Walk()
    tree = JsonText(Role.ASSISTANT).read('{ "n\\u0061me": "A\\u006ea" }', "arguments", walk)

    assert isinstance(tree, Nested)
    assert [leaf.text for leaf in walk.leaves] == ["name", "Ana"]
    assert _rendered(tree, walk) == '{"name":"Ana"}'


@pytest.mark.parametrize(
    "text",
    ["", "plain", '{"to": "ana@exam', '{"a": 1, "a": 2}', "{'a': 1}", "[" * 30 + "]" * 30, "{} {}", "NaN"],
)
def test_a_string_that_is_no_strict_json_is_one_text(text: str) -> None:
    walk = Walk()
    tree = JsonText(Role.ASSISTANT).read(text, "arguments", walk)

    assert tree is walk.leaves[0]
    assert [(leaf.text, leaf.shape) for leaf in walk.leaves] == [(text, Shape.TEXT)]


def test_a_document_of_too_many_nodes_is_refused_by_place() -> None:
    with pytest.raises(Refusal) as caught:
        JsonText(Role.ASSISTANT).read("[" + "0," * 10_000 + "0]", "arguments", Walk())
    assert (caught.value.code, caught.value.param) == (Code.TOO_LARGE, "arguments")


def test_arguments_are_a_string() -> None:
    with pytest.raises(Refusal) as caught:
        JsonText(Role.ASSISTANT).read({}, "arguments", Walk())
    assert caught.value.code is Code.INVALID_REQUEST


def _rendered(tree: Tree, walk: Walk) -> JsonValue:
    leaves = tuple(walk.leaves)
    call = Call("w", "m", stream=False, body={"in": tree}, leaves=leaves)
    return render(call, [leaf.text for leaf in leaves])["in"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("4.111111111111111e15", "4111111111111111"),
        ("4.9151123456789E+18", "4915112345678900000"),
        ("-1.5e3", "-1500"),
        ("1e-7", "0.0000001"),
        ("1e300", "1e300"),
        ("0e9999999999999999999", "0e9999999999999999999"),
        ("1e-9999999999999999999", "1e-9999999999999999999"),
    ],
)
def test_no_digits_of_a_tool_s_document_hide_behind_an_exponent(written: str, plain: str) -> None:
    walk = Walk()
    tree = text_of(Role.TOOL).read(f'{{"ref": [{written}], "note": "{written} \\" {written}"}}', "output", walk)

    assert tree is walk.leaves[0]
    assert walk.leaves[0].text == f'{{"ref": [{plain}], "note": "{written} \\" {written}"}}'


@pytest.mark.parametrize("text", ["1e5 of them", '{"a": 1e5', "[1e5] and more", '{"a": 1, "a": 1e5}', '"\ud800 1e5"'])
def test_what_a_tool_gave_that_is_no_document_stays_as_it_is(text: str) -> None:
    walk = Walk()
    text_of(Role.TOOL).read(text, "output", walk)

    assert walk.leaves[0].text == text


def test_other_text_stays_as_it_is() -> None:
    walk = Walk()
    text_of(Role.USER).read("[1e5]", "content", walk)

    assert walk.leaves[0].text == "[1e5]"


def test_a_number_of_an_argument_is_scanned_and_sent_without_its_exponent() -> None:
    walk = Walk()
    tree = FreeObject(Role.ASSISTANT).read({"n": 4.9151123456789e18, "m": 1e-7}, "in", walk)

    assert [leaf.text for leaf in walk.leaves] == ["n", "4915112345678900000", "m", "0.0000001"]
    assert _rendered(tree, walk) == {"n": 4915112345678900000, "m": 1e-7}


def test_every_wire_reads_what_tools_gave_in_this_way() -> None:
    said = '{"card": 4.111111111111111e15}'
    openai: JsonObject = {"role": "tool", "tool_call_id": "c1", "content": said}
    anthropic: JsonObject = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": said}]}
    output: JsonObject = {"type": "function_call_output", "call_id": "c1", "output": said}
    calls = [
        OPENAI_CHAT.read({"model": "m", "messages": [openai]}),
        ANTHROPIC_MESSAGES.read({"model": "m", "max_tokens": 9, "messages": [anthropic]}),
        OPENAI_RESPONSES.read({"model": "m", "input": [output]}),
    ]

    assert [[leaf.text for leaf in call.leaves] for call in calls] == [['{"card": 4111111111111111}']] * 3
