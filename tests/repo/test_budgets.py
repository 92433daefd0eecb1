"""Size, docstrings and types: limits that keep any part readable in one sitting.

The limits come from measuring codebases we admire. A complaint names the place, the number and the limit;
raising a limit is a change to review, with its reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.repo.source import ROOT, FunctionNode, Module, functions, modules

MAX_FILE_LINES = {"gateway": 300, "tests": 500}
MEDIAN_FILE_LINES = 120
LONG_FUNCTION_LINES = 40
MAX_FUNCTION_LINES = 60
MEDIAN_FUNCTION_LINES = 12
MAX_SHARE_OF_LONG_FUNCTIONS = 0.05


@pytest.mark.parametrize("package", MAX_FILE_LINES)
def test_no_file_is_too_long(package: str) -> None:
    limit = MAX_FILE_LINES[package]
    too_long = [f"{_short(m)}: {m.lines} lines, limit {limit}" for m in modules(ROOT, package) if m.lines > limit]

    assert not too_long, _say(too_long)


def test_the_median_file_is_short() -> None:
    assert median(m.lines for m in modules(ROOT, "gateway") if not m.is_package) <= MEDIAN_FILE_LINES


@pytest.mark.parametrize("package", MAX_FILE_LINES)
def test_no_function_is_too_long(package: str) -> None:
    too_long = [
        f"{where}: {lines} lines, limit {MAX_FUNCTION_LINES}"
        for where, lines in _lengths(package)
        if lines > MAX_FUNCTION_LINES
    ]

    assert not too_long, _say(too_long)


@pytest.mark.parametrize("package", MAX_FILE_LINES)
def test_few_functions_are_long(package: str) -> None:
    lengths = _lengths(package)
    long = [f"{where}: {lines} lines" for where, lines in lengths if lines > LONG_FUNCTION_LINES]

    assert len(long) <= MAX_SHARE_OF_LONG_FUNCTIONS * len(lengths), _say(long)


def test_the_median_function_is_short() -> None:
    assert median(lines for _, lines in _lengths("gateway")) <= MEDIAN_FUNCTION_LINES


@pytest.mark.parametrize("package", ["gateway", "tests"])
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [_short(m) for m in modules(ROOT, package) if not ast.get_docstring(m.tree)]

    assert not silent, _say(silent)


def test_every_public_thing_has_a_docstring() -> None:
    silent = [where for m in modules(ROOT, "gateway") for where in _undocumented(m, m.tree.body, "")]

    assert not silent, _say(silent)


@pytest.mark.parametrize("package", ["gateway", "tests"])
def test_every_function_says_what_it_returns(package: str) -> None:
    untyped = [
        f"{_short(m)} {name}" for m in modules(ROOT, package) for name, node in functions(m) if node.returns is None
    ]

    assert not untyped, _say(untyped)


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    (tmp_path / "gateway").mkdir()
    (tmp_path / "gateway" / "a.py").write_text(
        "class A:\n    def b(self): ...\n    def _c(self): ...\n    def __len__(self): ...\n",
        encoding="utf-8",
    )
    (module,) = modules(tmp_path, "gateway")

    assert [name.split()[-1] for name in _undocumented(module, module.tree.body, "")] == ["A", "A.b"]


def _lengths(package: str) -> list[tuple[str, int]]:
    """Each function's place and physical lines, its docstring included."""
    return [
        (f"{_short(module)} {name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for module in modules(ROOT, package)
        for name, node in functions(module)
    ]


def _undocumented(module: Module, body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, FunctionNode | ast.ClassDef) or node.name.startswith("_") or _repeats(node):
            continue
        if not ast.get_docstring(node):
            yield f"{_short(module)} {prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(module, node.body, f"{prefix}{node.name}.")


def _repeats(node: FunctionNode | ast.ClassDef) -> bool:
    """True for what another place documents: overloads, overrides, property setters."""
    return any(ast.unparse(each).endswith(("overload", "override", ".setter")) for each in node.decorator_list)


def _short(module: Module) -> str:
    return str(module.path.relative_to(ROOT)) if module.path.is_relative_to(ROOT) else module.name


def _say(lines: list[str]) -> str:
    return "\n" + "\n".join(lines)
