"""``make bench``: every system on the same mock upstream in one interleaved run, then the detection engines; prints ratios.

One CPU runs the system under test with all its processes, another the mock upstream and the load. In each
round each system is measured once in each scenario, so that what disturbs the machine disturbs all of them.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.bench import detection, detection_report, fairness, processes, streams, translated, workers
from tests.bench.disk import fsync_seconds
from tests.bench.isogate import isogate, isogate_memory, isogate_names
from tests.bench.report import Run, as_json, as_text
from tests.bench.rig import Rig, WrongSystem
from tests.bench.scenarios import Scenario, scenarios
from tests.bench.stats import Sample
from tests.bench.systems import (
    LITELLM,
    ROOT,
    Site,
    System,
    direct,
    floor,
    litellm,
    litellm_presidio,
    litellm_presidio_names,
)

_Found = TypeVar("_Found")

FOLDER = ROOT / ".bench" / "run"
SYSTEMS: dict[str, Callable[[Site], System]] = {
    "isogate": isogate,
    "isogate-names": isogate_names,
    "isogate-memory": isogate_memory,
    "floor": floor,
    "litellm": litellm,
    "litellm-presidio": litellm_presidio,
    "litellm-presidio-names": litellm_presidio_names,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench: 0 when every system was measured, 1 when one does not do its work, 2 for wrong use."""
    asked = _arguments(argv)
    # On the disk of the checkout, never a memory disk: fsync is part of what is measured.
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        found = {part: PARTS[part](asked) for part in asked.parts}
    except (WrongSystem, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _calls(asked: argparse.Namespace) -> dict[str, object]:
    """The systems, called as a CRM calls them."""
    chosen = [each for each in scenarios() if each.name in asked.scenarios]
    with TemporaryDirectory(dir=_memory_disk()) as memory:
        site = Site(FOLDER, Path(memory), processes.free_port())
        run = _run(site, [SYSTEMS[name](site) for name in asked.only], chosen, asked)
    print("\n" + as_text(run))
    return as_json(run)


def _detection(asked: argparse.Namespace) -> dict[str, object]:
    """The detection engines by themselves."""
    looks = detection.looks(FOLDER, asked.rounds, asked.seconds, _say)
    _say("")
    print("\n" + detection_report.as_text(looks))
    return detection_report.as_json(looks)


def _part(
    measure: Callable[[Site, int, float, Callable[[str], None]], _Found],
    told: Callable[[_Found], str],
    written: Callable[[_Found], dict[str, object]],
) -> Callable[[argparse.Namespace], dict[str, object]]:
    """A part of the bench that chooses its systems itself: measured on a disk of memory, told, and given as JSON."""

    def measured(asked: argparse.Namespace) -> dict[str, object]:
        with TemporaryDirectory(dir=_memory_disk()) as memory:
            site = Site(FOLDER, Path(memory), processes.free_port())
            found = measure(site, asked.rounds, asked.seconds, _say)
        _say("")
        print("\n" + told(found))
        return written(found)

    return measured


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, object]]] = {
    "calls": _calls,
    "workers": _part(workers.workers, workers.as_text, workers.as_json),
    "streams": _part(streams.streams, streams.as_text, streams.as_json),
    "fairness": _part(fairness.fairness, fairness.as_text, fairness.as_json),
    "translated": _part(translated.translated, translated.as_text, translated.as_json),
    "detection": _detection,
}


def _memory_disk() -> Path | None:
    """Where files never reach a disk, or None, which means the usual place for temporary files."""
    return Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    names = [each.name for each in scenarios()]
    parser = argparse.ArgumentParser(prog="make bench", description="pass options as ARGS='--quick ...'")
    parser.add_argument("--only", type=_list_of(list(SYSTEMS)), default=list(SYSTEMS), help="systems, by comma")
    parser.add_argument("--scenarios", type=_list_of(names), default=names, help="scenarios, by comma")
    parser.add_argument("--parts", type=_list_of(list(PARTS)), default=list(PARTS), help="parts of the bench, by comma")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of one measurement")
    parser.add_argument("--quick", action="store_true", help="2 rounds of half a second: a look, not a result")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to FILE")
    asked = parser.parse_args(argv)
    if asked.quick:
        asked.rounds, asked.seconds = 2, 0.5
    if "calls" in asked.parts and any(name.startswith("litellm") for name in asked.only) and not LITELLM.exists():
        parser.error("LiteLLM is not installed; 'make bench' does it")
    return asked


def _list_of(known: list[str]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(known)}")
        return names

    return parse


def _run(site: Site, systems: list[System], chosen: list[Scenario], asked: argparse.Namespace) -> Run:
    with Rig(site) as rig:
        for system in systems:
            _say(f"starting {system.title}")
            rig.start(system)
            rig.prove(system, chosen)
        everything = [*systems, direct(site)]
        samples = list(_rounds(rig, everything, chosen, asked))
        memory = {each.name: processes.resident_mib(rig.pids[each.name]) for each in systems}
        return Run(
            everything,
            chosen,
            samples,
            rig.started,
            memory,
            fsync_seconds(site.folder),
            rig.is_pinned,
            asked.rounds,
            asked.seconds,
        )


def _rounds(rig: Rig, systems: list[System], chosen: list[Scenario], asked: argparse.Namespace) -> Iterator[Sample]:
    for number in range(1, asked.rounds + 1):
        for scenario in chosen:
            # Without a proxy only the time to the first token is of interest.
            for system in systems if scenario.stream else systems[:-1]:
                _say(f"round {number} of {asked.rounds}: {scenario.title}: {system.title}")
                yield rig.sample(system, scenario, number, asked.seconds)
    _say("")


def _say(text: str) -> None:
    """Progress: one line that changes on a terminal, nothing in a file but the first of each kind."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif text.startswith("starting"):
        print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
