"""Names that say nothing, leftovers, unused dependencies, and lock files that are not safe to install."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from typing import Any

import pytest

from tests.repo.source import ROOT, imports, modules

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
# Spelled apart, so that this file passes its own test.
LEFTOVER = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
# Dependencies that no module imports, and why they are there all the same.
NOT_IMPORTED = {
    "uvloop": "uvicorn chooses it by name: loop='uvloop'",
    "httptools": "uvicorn chooses it by name: http='httptools'",
}
LOCKS = ("server", "test", "build", "bench-litellm")


@pytest.mark.parametrize("package", ["gateway", "tests"])
def test_no_module_has_a_name_that_says_nothing(package: str) -> None:
    empty = [m.name for m in modules(ROOT, package) if set(m.name.split(".")) & EMPTY_NAMES]

    assert not empty, f"name these for what they hold: {empty}"


@pytest.mark.parametrize("package", ["gateway", "tests"])
def test_package_files_hold_a_docstring_and_nothing_else(package: str) -> None:
    full = [m.name for m in modules(ROOT, package) if m.is_package and not _only_docstring(m.tree)]

    assert not full, f"importing a package may have no effect; move this into modules: {full}"


@pytest.mark.parametrize("package", ["gateway", "tests"])
def test_nothing_is_left_for_later(package: str) -> None:
    left = [
        f"{m.path.relative_to(ROOT)}:{number}"
        for m in modules(ROOT, package)
        for number, line in enumerate(m.path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFTOVER.search(line)
    ]

    assert not left, f"do it or open an issue: {left}"


def test_every_dependency_is_imported() -> None:
    known = frozenset(m.name for m in modules(ROOT, "gateway"))
    tops = {each.target.split(".")[0] for m in modules(ROOT, "gateway") for each in imports(m, known)}
    providers = packages_distributions()
    used = {_normal(name) for top in tops for name in providers.get(top, [])}
    unused = {_normal(each) for each in _server()} - used - set(NOT_IMPORTED)

    assert not unused, f"drop these from pyproject.toml, or say why they stay: {sorted(unused)}"


def test_the_sealing_sdk_needs_nothing() -> None:
    assert _project()["dependencies"] == []


def test_every_dependency_is_locked() -> None:
    locked = set(_locked("server"))

    assert {_normal(each) for each in _server()} <= locked


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_exact_hashed_and_names_no_place(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert [each for each in entries if "==" not in each.split("\n")[0] or "--hash=sha256:" not in each] == []
    assert not re.search(r"://|^\s*-[^-]|file:| @ ", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_denied_release(lock: str) -> None:
    denied = {
        (_normal(line), version)
        for line in (ROOT / "requirements" / "deny.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for version in re.findall(r"!=([^,\s]+)", line)
    }

    assert denied
    assert not denied & set(_locked(lock).items())


def _only_docstring(tree: ast.Module) -> bool:
    return len(tree.body) == 1 and ast.get_docstring(tree) is not None


def _project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def _server() -> list[str]:
    return list(_project()["optional-dependencies"]["server"])


def _locked(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return {_normal(name): version for name, version in re.findall(r"^([\w.\[\]-]+)==([^\s;]+)", text, re.MULTILINE)}


def _normal(requirement: str) -> str:
    """A distribution's normal name, without extras and version."""
    name = re.split(r"[\s\[=<>!~;,]", requirement.strip())[0]
    return re.sub(r"[-_.]+", "-", name).lower()
