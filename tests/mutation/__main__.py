"""Mutation run: does some test fail when one thing in the code is wrong? `python -m tests.mutation [MODULE ...]`.

Each mutant changes one comparison, constant, operator, condition or call of a module and runs the tests named for that module
here, in a forked process that has everything imported but the module and what uses it. A mutant that all tests pass survives:
docs/mutation.md may list it with the reason why no test can tell it from the code; otherwise it counts against the score.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import time
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutants, unchanged
from tests.mutation.targets import TARGETS, WARM

ROOT = Path(__file__).parents[2]
SURVIVORS = ROOT / "docs" / "mutation.md"
_LISTED = re.compile(r"^- `(.+)`: ", re.MULTILINE)
SECONDS_PER_MUTANT = 120
TARGET = 0.85


def main() -> int:
    """Run. 0 if the score is reached, 1 if not, 2 if tests fail without any mutant."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help="parts of module paths (all)")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N mutants of each module, chosen at random")
    options = parser.parse_args()
    explained = set(_LISTED.findall(SURVIVORS.read_text(encoding="utf-8")))
    for name in WARM:
        __import__(name)
    killed = total = 0
    for module, tests in TARGETS.items():
        if options.modules and not any(part in module for part in options.modules):
            continue
        source = (ROOT / module).read_text(encoding="utf-8")
        if _is_killed(module, unchanged(source), tests):
            print(f"{module}: its tests fail as it is: {' '.join(tests)}")
            return 2
        found = list(mutants(source))
        if options.sample:
            found = random.Random(module).sample(found, min(options.sample, len(found)))
        total += len(found)
        killed += len(found) - _survivors(module, found, tests, explained)
    score = killed / total if total else 1.0
    print(f"{killed} of {total} killed or explained: {score:.1%} (target {TARGET:.0%})")
    return 0 if score >= TARGET else 1


def _survivors(module: str, found: Sequence[Mutant], tests: tuple[str, ...], explained: set[str]) -> int:
    """How many mutants survive that nobody explained; each is told."""
    started = time.monotonic()
    left = [each for each in found if not _is_killed(module, each, tests)]
    names = [f"{module}: {each.told}" for each in left]
    seconds = time.monotonic() - started
    print(f"{module}: {len(found) - len(left)} of {len(found)} killed, {seconds:.0f} s", flush=True)
    for each, name in zip(left, names, strict=True):
        print(f"  {'explained' if name in explained else 'SURVIVED '} line {each.line}: {each.told}", flush=True)
    return sum(name not in explained for name in names)


def _is_killed(module: str, mutant: Mutant, tests: tuple[str, ...]) -> bool:
    """True if a test fails, or does not end, with the mutant in the module's place."""
    child = os.fork()
    if not child:
        os.setsid()
        os._exit(_run(module, mutant, tests))
    deadline = time.monotonic() + SECONDS_PER_MUTANT
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(module: str, mutant: Mutant, tests: tuple[str, ...]) -> int:
    sys.meta_path.insert(0, _Mutated(module, mutant))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    # pytest would rewrite what was imported before it; this process has imported it on purpose.
    quiet = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
    return int(pytest.main([*tests, *quiet]))


class _Mutated(MetaPathFinder, Loader):
    """Finds one module and gives its mutant."""

    def __init__(self, module: str, mutant: Mutant) -> None:
        self._name = module.removesuffix(".py").replace("/", ".")
        self._path, self._mutant = str(ROOT / module), mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=self._path) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree, self._path, "exec"), module.__dict__)


if __name__ == "__main__":
    raise SystemExit(main())
