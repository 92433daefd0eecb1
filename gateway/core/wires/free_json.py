"""JSON of the caller's own shape: tool input, and documents that stand in the body as a string.

Every string, number and key becomes a leaf, so that nothing hides in an argument's name or in a number, nor behind its exponent
(T08). Paths tell positions and `*`, never a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from gateway.core.call import Keyed, Nested, Role, Shape, Tree
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.strict_json import Limits, dump_text, parse_value
from gateway.core.wires.schema import Text, Treatment, Walk, invalid

MAX_PLACES: Final = 40
"""Of a number that is written out; a larger one is left as it is, for its length."""
_EXPONENT: Final = re.compile(r"[0-9][eE][+-]?[0-9]")
_TOKENS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+', re.DOTALL)
"""A JSON document's strings, so that they are passed by, and its numbers that have an exponent."""
NESTED: Final = Limits()
"""A document in a string is held to the body's own limits."""


def free(value: JsonValue, path: str, role: Role, walk: Walk) -> Tree:
    """The value with a leaf for every string, number and key."""
    if isinstance(value, str):
        return walk.leaf(value, path, role, Shape.TEXT)
    if isinstance(value, dict):
        inside = f"{path}.*"
        return Keyed(
            tuple(
                (walk.leaf(key, inside, role, Shape.KEY), free(inner, inside, role, walk))
                for key, inner in value.items()
            )
        )
    if isinstance(value, list):
        return [free(inner, f"{path}[{position}]", role, walk) for position, inner in enumerate(value)]
    if value is None or isinstance(value, bool):
        return value
    return walk.leaf(_written_out(dump_text(value)), path, role, Shape.NUMBER)


@dataclass(frozen=True, slots=True)
class FreeObject:
    """An object of any shape."""

    role: Role

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """Its tree of leaves; `invalid_request` for anything but an object."""
        if not isinstance(value, dict):
            raise invalid(path)
        return free(value, path, self.role, walk)


@dataclass(frozen=True, slots=True)
class JsonText:
    """A string that should hold JSON (`function.arguments`), read as what it says.

    So no escape hides a name. What does not parse strictly (a model was cut off in mid-argument) is one text
    leaf.
    """

    role: Role

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The nested tree, or one leaf; `too_large` for a document of too many nodes."""
        if not isinstance(value, str):
            raise invalid(path)
        try:
            document = parse_value(value.encode(), NESTED)
        except Refusal as refusal:
            if refusal.code is Code.TOO_LARGE:
                raise Refusal(Code.TOO_LARGE, param=path) from None
            return walk.leaf(value, path, self.role, Shape.TEXT)
        return Nested(free(document, path, self.role, walk))


@dataclass(frozen=True, slots=True)
class ToolText:
    """What a tool gave: text, in which the numbers of a JSON document are written out, as `free` writes them."""

    text: Text

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """As `Text`."""
        return self.text.read(_plain(value) if isinstance(value, str) else value, path, walk)


def text_of(role: Role) -> Treatment:
    """How running text of this role is read."""
    return ToolText(Text(role)) if role is Role.TOOL else Text(role)


def _plain(text: str) -> str:
    """A JSON document with its numbers written out, for an exponent hides the digits of a card; any other text as it is."""
    if not _EXPONENT.search(text):
        return text
    try:
        parse_value(text.encode(), NESTED)
    except (Refusal, UnicodeEncodeError):
        return text
    return _TOKENS.sub(lambda found: _written_out(found[0]), text)


def _written_out(number: str) -> str:
    """A JSON number without its exponent, unless it is far too large or small for one; a string as it is."""
    if number.startswith('"') or not _EXPONENT.search(number):
        return number
    try:
        value = Decimal(number)
    except InvalidOperation:  # an exponent of twenty digits
        return number
    return format(value, "f") if abs(value.adjusted()) <= MAX_PLACES else number
