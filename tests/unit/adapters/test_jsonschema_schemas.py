"""An answer fits its purpose's schema as one strict JSON document, or it does not."""

import pytest

from gateway.adapters.jsonschema_schemas import JsonschemaSchemas
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
