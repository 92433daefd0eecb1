"""A JSON Schema in a request: a tool's parameters, an answer's format.

The vocabulary's keywords are fixed text and pass unscanned. Property names are `Shape.NAME` leaves:
Anthropic and strict mode take `[A-Za-z0-9_.-]` only, and a renamed property would come back as an argument
that the CRM's code does not know, so a find there refuses the call instead of renaming it. All other
strings, numbers and keys are leaves as in any free JSON. `$ref` points into the same document only: no
provider is given an address to fetch from (T06).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.core.call import Constraint, Keyed, Leaf, Role, Shape, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.free_json import free
from gateway.core.wires.schema import Walk, invalid

# https://json-schema.org/draft/2020-12 and draft-07, plus OpenAPI's nullable.
_ONE: Final = frozenset(
    {
        *("items", "additionalProperties", "additionalItems", "unevaluatedProperties", "unevaluatedItems"),
        *("not", "if", "then", "else", "contains", "propertyNames"),
    }
)
_MANY: Final = frozenset({"anyOf", "oneOf", "allOf", "prefixItems", "items"})
_NAMED: Final = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_VALUES: Final = frozenset(
    {
        *("title", "description", "$comment", "default", "examples", "enum", "const"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"),
        *("minItems", "maxItems", "uniqueItems", "minContains", "maxContains"),
        *("minProperties", "maxProperties", "nullable", "deprecated", "readOnly", "writeOnly"),
    }
)
_FORMS: Final = frozenset({"minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"})
"""What is asked of a string's form: a token has another, so they are left out where there are tokens."""
_OWN: Final = frozenset({"type", "required", "$ref"})
_KEYWORDS: Final = _ONE | _MANY | _NAMED | _VALUES | _OWN
_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "object", "array", "null"})
_DROPPED: Final = "$schema"
"""Names the dialect by an address; no provider needs it."""


@dataclass(frozen=True, slots=True)
class JsonSchema:
    """A schema object. `is_format`: the answer's text is asked to have it."""

    is_format: bool = False

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """Its tree.

        `invalid_request` for anything but an object, `parameter_refused` for a reference to elsewhere.
        """
        if not isinstance(value, dict):
            raise invalid(path)
        tree = _schema(value, path, walk)
        if self.is_format:
            walk.formats.append(tree)
        return tree


def _schema(value: JsonValue, path: str, walk: Walk) -> Tree:
    if isinstance(value, bool):
        return value
    if not isinstance(value, dict):
        raise invalid(path)
    return Keyed(tuple(_entries(value, path, walk)))


def _entries(schema: JsonObject, path: str, walk: Walk) -> Iterable[tuple[Leaf | str, Tree]]:
    for key, value in schema.items():
        if key in _FORMS:
            yield key, Constraint(_keyword(key, value, f"{path}.{key}", walk))
        elif key in _KEYWORDS:
            yield key, _keyword(key, value, f"{path}.{key}", walk)
        elif key.startswith("$"):
            if key != _DROPPED:
                raise Refusal(Code.PARAMETER_REFUSED, param=f"{path}.*")
        else:
            yield _name(key, f"{path}.*", walk), free(value, f"{path}.*", Role.SCHEMA, walk)


def _keyword(key: str, value: JsonValue, path: str, walk: Walk) -> Tree:
    if isinstance(value, list):
        return _list(key, value, path, walk)
    if key in _ONE:
        return _schema(value, path, walk)
    if key in _NAMED:
        return _named(value, path, walk)
    if key == "type" and isinstance(value, str) and value in _TYPES:
        return value
    if key == "$ref":
        if not isinstance(value, str) or not value.startswith("#"):
            raise Refusal(Code.PARAMETER_REFUSED, param=path)
        return _name(value, path, walk)
    return free(value, path, Role.SCHEMA, walk)


def _list(key: str, values: list[JsonValue], path: str, walk: Walk) -> Tree:
    if key in _MANY:
        return [_schema(each, f"{path}[{position}]", walk) for position, each in enumerate(values)]
    if key == "required":
        return [_required(each, f"{path}[{position}]", walk) for position, each in enumerate(values)]
    if key == "type":
        return [_keyword(key, each, f"{path}[{position}]", walk) for position, each in enumerate(values)]
    if key in _VALUES:
        return free(values, path, Role.SCHEMA, walk)
    raise invalid(path)


def _required(value: JsonValue, path: str, walk: Walk) -> Tree:
    if not isinstance(value, str):
        raise invalid(path)
    return _name(value, path, walk)


def _named(value: JsonValue, path: str, walk: Walk) -> Tree:
    if not isinstance(value, dict):
        raise invalid(path)
    inside = f"{path}.*"
    return Keyed(tuple((_name(key, inside, walk), _schema(each, inside, walk)) for key, each in value.items()))


def _name(name: str, path: str, walk: Walk) -> Leaf:
    return walk.leaf(name, path, Role.SCHEMA, Shape.NAME)
