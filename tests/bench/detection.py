"""The detection part of the bench: engines side by side on one text, and ours on texts of 1 kB to 1 MB.

Each engine has a process of its own, all pinned to one CPU; in each round each is measured once on each text, so that
what disturbs the machine disturbs all of them. Figures are CPU time, not wall time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO, cast

from gateway.cli.hardening import ALLOCATOR
from tests.bench.processes import cpus, pinned
from tests.bench.systems import ROOT

MEDIUM = 3_072
"""Characters of the text on which engines are compared: about 500 words."""
SIZES = (1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576)
OURS = "tests.bench.detect_isogate"
PRESIDIO = "tests.bench.detect_presidio"


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine: the module that makes it, and the largest text that it is asked (a slow one would take the whole bench)."""

    name: str
    title: str
    module: str
    largest: int


ENGINES = (
    Engine("isogate", "isogate", OURS, 16_384),
    Engine("isogate-patterns", "isogate, patterns and known values", OURS, SIZES[-1]),
    Engine("presidio", "Presidio, patterns", PRESIDIO, 65_536),
    Engine("presidio-names", "Presidio, patterns and spaCy (random weights: timing only)", PRESIDIO, 16_384),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One engine on one text in one round: CPU seconds of one search, and the engine's memory after it in MiB."""

    engine: str
    characters: int
    round: int
    cpu: float
    words: int
    finds: int
    engine_mib: float


class Worker:
    """A running engine, in a process that dies with the bench."""

    def __init__(self, engine: Engine, cpu: int | None, log: Path, stack: ExitStack) -> None:
        """Start it, and wait until it is compiled. Raises `RuntimeError` when it does not start."""
        self.engine, self._log = engine, log
        settings = {"PYTHONPATH": str(ROOT), **(ALLOCATOR if engine.module == OURS else {})}
        argv = [sys.executable, "-m", "tests.bench.detect_worker", engine.module, engine.name]
        errors = stack.enter_context(log.open("wb"))
        with pinned(cpu):
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, **settings},
            )
        stack.callback(self._stop)
        self.start_seconds = self._answer()["start"]

    def look(self, characters: int, number: int, seconds: float) -> Look:
        """Measure one text for so many seconds of CPU. Raises `RuntimeError` when the engine has died."""
        self._pipe(self._process.stdin).write(json.dumps({"characters": characters, "seconds": seconds}) + "\n")
        self._pipe(self._process.stdin).flush()
        got = self._answer()
        words, finds = int(got["words"]), int(got["finds"])
        return Look(self.engine.name, characters, number, got["cpu"], words, finds, got["engine_mib"])

    def _answer(self) -> dict[str, float]:
        line = self._pipe(self._process.stdout).readline()
        if not line:
            raise RuntimeError(f"{self.engine.title} died; its last words stand in {self._log}")
        return cast("dict[str, float]", json.loads(line))

    @staticmethod
    def _pipe(end: IO[str] | None) -> IO[str]:
        if end is None:
            raise RuntimeError("a worker is started with pipes")
        return end

    def _stop(self) -> None:
        self._process.kill()
        self._process.communicate()


@dataclass(frozen=True, slots=True)
class Looks:
    """All that was measured, by engine: start in seconds of CPU, and every look."""

    start_seconds: dict[str, float]
    looks: Sequence[Look]

    def of(self, engine: str, characters: int) -> list[Look]:
        """The looks of one engine at one text, in order of the rounds."""
        return [each for each in self.looks if (each.engine, each.characters) == (engine, characters)]

    def cpu(self, engine: str, characters: int) -> float:
        """The median of the CPU seconds of one search."""
        return median(each.cpu for each in self.of(engine, characters))


def looks(folder: Path, rounds: int, seconds: float, say: Callable[[str], None]) -> Looks:
    """Every engine, interleaved; logs go to `folder`."""
    cpu, _ = cpus()
    with ExitStack() as stack:
        say("starting the detection engines")
        workers = [Worker(engine, cpu, folder / f"detect-{engine.name}.log", stack) for engine in ENGINES]
        found = []
        for number in range(1, rounds + 1):
            for characters in sorted({MEDIUM, *SIZES}):
                for worker in workers:
                    if characters <= worker.engine.largest:
                        say(f"round {number} of {rounds}: detection, {characters:,} characters: {worker.engine.title}")
                        found.append(worker.look(characters, number, seconds))
        return Looks({worker.engine.name: worker.start_seconds for worker in workers}, found)
