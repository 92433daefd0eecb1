"""Starts every system of a run, proves that each does its work, and measures them one after the other."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import Self

from tests.bench import processes, prompts
from tests.bench.load import Tally, Window
from tests.bench.mock_upstream import FIRST_WORD, LAST_WORD
from tests.bench.scenarios import Scenario
from tests.bench.stats import Sample, spread
from tests.bench.systems import LITELLM_ENV, ROOT, Command, Site, System

WARM_SECONDS = 0.3

_LEAD_SECONDS = 1.0
"""How much earlier a load beside another one begins, and how much later it ends."""


class WrongSystem(Exception):
    """A system does not do what it is measured for: it did not dial, or let a planted value pass."""


@dataclass(slots=True)
class Rig:
    """The machine's CPUs, the run's folder, and what was started. Leaving its ``with`` stops everything."""

    site: Site
    started: dict[str, float] = field(default_factory=dict)
    pids: dict[str, list[int]] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)
    _system_cpu: int | None = None
    _load_cpu: int | None = None

    def __enter__(self) -> Self:
        self._system_cpu, self._load_cpu = processes.cpus()
        argv = (sys.executable, "-m", "tests.bench.mock_upstream", str(self.site.upstream))
        self._start(Command("upstream", argv, f"{self.site.upstream_url}/last"), self._load_cpu)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def is_pinned(self) -> bool:
        """Whether system and load have a CPU each; else their figures disturb one another."""
        return self._system_cpu is not None

    def start(self, system: System) -> None:
        """Start the system's processes; notes the seconds until the last one is ready."""
        began = time.perf_counter()
        self.pids[system.name] = [self._start(command, self._system_cpu) for command in system.commands]
        self.started[system.name] = time.perf_counter() - began

    def _start(self, command: Command, cpu: int | None) -> int:
        log = self.site.folder / f"{command.name}.log"
        process = processes.start(command.argv, log, {"PYTHONPATH": str(ROOT), **command.env}, cpu)
        self._stack.callback(processes.stop, process)
        processes.wait_ready(process, command.ready, log)
        return process.pid

    def prove(self, system: System, scenarios: Sequence[Scenario]) -> None:
        """A few calls per scenario: they reach the upstream, and nothing that should be hidden."""
        for scenario in scenarios:
            before = self._last()[0]
            self._load(system, scenario, seconds=0, warm=0)
            calls, body = self._last()
            if calls - before < scenario.connections * 2:
                raise WrongSystem(f"{system.title} answered {scenario.name} without asking the upstream")
            passed = [value for value in scenario.planted if value in body]
            if bool(passed) is system.hides:
                raise WrongSystem(f"{system.title}, {scenario.name}: the upstream received {passed or 'no value'}")

    @property
    def calls(self) -> int:
        """How many calls reached the upstream so far."""
        return self._last()[0]

    def beside(self) -> AbstractContextManager[None]:
        """What is started inside shares the CPU of the systems."""
        return processes.pinned(self._system_cpu)

    def _last(self) -> tuple[int, str]:
        with processes.get(f"{self.site.upstream_url}/last") as answer:
            state = json.load(answer)
        return int(state["calls"]), str(state["body"])

    def sample(self, system: System, scenario: Scenario, number: int, seconds: float) -> Sample:
        """Measure one system in one scenario for ``seconds``."""
        tally = self._load(system, scenario, seconds=seconds, warm=WARM_SECONDS)
        return Sample(
            system.name,
            scenario.name,
            number,
            tally.calls,
            tally.calls / tally.wall,
            tally.cpu / tally.calls,
            spread(tally.latencies).middle,
            spread(tally.first_token).middle,
        )

    def times(self, system: System, scenario: Scenario, seconds: float) -> list[float]:
        """Seconds of each call of one window."""
        return self._load(system, scenario, seconds=seconds, warm=0).latencies

    @contextmanager
    def under(self, system: System, scenario: Scenario | None, seconds: float) -> Iterator[list[Tally]]:
        """While this load goes on, if there is one; afterwards its tally is in the list."""
        found: list[Tally] = []
        if scenario is None:
            yield found
            return
        with ThreadPoolExecutor(1) as other:
            going = other.submit(self._load, system, scenario, seconds=seconds + 2 * _LEAD_SECONDS, warm=0)
            time.sleep(_LEAD_SECONDS)
            yield found
            found.append(going.result())

    def _load(self, system: System, scenario: Scenario, *, seconds: float, warm: float) -> Tally:
        window = Window(
            system.port,
            system.path,
            system.headers,
            prompts.body(system.model, scenario.text, stream=scenario.stream).decode(),
            scenario.connections,
            seconds,
            warm,
            FIRST_WORD,
            LAST_WORD,
            self.pids.get(system.name, []),
            scenario.ramp_seconds,
            scenario.every_seconds,
        )
        # A system without processes of its own that can be called in no other way is its own load.
        module, cpu = (
            ("tests.bench.litellm_sdk", self._system_cpu) if not system.path else ("tests.bench.load", self._load_cpu)
        )
        with processes.pinned(cpu):
            done = subprocess.run(
                [sys.executable, "-m", module],
                input=json.dumps(asdict(window)),
                capture_output=True,
                text=True,
                cwd=ROOT,
                env={**os.environ, **LITELLM_ENV, "PYTHONPATH": str(ROOT)},
                check=False,
            )
        if done.returncode:
            raise WrongSystem(f"{system.title}, {scenario.name}: {done.stderr.strip().splitlines()[-1]}")
        return Tally(**json.loads(done.stdout))
