"""JSON Schemas in requests: keywords pass, everything a developer wrote is a leaf, nothing is fetched."""

import pytest

from gateway.core.call import Call, Role, Shape, Tree, render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.wires.json_schema import JsonSchema
from gateway.core.wires.schema import Walk

CONTACT: JsonValue = {
    "type": "object",
    "title": "Contact",
    "description": "A contact of Ana",
    "properties": {
        "name": {"type": ["string", "null"], "minLength": 1, "pattern": "^A"},
        "tags": {"type": "array", "items": {"enum": ["hot", 7]}, "prefixItems": [{"const": "x"}, True]},
        "manager": {"$ref": "#/$defs/person"},
        "score": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "null"}], "default": None},
    },
    "required": ["name"],
    "additionalProperties": False,
    "$defs": {"person": {"type": "object", "x-hint": {"deep": ["y"]}}},
}


def test_a_schema_comes_back_as_it_was() -> None:
    walk = Walk()

    assert _rendered(JsonSchema().read(CONTACT, "parameters", walk), walk) == CONTACT


def test_keywords_and_type_names_are_no_leaves_and_all_else_is() -> None:
    walk = Walk()
    JsonSchema().read(CONTACT, "parameters", walk)
    found = {shape: [leaf.text for leaf in walk.leaves if leaf.shape is shape] for shape in Shape}

    assert found[Shape.NAME] == [
        *("name", "tags", "manager", "#/$defs/person", "score", "name", "person", "x-hint"),
    ]
    assert found[Shape.TEXT] == ["Contact", "A contact of Ana", "^A", "hot", "x", "y"]
    assert found[Shape.NUMBER] == ["1", "7", "0"]
    assert found[Shape.KEY] == ["deep"]
    assert {leaf.role for leaf in walk.leaves} == {Role.SCHEMA}


def test_paths_name_keywords_and_positions_never_properties() -> None:
    walk = Walk()
    JsonSchema().read(CONTACT, "parameters", walk)

    assert "parameters.properties.*.items.enum[0]" in {leaf.path for leaf in walk.leaves}
    assert not [leaf.path for leaf in walk.leaves if "tags" in leaf.path or "person" in leaf.path]


def test_the_dialect_s_address_is_dropped() -> None:
    walk = Walk()
    tree = JsonSchema().read({"$schema": "https://json-schema.org/x", "type": "object"}, "p", walk)

    assert _rendered(tree, walk) == {"type": "object"}


@pytest.mark.parametrize(
    ("schema", "code", "param"),
    [
        ({"$ref": "https://evil.example/s.json"}, Code.PARAMETER_REFUSED, "p.$ref"),
        ({"properties": {"a": {"$ref": "//evil"}}}, Code.PARAMETER_REFUSED, "p.properties.*.$ref"),
        ({"$ref": 1}, Code.PARAMETER_REFUSED, "p.$ref"),
        ({"$id": "https://evil.example"}, Code.PARAMETER_REFUSED, "p.*"),
        ({"$dynamicRef": "#x"}, Code.PARAMETER_REFUSED, "p.*"),
        ([], Code.INVALID_REQUEST, "p"),
        ("x", Code.INVALID_REQUEST, "p"),
        ({"properties": []}, Code.INVALID_REQUEST, "p.properties"),
        ({"properties": "x"}, Code.INVALID_REQUEST, "p.properties"),
        ({"properties": {"a": "x"}}, Code.INVALID_REQUEST, "p.properties.*"),
        ({"required": [1]}, Code.INVALID_REQUEST, "p.required[0]"),
        ({"not": ["x"]}, Code.INVALID_REQUEST, "p.not"),
        ({"anyOf": ["x"]}, Code.INVALID_REQUEST, "p.anyOf[0]"),
    ],
)
def test_another_shape_or_a_reference_to_elsewhere_is_refused(schema: JsonValue, code: Code, param: str) -> None:
    with pytest.raises(Refusal) as caught:
        JsonSchema().read(schema, "p", Walk())
    assert (caught.value.code, caught.value.param) == (code, param)


def test_an_unknown_type_is_scanned_like_any_text() -> None:
    walk = Walk()
    JsonSchema().read({"type": "Ana Ruiz"}, "p", walk)

    assert [leaf.text for leaf in walk.leaves] == ["Ana Ruiz"]


def _rendered(tree: Tree, walk: Walk) -> JsonValue:
    leaves = tuple(walk.leaves)
    call = Call("w", "m", stream=False, body={"in": tree}, leaves=leaves)
    return render(call, [leaf.text for leaf in leaves])["in"]
