"""One YAML file as plain data that remembers the line of every key and item.

A small part of YAML is read: mappings with plain-text keys, lists, and scalars as in JSON. Only `true` and
`false` are booleans (a region may be called `no`), dates stay text, and what would surprise a reviewer is
refused: a key given twice, an anchor or alias, a tag, a second document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from gateway.config.problem import Problem

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"
Place: TypeAlias = tuple[str | int, ...]

_Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_WORDS: dict[str, Data] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_SPELLED_OUT = "Write the value out in its place; this part of YAML is not used here."


@dataclass(slots=True)
class Document:
    """A file's data, the line of each place in it, and what is wrong with its YAML."""

    file: str
    data: Data = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    meant: list[Problem] = field(default_factory=list)
    """Places of keys that misspelt ones probably mean: that they lack there is told with those."""
    unread: bool = False
    """True when the file held nothing that could be read as YAML: nothing more can be said about it."""
    variables: dict[Place, str] = field(default_factory=dict)
    """Places that an environment variable wrote, with its name."""
    _seen: set[int] = field(default_factory=set)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest one around it; 0 for an empty file."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 0

    def complain(self, place: Place, what: str, remedy: str) -> None:
        """Add a problem at a place."""
        self.problems.append(self.problem(place, what, remedy))

    def problem(self, place: Place, what: str, remedy: str) -> Problem:
        """A problem at a place: in the file, or in the variable that wrote the place."""
        for end in range(len(place), 0, -1):
            if place[:end] in self.variables:
                return Problem(self.variables[place[:end]], 0, dotted(place), what, remedy)
        return Problem(self.file, self.line(place), dotted(place), what, remedy)

    def take(self, node: yaml.Node, place: Place) -> Data:
        """The node as data. Problems are noted and the reading goes on, so that one run says everything."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._seen:
            self.complain(place, "an alias", _SPELLED_OUT)
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.take(item, (*place, index)) for index, item in enumerate(node.value)]
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.complain(place, "a tag", _SPELLED_OUT)
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Data:
        taken: dict[str, Data] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            below = (*place, key)
            if key in taken:
                self.problems.append(
                    Problem(
                        self.file,
                        key_node.start_mark.line + 1,
                        dotted(below),
                        f"given twice; first in line {self.line(below)}",
                        "Keep one of the two.",
                    )
                )
                continue
            self.lines[below] = key_node.start_mark.line + 1
            taken[key] = self.take(value_node, below)
        return taken


def read(path: Path, shown: str) -> Document:
    """The file's document; one that cannot be read or parsed has that problem and no data."""
    document = Document(shown)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_Loader)
        document.data = None if node is None else document.take(node, ())
        return document
    except OSError as error:
        document.complain((), f"cannot be read: {error.strerror}", "Check the path and its permissions.")
    except UnicodeDecodeError:
        document.complain((), "is not UTF-8", "Save it as UTF-8.")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        document.lines[()] = mark.line + 1 if mark else 0
        what = getattr(error, "problem", None) or "the text cannot be read"
        document.complain((), f"not YAML: {what}", "Correct the syntax; indentation is by spaces.")
    except RecursionError:
        document.complain((), "nested too deeply", "Flatten it; no setting needs this.")
    document.unread = True
    return document


def scalar(text: str) -> Data:
    """Text of an environment variable as the same text would be read from a file, unquoted."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def dotted(place: Place) -> str:
    """A place as a reader writes it: `providers.openai.wires[0]`."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _scalar(node: yaml.Node) -> Data:
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return scalar(node.value) if plain else str(node.value)
