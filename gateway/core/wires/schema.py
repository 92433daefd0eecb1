"""Treatments: what a wire's closed schema does with a value. Small frozen objects.

Put together once, at import: a schema is a tree of treatments, and a call is one walk over it. A field that
no treatment names is `parameter_refused`; a wrong type or a number out of bounds is `invalid_request`;
content of a kind that cannot be read is `uninspectable`. Each names the place by schema names and
positions; a key that the caller chose shows only if it can be nothing but a parameter's name. Every piece
of free text becomes a leaf. What stays in the tree as it is comes from closed lists or is a bounded number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.core.call import Leaf, Picture, Reasoning, Role, Shape, Tree
from gateway.core.errors import Code, Refusal, plain_name
from gateway.core.jsontypes import JsonValue

MAX_LEAVES: Final = 20_000
"""Twice the nodes of a body: room for keys, a bound on documents nested in strings (T20)."""

MAX_PICTURES: Final = 8
"""Each is decoded and written anew: seconds of a processor, if all are as large as they may be."""

DECIMALS: Final = 3
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Names of tools and schemas, ids of tool calls: the grammar of both vendors."""


class Walk:
    """What one walk gathers."""

    __slots__ = ("formats", "leaves", "links", "pictures", "reasoning", "tools")

    def __init__(self) -> None:
        """Nothing yet."""
        self.leaves: list[Leaf] = []
        self.tools: list[str] = []
        self.links: dict[str, str] = {}
        self.pictures: list[Picture] = []
        self.reasoning: list[Reasoning] = []
        self.formats: list[Tree] = []

    def leaf(self, text: str, path: str, role: Role, shape: Shape) -> Leaf:
        """A new leaf, numbered by its turn. Raises `too_large`."""
        index = len(self.leaves)
        if index >= MAX_LEAVES:
            raise Refusal(Code.TOO_LARGE)
        leaf = Leaf(index, path, role, shape, text)
        self.leaves.append(leaf)
        return leaf

    def picture(self, path: str, media_type: str, data: str, *, is_url: bool) -> Picture:
        """A new picture, numbered by its turn. Raises `too_large`."""
        index = len(self.pictures)
        if index >= MAX_PICTURES:
            raise Refusal(Code.TOO_LARGE, param=path)
        picture = Picture(index, path, media_type, data, is_url)
        self.pictures.append(picture)
        return picture


class Treatment(Protocol):
    """Reads one value; raises the refusal that names `path`."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The value in canonical form, its texts as leaves."""
        ...


def invalid(path: str) -> Refusal:
    """The refusal for a wrong type, a number out of bounds, a missing field."""
    return Refusal(Code.INVALID_REQUEST, param=path or None)


