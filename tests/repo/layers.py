"""The rules about imports, as functions from a source tree to a list of complaints.

Each complaint says which import breaks which rule, and what to do instead. The tables themselves are data,
in ``test_layers.py``.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from tests.repo.source import Import, imports, modules

PACKAGE = "gateway"


@dataclass(frozen=True, slots=True)
class Rules:
    """What may import what; see the comments beside each table in ``test_layers.py``."""

    may_import: Mapping[str, frozenset[str]]
    blind_neighbours: frozenset[str]
    libraries: Mapping[str, tuple[str, ...]]
    impure: frozenset[str]
    late_imports: Mapping[str, tuple[str, ...]]
    pure_layers: frozenset[str] = field(default=frozenset({"core"}))


def complaints(root: Path, rules: Rules) -> list[str]:
    """Every broken import rule of the package under ``root``, in order of file and line."""
    known = frozenset(module.name for module in modules(root, PACKAGE))
    found = [each for module in modules(root, PACKAGE) for each in imports(module, known)]
    result = [complaint for each in found for complaint in _judge(each, rules)]
    return result + list(_cycles(found))


def layer(name: str) -> str:
    """The layer of a module of ours: the second part of its name; the package itself has none."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def _judge(each: Import, rules: Rules) -> Iterator[str]:
    where = f"{each.importer}:{each.line} imports {each.target}: "
    top = each.target.split(".")[0]
    if each.in_function and not _placed(each.importer, rules.late_imports.get(top, ())):
        yield where + "an import inside a function hides a dependency; move it to the top of the file"
    if top == PACKAGE:
        yield from (where + text for text in _inside(each, rules))
    elif top not in sys.stdlib_module_names:
        yield from (where + text for text in _outside(each.importer, top, rules))
    elif layer(each.importer) in rules.pure_layers and top in rules.impure:
        yield where + f"core is pure; {top} brings the outside world in: take what it gives as an argument"


def _inside(each: Import, rules: Rules) -> Iterator[str]:
    mine, other = layer(each.importer), layer(each.target)
    if mine not in rules.may_import:
        yield f"{mine or PACKAGE} is no layer; give it a row in tests/repo/test_layers.py or move the module"
    elif other == mine:
        if mine in rules.blind_neighbours and _unit(each.importer) != _unit(each.target):
            yield f"modules of {mine} never import a neighbour; move what both need down to core or ports"
    elif other not in rules.may_import[mine]:
        allowed = ", ".join(sorted(rules.may_import[mine])) or "nothing of ours"
        yield f"{mine} may import only {allowed}; pass it in as an argument (app.py joins), or move it down"


def _outside(importer: str, top: str, rules: Rules) -> Iterator[str]:
    if layer(importer) in rules.pure_layers | {"sdk"}:
        yield f"{layer(importer)} uses the standard library only; put {top} behind a port"
    elif top not in rules.libraries:
        yield f"{top} has no place yet; give it one, and a reason in pyproject.toml"
    elif not _placed(importer, rules.libraries[top]):
        yield f"{top} is imported in {' or '.join(rules.libraries[top])} only; use the port instead"


def _placed(name: str, places: tuple[str, ...]) -> bool:
    return any(fnmatch(name, place) for place in places)


def _unit(name: str) -> str:
    """What counts as one module for its neighbours: a file, or a subpackage with all its files."""
    return ".".join(name.split(".")[:3])


def _cycles(found: list[Import]) -> Iterator[str]:
    """One complaint per module that can reach itself, with the way."""
    graph: dict[str, set[str]] = {}
    for each in found:
        if each.target.split(".")[0] == PACKAGE:
            graph.setdefault(each.importer, set()).add(each.target)
    seen: set[frozenset[str]] = set()
    for start in sorted(graph):
        way = _way_back(graph, start)
        if way and frozenset(way) not in seen:
            seen.add(frozenset(way))
            yield " -> ".join([*way, start]) + ": a cycle; move what they share into a module below both"


def _way_back(graph: Mapping[str, set[str]], start: str) -> list[str]:
    """The shortest way from ``start`` back to itself, or an empty list."""
    ways = [[start]]
    visited: set[str] = set()
    while ways:
        way = ways.pop(0)
        for target in sorted(graph.get(way[-1], ())):
            if target == start:
                return way
            if target not in visited:
                visited.add(target)
                ways.append([*way, target])
    return []
