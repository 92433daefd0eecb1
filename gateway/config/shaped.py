"""From plain data to a shape: each mismatch becomes a problem with its line and what is wanted."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gateway.config.document import Data, Document, Place
from gateway.config.gateway_file import Shape

ShapeT = TypeVar("ShapeT", bound=Shape)
_KEY_MARK = "[key]"


def take(shape: type[ShapeT], document: Document) -> ShapeT | None:
    """The document as `shape`, or None with the document's problems told."""
    return None if document.unread else _take(shape, document, document.data)[0]


def take_rest(shape: type[ShapeT], document: Document, entries: str) -> ShapeT | None:
    """The same, leaving out what is broken (its problems are told), so that the rest can be checked too.

    Under the key `entries` single entries are left out, elsewhere whole top-level keys. None when nothing is
    left.
    """
    taken, broken = _take(shape, document, document.data)
    if taken is not None or not isinstance(document.data, dict):
        return taken
    rest = dict(document.data)
    for place in broken:
        inner = rest.get(entries)
        if place[:1] == (entries,) and len(place) > 1 and isinstance(inner, dict):
            rest[entries] = {key: value for key, value in inner.items() if key != place[1]}
        elif place:
            rest.pop(str(place[0]), None)
    try:
        return shape.model_validate(rest)
    except ValidationError:
        return None


def _take(shape: type[ShapeT], document: Document, data: Data) -> tuple[ShapeT | None, list[Place]]:
    try:
        return shape.model_validate(data if data is not None else {}), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    schema = shape.model_json_schema()
    for detail in details:
        _complain(schema, document, detail)
    return None, [_place(detail) for detail in details]


def _place(detail: ErrorDetails) -> Place:
    return tuple(part for part in detail["loc"] if part != _KEY_MARK)


def _complain(schema: dict[str, Any], document: Document, detail: ErrorDetails) -> None:
    place, kind = _place(detail), detail["type"]
    if kind == "extra_forbidden":
        names = _properties(schema, _at(schema, place[:-1]))
        close = get_close_matches(str(place[-1]), names, n=1)
        known = f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(sorted(names))}."
        document.complain(place, "unknown key", known)
        return
    advice = str(_at(schema, place).get("description", "Correct the value."))
    if kind == "missing":
        document.complain(place, "is missing", advice)
        return
    document.complain(place, detail["msg"].removeprefix("Value error, "), advice)


def _at(schema: dict[str, Any], place: Place) -> dict[str, Any]:
    """The part of the JSON Schema that describes a place; a field's own description wins over its type's."""
    here: dict[str, Any] = schema
    for part in place:
        body = _resolved(schema, here)
        below = body.get("items") if isinstance(part, int) else body.get("properties", {}).get(part)
        below = below if below is not None else body.get("additionalProperties")
        if not isinstance(below, dict):
            return here
        here = below if "description" in below or "description" not in here else {**_shared(here), **below}
    return here


def _shared(here: dict[str, Any]) -> dict[str, Any]:
    return {"description": here["description"]}


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """`part` with its `$ref` followed; of alternatives, the one that has an inside."""
    for option in [part, *part.get("anyOf", ())]:
        if "$ref" in option:
            name = str(option["$ref"]).rsplit("/", 1)[-1]
            found: dict[str, Any] = schema["$defs"][name]
            return found
        if "properties" in option or "additionalProperties" in option or "items" in option:
            return dict(option)
    return part


def _properties(schema: dict[str, Any], part: dict[str, Any]) -> list[str]:
    return list(_resolved(schema, part).get("properties", {}))
