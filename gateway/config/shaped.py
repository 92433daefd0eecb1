"""From plain data to a shape: each mismatch becomes a problem with its line and what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gateway.config.document import Data, Document, Place
from gateway.config.gateway_file import Shape
from gateway.config.problem import Problem

ShapeT = TypeVar("ShapeT", bound=Shape)
_KEY_MARK = "[key]"
MAX_ROUNDS = 8
"""What is left out may leave something lacking around it: an entry, then the section that needs one."""


def take_rest(shape: type[ShapeT], document: Document) -> ShapeT | None:
    """The document as `shape`, leaving out what is broken (its problems are told), so that the rest can be checked too.

    Left out is as little as leaves a shape: a value, an item, the entry that lacks one. Fields that a shape needs get its
    stand-ins. None when nothing is left. What is then found in it may be the broken parts' doing: see `not_told`.
    """
    if document.unread:
        return None
    taken, broken = _take(shape, document, document.data)
    data = document.data
    for _ in range(MAX_ROUNDS):
        if taken is not None or not isinstance(data, dict) or () in broken:
            break
        data = {**shape.STAND_INS, **_without(data, broken)}
        taken, broken = _left(shape, data)
    return taken


def _left(shape: type[ShapeT], data: Data) -> tuple[ShapeT | None, list[Place]]:
    """As `_take`, telling nothing: what lacks something is broken as a whole."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    return None, [_place(each)[:-1] if each["type"] == "missing" else _place(each) for each in details]


def not_told(problems: Iterable[Problem], told: Sequence[Problem]) -> Iterator[Problem]:
    """Those that are at no place of which something was told already, nor around or inside one."""
    places = [(each.file, each.path) for each in told]
    for problem in problems:
        if not any(file == problem.file and _touch(path, problem.path) for file, path in places):
            yield problem


def _touch(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) : len(shorter) + 1] in {"", ".", "["}


def _without(data: dict[str, Data], broken: Sequence[Place]) -> dict[str, Data]:
    """A copy of the data without what is at these places; of an item the later ones first, so that places stay what they are."""
    copied = deepcopy(data)
    for place in sorted(set(broken), key=lambda each: [(isinstance(part, int), part) for part in each], reverse=True):
        inside: Data = copied
        for part in place[:-1]:
            inside = _inside(inside, part)
        last = place[-1]
        if isinstance(inside, dict):
            inside.pop(str(last), None)
        elif isinstance(inside, list) and isinstance(last, int) and last < len(inside):
            del inside[last]
    return copied


def _inside(data: Data, part: str | int) -> Data:
    if isinstance(data, dict):
        return data.get(str(part))
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None


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
        document.meant += [document.problem((*place[:-1], name), "", "") for name in close]
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
