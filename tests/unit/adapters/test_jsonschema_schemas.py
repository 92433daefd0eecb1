"""An answer fits its purpose's schema as one strict JSON document, or it does not."""

import sys

import pytest

from gateway.adapters.jsonschema_schemas import JsonschemaSchemas
from gateway.core.jsontypes import JsonObject, JsonValue
from tests.support.stages import policy, rulebook, tenant_rules

SCHEMA = {
    "type": "object",
    "properties": {"score": {"type": "number", "minimum": 0, "maximum": 100}},
    "required": ["score"],
    "additionalProperties": False,
}
SCHEMAS = JsonschemaSchemas(lambda: rulebook(tenant_rules(policy("lead_scoring", answer_schema=SCHEMA))))


@pytest.mark.parametrize("text", ['{"score": 0}', '{"score":100}', ' {"score": 72.5}\n'])
def test_what_the_schema_allows_fits(text: str) -> None:
    assert SCHEMAS.fits("lead_scoring", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "72",
        '{"score": 101}',
        '{"score": -1}',
        '{"score": true}',
        '{"score": "72"}',
        '{"score": 72, "name": "x"}',
        "{}",
        '{"score": 72} and more',
        '```json\n{"score": 72}\n```',
        '{"score": NaN}',
        '{"score": 1, "score": 2}',
        '{"score": "\ud800"}',
    ],
)
def test_everything_else_does_not(text: str) -> None:
    assert not SCHEMAS.fits("lead_scoring", text)


MAIL: JsonObject = {"type": "string", "format": "email"}
ASKED: list[tuple[JsonValue, str, bool]] = [
    ({"properties": {"to": MAIL}}, '{"to": "ann@example.com"}', True),
    ({"properties": {"to": MAIL}}, '{"to": "[EMAIL_ADDRESS_1]"}', False),
    ({"properties": {"to": {"maxLength": 3}}}, '{"to": "four"}', False),
    ({"properties": {"to": {"minLength": 3}}}, '{"to": "no"}', False),
    ({"properties": {"to": {"pattern": "^[a-z]+$"}}}, '{"to": "UP"}', False),
    ({"items": MAIL}, '["ann@example.com", "nobody"]', False),
    ({"additionalProperties": MAIL}, '{"any": "nobody"}', False),
    ({"additionalProperties": MAIL, "patternProperties": {"^a": {}}}, '{"any": "nobody"}', True),
    ({"$defs": {"m": MAIL}, "properties": {"to": {"$ref": "#/$defs/m"}}}, '{"to": "nobody"}', False),
    ({"anyOf": [{"type": "null"}, MAIL]}, "null", True),
    ({"anyOf": [{"type": "null"}, MAIL]}, '"nobody"', False),
    ({"required": ["to"], "properties": {"n": {"minimum": 5}}}, '{"n": 1}', True),
    ({"properties": {"to": {"pattern": "("}}}, '{"to": "x"}', True),
    ({"properties": {"to": MAIL}}, "no document", True),
]


@pytest.mark.parametrize(("schema", "text", "has_form"), ASKED)
def test_the_form_of_strings_is_judged_and_nothing_else(schema: JsonValue, text: str, has_form: bool) -> None:  # noqa: FBT001 - a case
    assert SCHEMAS.has_form(schema, text) is has_form


LEVELS: JsonObject = {
    f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}, {"$ref": f"#/$defs/a{n + 1}"}]} for n in range(40)
}
DOUBLING: JsonValue = {"$defs": {**LEVELS, "a40": {"type": "string"}}, "$ref": "#/$defs/a0"}


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"pattern": "^(a+)+$"}, '"' + "a" * 60 + '!"'),
        ({"$ref": "#"}, '"x"'),
        (DOUBLING, '"x"'),
        ({"$ref": "#/nowhere"}, '"x"'),
        ({"pattern": "|".join(f"w{n}" for n in range(20_000))}, '"w1"'),
    ],
    ids=["pattern", "itself", "references to references", "nowhere", "a long pattern"],
)
def test_a_schema_that_takes_too_long_judges_no_answer_well(schema: JsonValue, text: str) -> None:
    assert not SCHEMAS.has_form(schema, text)


@pytest.mark.parametrize(
    "schema",
    [{"minLength": "x"}, {"type": ["foo"]}, {"enum": 5}, {"format": []}, {"anyOf": {"a": 1}}, {"properties": [1]}],
)
def test_what_is_no_schema_judges_no_answer_well(schema: JsonValue) -> None:
    assert not all(SCHEMAS.has_form(schema, text) for text in ('"x"', '{"a": "x"}'))


def test_no_pattern_and_no_string_of_an_answer_is_left_in_a_cache_of_expressions() -> None:
    schema: JsonValue = {"properties": {"a": {"pattern": "^Zebulon Q[a-z]+$"}, "b": {"format": "regex"}}}
    assert SCHEMAS.has_form(schema, '{"a": "Zebulon Quagmire", "b": "Quagmire, Zebulon"}')
    kept = [vars(each).get("_cache") for name, each in sys.modules.items() if name.partition(".")[0] in {"re", "regex"}]
    assert any(kept)
    assert "Zebulon" not in repr(kept)
