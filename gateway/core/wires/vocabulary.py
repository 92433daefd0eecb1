"""The words that a wire itself puts into a body: its field names and the values of its closed lists.

The guard reads every string that leaves. A string that is exactly one of these is the gateway's own, whoever it was copied from,
and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from gateway.core.wires.closed import Object
from gateway.core.wires.schema import Enum, OneOf


def vocabulary(schema: object) -> frozenset[str]:
    """Every field name and listed value of a schema, however deep. Made once, at import."""
    found: set[str] = set()
    _collect(schema, found, set())
    return frozenset(found)


def _collect(part: object, found: set[str], seen: set[int]) -> None:
    if id(part) in seen:
        return
    seen.add(id(part))
    found.update(_own(part))
    for inner in _parts(part):
        _collect(inner, found, seen)


def _own(part: object) -> Iterable[str]:
    if isinstance(part, Object):
        return part.fields
    if isinstance(part, Enum):
        return part.values
    if isinstance(part, OneOf):
        return (part.key, *part.options)
    return ()


def _parts(part: object) -> Iterable[object]:
    if isinstance(part, Mapping):
        return part.values()
    if isinstance(part, tuple | list):
        return part
    if is_dataclass(part):
        return [getattr(part, each.name) for each in fields(part)]
    return ()
