"""A call as its wire's closed schema read it: a canonical body, each piece of its text a numbered leaf.

The wire builds the tree field by field, so nothing that the schema does not name can be in it. Text lives
in `leaves` alone; the tree holds the `Leaf` in its place. `render` puts texts (redacted ones, in practice)
back and gives plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump_text
from gateway.core.values import fixed


class Role(StrEnum):
    """Who wrote a leaf, in the wire's sense."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    SCHEMA = "schema"
    """Tool descriptions, response schemas, stop words: written by the CRM's developers."""


class Shape(StrEnum):
    """What kind of place a leaf stands in."""

    TEXT = "text"
    KEY = "key"
    """An object's key inside tool arguments or a JSON value."""
    NUMBER = "number"
    """A JSON number; it becomes a string only if something is found in it."""
    NAME = "name"
    """A tool's or schema's name: its grammar admits no token, so a find refuses the call."""


@fixed(eq=False)
class Leaf:
    """One piece of text of the body.

    `path` is made of schema names and positions only, never of the caller's keys.
    """

    index: int
    path: str
    role: Role
    shape: Shape
    text: str = field(repr=False)


@fixed(eq=False)
class Keyed:
    """An object whose keys are leaves too (tool arguments, values of unknown shape).

    A key that is plain text is a word of a fixed vocabulary (JSON Schema's `type`, `properties`); it is
    never scanned.
    """

    items: tuple[tuple[Leaf | str, Tree], ...]


@fixed(eq=False)
class Nested:
    """A JSON document that stands in the body as a string (`function.arguments`)."""

    tree: Tree


@fixed(eq=False)
class Picture:
    """An image that stands in the body as base64: no text, so nobody scans it, and it leaves written anew or not at all."""

    index: int
    path: str
    media_type: str
    """`image/png`, ...: as the caller says; whoever decodes it finds out."""
    data: str = field(repr=False)
    is_url: bool
    """True where a `data:` URL is wanted, false for the base64 text alone."""

    def rendered(self, data: str) -> str:
        """What stands in the body for this base64 text."""
        return f"data:{self.media_type};base64,{data}" if self.is_url else data


@fixed(eq=False)
class Reasoning:
    """A model's reasoning that comes back: no text of the caller's, so nobody scans it, and it leaves as it is or not at all."""

    path: str
    tag: str = field(repr=False)
    """What says that the gateway handed it out; not believed before step 4."""
    block: JsonObject = field(repr=False)
    """Without the tag."""


@fixed(eq=False)
class Constraint:
    """What a schema asks of a string's form and no token can satisfy: left out where the body holds tokens."""

    tree: Tree


Tree: TypeAlias = (
    dict[str, "Tree"]
    | list["Tree"]
    | Leaf
    | Picture
    | Reasoning
    | Keyed
    | Nested
    | Constraint
    | str
    | int
    | float
    | bool
    | None
)


@fixed(eq=False)
class Call:
    """A body that its wire accepted."""

    wire: str
    model: str
    stream: bool
    body: dict[str, Tree] = field(repr=False)
    leaves: tuple[Leaf, ...] = field(repr=False)
    tools: tuple[str, ...] = ()
    """Names of the tools that the call declares, in order."""
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    reasoning: tuple[Reasoning, ...] = field(default=(), repr=False)
    formats: tuple[Tree, ...] = ()
    """The JSON Schema that the answer's text is asked to have, if there is one."""
    shows_reasoning: bool = True
    """False where the answer is checked: what a model thought would go round the check."""


def render(call: Call, texts: Sequence[str], pictures: Sequence[str] = (), *, relaxed: bool = False) -> JsonObject:
    """The body as plain JSON: `texts[leaf.index]` at each leaf, `pictures[picture.index]` (base64) in each picture's place.

    `relaxed`: without the constraints that no token satisfies. Two keys that redaction made one are `uninspectable`.
    """
    filling = _Filling(texts, pictures, relaxed)
    return {key: filling.render(value) for key, value in call.body.items()}


def asked_format(call: Call) -> JsonValue:
    """The schema that the caller asked of the answer's text, in its own words; None if there is none."""
    texts = [leaf.text for leaf in call.leaves]
    return _Filling(texts, (), relaxed=False).render(call.formats[0]) if call.formats else None


@fixed()
class _Filling:
    """What is put into a tree's places."""

    texts: Sequence[str]
    pictures: Sequence[str]
    relaxed: bool

    def render(self, tree: Tree) -> JsonValue:
        if isinstance(tree, Leaf):
            return _leaf(tree, self.texts[tree.index])
        if isinstance(tree, dict):
            return {key: self.render(value) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self.render(value) for value in tree]
        return tree if tree is None or isinstance(tree, (str, int, float)) else self._placed(tree)

    def _placed(self, tree: Picture | Reasoning | Keyed | Nested | Constraint) -> JsonValue:
        if isinstance(tree, Keyed):
            return self._keyed(tree)
        if isinstance(tree, Nested):
            return dump_text(self.render(tree.tree))
        if isinstance(tree, Picture):
            return tree.rendered(self.pictures[tree.index])
        return tree.block if isinstance(tree, Reasoning) else self.render(tree.tree)

    def _keyed(self, tree: Keyed) -> JsonObject:
        items = [item for item in tree.items if not (self.relaxed and isinstance(item[1], Constraint))]
        rendered = {key if isinstance(key, str) else self.texts[key.index]: self.render(value) for key, value in items}
        if len(rendered) != len(items):
            raise Refusal(Code.UNINSPECTABLE)
        return rendered


def _leaf(leaf: Leaf, text: str) -> JsonValue:
    if leaf.shape is Shape.NUMBER and text == leaf.text:
        number: JsonValue = json.loads(text)
        return number
    return text
