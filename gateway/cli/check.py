"""`isogate check`: everything that is wrong with a deployment, at once, before anybody is served by it.

The configuration, policies and tenants are read as `serve` reads them; what detection needs is loaded; then the store is asked
whether its settings keep the promises and whether the master key opens what was made with it, the tripwire whether it answers,
and issuers' key sets whether they are some. Exit code 1 if anything is wrong; warnings alone are fine.
"""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import asdict

from gateway.adapters.presidio_detector.plugins.trial import try_plugged
from gateway.adapters.system_clock import SystemClock
from gateway.cli.deployment import add_configuration, configured, is_first_run, source
from gateway.cli.screen import Ink, paint, say, say_json
from gateway.config.load import Loaded
from gateway.config.problem import Problem
from gateway.config.settings import Settings
from gateway.control import credentials
from gateway.control.tenants import unopened
from gateway.core.detection import Detection
from gateway.core.errors import Refusal
from gateway.core.policy import Rulebook
from gateway.plane import is_unmade, keyed, open_fingerprints, open_store, opened_tokens
from gateway.ports.detector import UnusableDetectorError
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.store import Store, UnusableStoreError
from gateway.ports.tokens import UnusableKeySetError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_configuration(parser)
    parser.set_defaults(run=_check)
    parser.add_argument("--offline", action="store_true", help="do not ask the store")


def _check(options: argparse.Namespace) -> int:
    loaded = configured(source(options))
    parts = (
        {"detection": [], "issuers": []}
        if loaded.settings is None
        else asyncio.run(_of_parts(loaded.settings, options))
    )
    store = (
        [] if options.offline or loaded.settings is None else asyncio.run(_of_store(loaded.settings, loaded.rulebook))
    )
    if options.json:
        say_json(_report(loaded, parts, store))
    else:
        _tell(loaded, parts, store, is_asked=not options.offline and loaded.settings is not None)
    return 1 if loaded.problems or loaded.refusals or any(parts.values()) or store else 0


async def _of_parts(settings: Settings, options: argparse.Namespace) -> dict[str, list[str]]:
    return {
        "detection": await _of_detector(settings),
        "issuers": [] if options.offline else await _of_issuers(settings),
    }


async def _of_issuers(settings: Settings) -> list[str]:
    """Which key set is none. One at an address that does not answer is no problem: all else is served meanwhile."""
    try:
        async with opened_tokens(settings, SystemClock()):
            return []
    except UnusableKeySetError as error:
        return [str(error)]


async def _of_detector(settings: Settings) -> list[str]:
    """What cannot be loaded of what detection needs."""
    try:
        await try_plugged(settings.detection)
    except UnusableDetectorError as error:
        return [str(error)]
    return []


async def _of_store(settings: Settings, rules: Rulebook | None) -> list[str]:
    """What is wrong with the store, and with what opens it. One that first use will make is fine."""
    if is_first_run(settings) and is_unmade(settings):
        return []
    try:
        fingerprints = open_fingerprints(settings.store_url)
        store = open_store(settings, SystemClock(), create=False)
    except UnusableStoreError as error:
        return [str(error)]
    try:
        found = await store.problems() + await fingerprints.problems()
        return found or await _of_keys(settings, rules, store, fingerprints)
    except Refusal:
        return ["does not answer: look at its log"]
    finally:
        await store.close()
        await fingerprints.close()


async def _of_keys(settings: Settings, rules: Rulebook | None, store: Store, fingerprints: Fingerprints) -> list[str]:
    """What does not open. A master key that first use will make is fine."""
    try:
        if is_first_run(settings) and not await store.tenants():
            return []
        plane = await keyed(settings, store, fingerprints, create=False)
        closed = await unopened(plane)
        if rules is not None:
            await credentials.opened(plane, rules)
    except ValueError as error:
        return [str(error)]
    return [
        f"tenant {each}: the master key does not open its root key, so its sealed records are refused"
        for each in closed
    ]


def _report(loaded: Loaded, parts: dict[str, list[str]], store: list[str]) -> dict[str, object]:
    return {
        "ok": not loaded.problems and not loaded.refusals and not any(parts.values()) and not store,
        "problems": [asdict(problem) for problem in loaded.problems],
        "refusals": [asdict(refusal) for refusal in loaded.refusals],
        "warnings": [asdict(warning) for warning in loaded.warnings],
        **parts,
        "store": store,
        "unsafe": list(loaded.settings.unsafe) if loaded.settings else [],
    }


def _tell(loaded: Loaded, parts: dict[str, list[str]], store: list[str], *, is_asked: bool) -> None:
    for problem in sorted(loaded.problems):
        say(*_lines(problem, "error", Ink.RED))
    for refusal in sorted(loaded.refusals):
        say(*_lines(refusal, "its calls are refused", Ink.RED))
    for part, text in [(part, text) for part, texts in parts.items() for text in texts]:
        say(f"{paint('error', Ink.RED)} {part}: {text}")
    for text in store:
        place = loaded.settings.store_place if loaded.settings else ""
        say(f"{paint(place, Ink.BOLD)}: {paint('error', Ink.RED)}: store: {text}")
    for warning in sorted(loaded.warnings):
        say(*_lines(warning, "warning", Ink.YELLOW))
    count = len(loaded.problems) + len(loaded.refusals) + sum(map(len, parts.values())) + len(store)
    if count:
        say(paint(f"{count} {'problem' if count == 1 else 'problems'}", Ink.RED, Ink.BOLD))
    elif loaded.settings is not None and loaded.rulebook is not None:
        say(*_summary(loaded.settings, loaded.rulebook, is_asked=is_asked))


def _lines(problem: Problem, kind: str, ink: Ink) -> list[str]:
    """The place first, as editors and terminals link it."""
    place, _, rest = str(problem).partition(": ")
    return [f"{paint(place, Ink.BOLD)}: {paint(kind, ink)}: {rest}"]


def _summary(settings: Settings, rules: Rulebook, *, is_asked: bool) -> list[str]:
    providers = ", ".join(f"{name} ({entry.way.value}, {entry.region})" for name, entry in rules.providers.items())
    return [
        f"{paint('fine', Ink.GREEN)}  listens on {settings.host}:{settings.port}; "
        + ("the store keeps its promises" if is_asked else "the store was not asked"),
        f"      tenants: {', '.join(sorted(rules.tenants)) or 'none'}",
        f"      purposes: {', '.join(policy.version for policy in rules.purposes.values())}",
        f"      providers: {providers or 'none'}",
        f"      names are found by: {settings.detection.names.value}{_plugged(settings.detection)}",
        f"      options that weaken a promise: {', '.join(settings.unsafe) or 'none'}",
    ]


def _plugged(detection: Detection) -> str:
    names = ", ".join(each.name for each in detection.recognizers)
    return f"; own recognizers: {names}" if names else ""
