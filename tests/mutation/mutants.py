"""The mutants of a module: its syntax tree with one thing changed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}


@dataclass(frozen=True)
class Mutant:
    """A changed tree, the line of the change, and the change in words: the old text, and the new."""

    tree: ast.Module
    line: int
    told: str


def unchanged(source: str) -> Mutant:
    """The module as it is: its tests must pass."""
    return Mutant(ast.parse(source), 0, "nothing")


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its text. Docstrings, types and names are left as they are."""
    tree = ast.parse(source)
    seen: dict[str, int] = {}
    passive = set(_passive(tree))
    for place, node in enumerate(ast.walk(tree)):
        if node in passive:
            continue
        for change in range(_MOST):
            changed = copy.deepcopy(tree)
            again = list(ast.walk(changed))[place]
            old = ast.unparse(node) if isinstance(node, ast.expr | ast.stmt) else ""
            new = _changed(again, change)
            if new is None:
                break
            told = f"{_short(old)} -> {_short(new)}"
            seen[told] = seen.get(told, 0) + 1
            if seen[told] > 1:
                told = f"{told} ({seen[told]})"
            yield Mutant(ast.fix_missing_locations(changed), getattr(node, "lineno", 0), told)


_MOST = 3


def _passive(tree: ast.Module) -> Iterator[ast.AST]:
    """Types and decorators, whose change changes nothing that runs."""
    for node in ast.walk(tree):
        roots: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            roots += node.decorator_list
            roots.append(node.returns)
        elif isinstance(node, ast.ClassDef):
            roots += node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign):
            roots.append(node.annotation)
        for root in roots:
            yield from ast.walk(root) if root is not None else ()


def _changed(node: ast.AST, change: int) -> str | None:
    """Make the `change`-th change to the node in place; its new text, or None if there are no more."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        others = _COMPARED.get(type(node.ops[0]), ())
        if change >= len(others):
            return None
        node.ops[0] = others[change]()
        return ast.unparse(node)
    if change:
        return None
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return _computed(node)
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return ast.unparse(node)
    return _constant(node) if isinstance(node, ast.Constant) else _flow(node)


def _computed(node: ast.BinOp | ast.AugAssign) -> str | None:
    """Another operator; an alternative of types is left as it is."""
    right = node.right if isinstance(node, ast.BinOp) else node.value
    if type(node.op) not in _COMPUTED or (isinstance(right, ast.Constant) and right.value is None):
        return None
    node.op = _COMPUTED[type(node.op)]()
    return ast.unparse(node)


def _constant(node: ast.Constant) -> str | None:
    if isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node.value, int):
        node.value += 1
    else:
        return None
    return ast.unparse(node)


def _flow(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Name) or node.func.id not in _CALLED:
            return None
        node.func.id = _CALLED[node.func.id]
        return ast.unparse(node)
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        told = f"not ({ast.unparse(node.test)})"
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return told
    return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "..."


_SHOWN = 90
