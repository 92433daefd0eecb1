"""Reads a source tree for the repository tests: modules, what they import, their functions.

Nothing is imported or run: each file is parsed once, so that a broken or wrong tree can be examined too.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed file: its dotted name, path and syntax tree."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def is_package(self) -> bool:
        """True for an ``__init__.py``."""
        return self.path.name == "__init__.py"


@dataclass(frozen=True, slots=True)
class Import:
    """One import: who, what, in which line, and whether it hides inside a function."""

    importer: str
    target: str
    line: int
    in_function: bool


@cache
def modules(root: Path, package: str) -> tuple[Module, ...]:
    """Every module of ``package`` under ``root``, by name; files that do not parse raise SyntaxError."""
    found = [_module(path, root) for path in sorted((root / package).rglob("*.py"))]
    return tuple(found)


def _module(path: Path, root: Path) -> Module:
    parts = list(path.relative_to(root).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    text = path.read_text(encoding="utf-8")
    return Module(".".join(parts), path, ast.parse(text, str(path)), len(text.splitlines()))


def imports(module: Module, known: frozenset[str]) -> Iterator[Import]:
    """Every import of ``module``, in functions and under TYPE_CHECKING too.

    ``from package import name`` means the module ``package.name`` where ``known`` has one.
    """
    yield from _walk(module, module.tree, known, in_function=False)


def _walk(module: Module, node: ast.AST, known: frozenset[str], *, in_function: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for target in _targets(module, child, known):
                yield Import(module.name, target, child.lineno, in_function)
        inside = in_function or isinstance(child, FunctionNode | ast.Lambda)
        yield from _walk(module, child, known, in_function=inside)


def _targets(module: Module, node: ast.Import | ast.ImportFrom, known: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    package = node.module or ""
    if node.level:
        own = module.name.split(".")
        kept = len(own) - node.level + (1 if module.is_package else 0)
        package = ".".join([*own[:kept], *filter(None, [package])])
    for alias in node.names:
        full = f"{package}.{alias.name}"
        yield full if full in known else package


def functions(module: Module) -> Iterator[tuple[str, FunctionNode]]:
    """Every function and method with its dotted name, nested ones too."""

    def visit(node: ast.AST, prefix: str) -> Iterator[tuple[str, FunctionNode]]:
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, FunctionNode | ast.ClassDef):
                inner = f"{prefix}{child.name}."
            if isinstance(child, FunctionNode):
                yield f"{prefix}{child.name}", child
            yield from visit(child, inner)

    return visit(module.tree, "")
