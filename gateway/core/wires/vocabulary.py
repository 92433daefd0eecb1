"""The words that a wire itself puts into a body: its field names and the values of its closed lists.

The guard reads every string that leaves. A string that is exactly one of these is the gateway's own, whoever it was copied from,
and says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from gateway.core.wires.closed import Object
from gateway.core.wires.schema import Enum, OneOf


def vocabulary(schema: object) -> frozenset[str]:
    """Every field name and listed value of a schema, however deep. Made once, at import."""
    found: set[str] = set()
    _collect(schema, found, set())
    return frozenset(found)


def _collect(part: object, found: set[str], seen: set[int]) -> None:
    if id(part) in seen or isinstance(part, str | int | float | None):
        return
    seen.add(id(part))
    if isinstance(part, Object):
        found.update(field.name for field in part.fields)
    if isinstance(part, Enum):
        found.update(part.values)
    if isinstance(part, OneOf):
        found.update((part.key, *part.options))
    if isinstance(part, Mapping):
        for inner in part.values():
            _collect(inner, found, seen)
    elif isinstance(part, tuple | list):
        for inner in part:
            _collect(inner, found, seen)
    elif is_dataclass(part):
        for each in fields(part):
            _collect(getattr(part, each.name), found, seen)