@dataclass(frozen=True, slots=True)
class Text:
    """Free text: a scanned leaf."""

    role: Role
    max_characters: int = 1024 * 1024

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """A text leaf; `invalid_request` for what is no string, or too long."""
        if not isinstance(value, str) or len(value) > self.max_characters:
            raise invalid(path)
        return walk.leaf(value, path, self.role, Shape.TEXT)


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier.

    A scanned leaf whose grammar admits no token. `declares` marks the place where a tool is declared.
    """

    role: Role
    declares: bool = False

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """A name leaf; `invalid_request` outside the grammar or for a tool declared twice."""
        if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
            raise invalid(path)
        if self.declares:
            if value in walk.tools:
                raise invalid(path)
            walk.tools.append(value)
        return walk.leaf(value, path, self.role, Shape.NAME)


@dataclass(frozen=True, slots=True)
class Link:
    """The id that ties a tool's result to its call.

    It leaves renumbered by first appearance, so it can hold nobody's number: nine letters and digits, the
    strictest grammar among the providers (Mistral's). A growing conversation keeps its numbers.
    """

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The call's own id for the caller's; `invalid_request` outside the grammar."""
        if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
            raise invalid(path)
        return walk.links.setdefault(value, f"call{len(walk.links):05d}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A string by a closed pattern that needs no scan: it is looked up in a list afterwards."""

    pattern: re.Pattern[str]

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The string itself."""
        del walk
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            raise invalid(path)
        return value


@dataclass(frozen=True, slots=True)
class Enum:
    """One of a closed list of strings."""

    values: frozenset[str]

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The string itself; `parameter_refused` for one that is not listed."""
        del walk
        if not isinstance(value, str):
            raise invalid(path)
        if value not in self.values:
            raise Refusal(Code.PARAMETER_REFUSED, param=path)
        return value


def one_of(*values: str) -> Enum:
    """An `Enum` of these values."""
    return Enum(frozenset(values))


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, no `true`; of a fraction so many places that no telephone number travels in it (T08)."""

    low: float
    high: float
    whole: bool = True

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The number itself, or the nearest of so many places."""
        del walk
        if isinstance(value, bool) or not isinstance(value, int if self.whole else int | float):
            raise invalid(path)
        if not self.low <= value <= self.high:
            raise invalid(path)
        return round(value, DECIMALS) if isinstance(value, float) else value


@dataclass(frozen=True, slots=True)
class Seed:
    """A 64-bit seed, folded to 16 bits: the same seed still means the same draw, and no number travels in it (T08)."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The folded number."""
        del walk
        if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
            raise invalid(path)
        return value % 2**16


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The value itself."""
        del walk
        if not isinstance(value, bool):
            raise invalid(path)
        return value


@dataclass(frozen=True, slots=True)
class NumberMap:
    """An object of numbers under numeric keys (`logit_bias`: token ids)."""

    keys: re.Pattern[str]
    value: Number
    max_keys: int

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The object, its keys matched and its numbers bounded."""
        if not isinstance(value, dict) or len(value) > self.max_keys:
            raise invalid(path)
        if not all(self.keys.fullmatch(key) for key in value):
            raise invalid(path)
        return {key: self.value.read(number, path, walk) for key, number in value.items()}


@dataclass(frozen=True, slots=True)
class Nullable:
    """A value that may be null and is passed on as null (an assistant's `content` beside tool calls)."""

    inner: Treatment

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """None, or what the inner treatment makes of it."""
        return None if value is None else self.inner.read(value, path, walk)


@dataclass(frozen=True, slots=True)
class Array:
    """A list of like values."""

    item: Treatment
    max_items: int
    min_items: int = 0

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """The list, item by item."""
        if not isinstance(value, list) or not self.min_items <= len(value) <= self.max_items:
            raise invalid(path)
        read = self.item.read
        return [read(item, f"{path}[{position}]", walk) for position, item in enumerate(value)]


@dataclass(frozen=True, slots=True)
class ByKind:
    """A place that takes several JSON types: text or parts, a word or an object."""

    text: Treatment | None = None
    array: Treatment | None = None
    object: Treatment | None = None

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """What the type's treatment makes of it."""
        if isinstance(value, str):
            chosen = self.text
        elif isinstance(value, list):
            chosen = self.array
        else:
            chosen = self.object
        if chosen is None:
            raise invalid(path)
        return chosen.read(value, path, walk)


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose `key` says which closed object it is."""

    key: str
    options: Mapping[str, Treatment]
    uninspectable: frozenset[str] = frozenset()
    """Kinds that are known and that the gateway cannot read."""
    absent: str | None = None
    """The kind that is meant when `key` is absent."""

    def read(self, value: JsonValue, path: str, walk: Walk) -> Tree:
        """What the option makes of it; `parameter_refused` or `uninspectable` for a kind that has none."""
        if not isinstance(value, dict):
            raise invalid(path)
        kind = value.get(self.key, self.absent)
        if isinstance(kind, str):
            option = self.options.get(kind)
            if option is not None:
                return option.read(value, path, walk)
            if kind in self.uninspectable:
                raise Refusal(Code.UNINSPECTABLE, param=path)
        raise Refusal(Code.PARAMETER_REFUSED, param=f"{path}.{self.key}")


def unknown(path: str, key: str) -> Refusal:
    """The refusal of a field that the schema does not name."""
    name = plain_name(key)
    return Refusal(Code.PARAMETER_REFUSED, param=f"{path}.{name}" if path else name)
