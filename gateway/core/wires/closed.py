"""The closed object: exactly these fields, everything else is refused by name.

Fields are read in the schema's order, not the caller's, so that the canonical body and the numbers of its
leaves do not depend on how a client orders its JSON. Beside read fields there are stripped ones (accepted,
dropped) and tolerated ones (accepted with a listed value only, then dropped).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gateway.core.call import Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wires.schema import Nullable, Treatment, Walk, invalid, unknown

CACHE_MARKERS: Final = ("cache_control", "prompt_cache_breakpoint")
"""Explicit writes to a provider's prompt cache (product.md section 4); stripped wherever they may stand."""

_NOTHING: Final[Mapping[str, Sequence[JsonValue]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Field:
    suffix: str
    treatment: Treatment
    keeps_null: bool


@dataclass(frozen=True, slots=True)
class Object:
    """Made by `closed`."""

    fields: Mapping[str, _Field]
    """In the schema's order."""
    required: frozenset[str]
    known: frozenset[str]
    tolerated: Mapping[str, Sequence[JsonValue]]

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The object in canonical form; see `read_object`."""
        if not isinstance(value, dict):
            raise invalid(path)
        return self.read_object(value, path, walk)

    def read_object(self, value: JsonObject, path: str, walk: Walk) -> dict[str, Tree]:
        """`parameter_refused` for a field not named, `invalid_request` for one missing.

        Null in an optional field is its absence.
        """
        if not value.keys() <= self.known:
            raise unknown(path, next(key for key in value if key not in self.known))
        for name in self.tolerated.keys() & value.keys():
            if not _listed(value[name], self.tolerated[name]):
                raise unknown(path, name)
        if not self.required <= value.keys():
            missing = next(name for name in self.fields if name in self.required and name not in value)
            raise Refusal(Code.INVALID_REQUEST, param=path + self.fields[missing].suffix)
        tree: dict[str, Tree] = {}
        for name in filter(value.__contains__, self.fields):
            field, given = self.fields[name], value[name]
            if given is None and not field.keeps_null and name not in self.required:
                continue
            tree[name] = field.treatment.read(given, path + field.suffix, walk)
        return tree


def closed(
    fields: Mapping[str, Treatment],
    *,
    required: Iterable[str] = (),
    strip: Iterable[str] = (),
    tolerate: Mapping[str, Sequence[JsonValue]] = _NOTHING,
    top: bool = False,
) -> Object:
    """The object of these fields, in this order.

    `top` is the body itself, whose fields' paths begin without a dot.
    """
    plan = {
        name: _Field(name if top else f".{name}", treatment, isinstance(treatment, Nullable))
        for name, treatment in fields.items()
    }
    return Object(plan, frozenset(required), frozenset(fields) | frozenset(strip) | frozenset(tolerate), tolerate)


def without(whole: Object, *names: str) -> Object:
    """`whole` without these fields: they are then unknown."""
    fields = {name: field for name, field in whole.fields.items() if name not in names}
    return Object(fields, whole.required - {*names}, whole.known - {*names}, whole.tolerated)


def _listed(value: JsonValue, listed: Sequence[JsonValue]) -> bool:
    """As JSON has it: `0` is not `false`."""
    return any(type(value) is type(each) and value == each for each in listed)
