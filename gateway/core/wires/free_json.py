"""JSON of the caller's own shape: tool input, and documents that stand in the body as a string.

Every string, number and key becomes a leaf, so that nothing hides in an argument's name or in a number
(T08). Paths tell positions and `*`, never a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gateway.core.call import Keyed, Nested, Role, Shape, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.strict_json import Limits, dump_text, parse_value
from gateway.core.wires.schema import Reading, invalid

NESTED: Final = Limits()
"""A document in a string is held to the body's own limits."""


def free(value: JsonValue, path: str, role: Role, reading: Reading) -> Tree:
    """The value with a leaf for every string, number and key."""
    if isinstance(value, str):
        return reading.leaf(value, path, role, Shape.TEXT)
    if isinstance(value, dict):
        inside = f"{path}.*"
        return Keyed(
            tuple(
                (reading.leaf(key, inside, role, Shape.KEY), free(inner, inside, role, reading))
                for key, inner in value.items()
            )
        )
    if isinstance(value, list):
        return [free(inner, f"{path}[{position}]", role, reading) for position, inner in enumerate(value)]
    if value is None or isinstance(value, bool):
        return value
    return reading.leaf(dump_text(value), path, role, Shape.NUMBER)


@dataclass(frozen=True, slots=True)
class FreeObject:
    """An object of any shape."""

    role: Role

    def read(self, value: JsonValue, path: str, reading: Reading) -> Tree:
        """Its tree of leaves; `invalid_request` for anything but an object."""
        if not isinstance(value, dict):
            raise invalid(path)
        return free(value, path, self.role, reading)


@dataclass(frozen=True, slots=True)
class JsonText:
    """A string that should hold JSON (`function.arguments`), read as what it says.

    So no escape hides a name. What does not parse strictly (a model was cut off in mid-argument) is one text
    leaf.
    """

    role: Role

    def read(self, value: JsonValue, path: str, reading: Reading) -> Tree:
        """The nested tree, or one leaf; `too_large` for a document of too many nodes."""
        if not isinstance(value, str):
            raise invalid(path)
        try:
            document = parse_value(value.encode(), NESTED)
        except Refusal as refusal:
            if refusal.code is Code.TOO_LARGE:
                raise Refusal(Code.TOO_LARGE, param=path) from None
            return reading.leaf(value, path, self.role, Shape.TEXT)
        return Nested(free(document, path, self.role, reading))
