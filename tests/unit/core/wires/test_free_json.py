"""JSON of any shape: nothing in it goes unscanned."""

import pytest

from gateway.core.call import Call, Nested, Role, Shape, Tree, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.free_json import FreeObject, JsonText
from gateway.core.wires.schema import Reading


def test_every_string_number_and_key_is_a_leaf() -> None:
    reading = Reading()
    FreeObject(Role.ASSISTANT).read({"to": ["ana", 4915112345678, 0.5, None, True], "x": {"y": "z"}}, "in", reading)

    assert [(leaf.text, leaf.shape, leaf.path) for leaf in reading.leaves] == [
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
    reading = Reading()

    assert _rendered(FreeObject(Role.ASSISTANT).read(value, "in", reading), reading) == value


@pytest.mark.parametrize("value", [[], "text", None, 1])
def test_only_an_object_is_an_object(value: JsonValue) -> None:
    with pytest.raises(Refusal) as caught:
        FreeObject(Role.ASSISTANT).read(value, "in", Reading())
    assert (caught.value.code, caught.value.param) == (Code.INVALID_REQUEST, "in")


def test_a_document_in_a_string_is_read_as_what_it_says() -> None:
    reading = Reading()
    tree = JsonText(Role.ASSISTANT).read('{ "n\\u0061me": "A\\u006ea" }', "arguments", reading)

    assert isinstance(tree, Nested)
    assert [leaf.text for leaf in reading.leaves] == ["name", "Ana"]
    assert _rendered(tree, reading) == '{"name":"Ana"}'


@pytest.mark.parametrize(
    "text",
    ["", "plain", '{"to": "ana@exam', '{"a": 1, "a": 2}', "{'a': 1}", "[" * 30 + "]" * 30, "{} {}", "NaN"],
)
def test_a_string_that_is_no_strict_json_is_one_text(text: str) -> None:
    reading = Reading()
    tree = JsonText(Role.ASSISTANT).read(text, "arguments", reading)

    assert tree is reading.leaves[0]
    assert [(leaf.text, leaf.shape) for leaf in reading.leaves] == [(text, Shape.TEXT)]


def test_a_document_of_too_many_nodes_is_refused_by_place() -> None:
    with pytest.raises(Refusal) as caught:
        JsonText(Role.ASSISTANT).read("[" + "0," * 10_000 + "0]", "arguments", Reading())
    assert (caught.value.code, caught.value.param) == (Code.TOO_LARGE, "arguments")


def test_arguments_are_a_string() -> None:
    with pytest.raises(Refusal) as caught:
        JsonText(Role.ASSISTANT).read({}, "arguments", Reading())
    assert caught.value.code is Code.INVALID_REQUEST


def _rendered(tree: Tree, reading: Reading) -> JsonValue:
    leaves = tuple(reading.leaves)
    call = Call("w", "m", stream=False, body={"in": tree}, leaves=leaves)
    return render(call, [leaf.text for leaf in leaves])["in"]
