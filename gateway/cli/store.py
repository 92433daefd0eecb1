"""`isogate store`: everything that the store holds, moved to another one, backed up, and restored.

Moving and restoring want the gateways stopped, and look whether they are; a backup is made while they serve. A backup holds the
tenants' root keys wrapped, never the master key: keep that one elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from gateway.adapters.system_clock import SystemClock
from gateway.cli.deployment import add_configuration, configured, source
from gateway.cli.screen import Ink, complain, paint, progress, say, say_json
from gateway.cli.wrong import WrongUseError, told_as_wrong_use
from gateway.config.secret import resolve
from gateway.config.settings import Settings
from gateway.control import moving, tripwire
from gateway.core.contents import KINDS, Tally
from gateway.core.fingerprints import Page
from gateway.plane import SQLITE, open_backup, open_contents, open_fingerprints, put_fingerprints
from gateway.ports.store import UnusableStoreError

_ACT = Callable[[Settings, argparse.Namespace], Awaitable[dict[str, object]]]
_URLS = ("sqlite:///", "redis://", "rediss://", "redis+cluster://", "rediss+cluster://")
_SHOWN_PROBLEMS = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `migrate`, `backup` and `restore`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)

    def add(name: str, says: str, act: _ACT) -> argparse.ArgumentParser:
        made = acts.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.", allow_abbrev=False)
        add_configuration(made)
        made.set_defaults(run=_running(act))
        return made

    migrate = add("migrate", "move everything to another, empty store; gateways are stopped", _migrate)
    migrate.add_argument(
        "--to", required=True, metavar="URL", help="sqlite:///PATH or redis://…, or env:NAME or file:PATH that holds it"
    )
    backup = add("backup", "write everything to a file, while gateways serve", _backup)
    backup.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist; mode 0600")
    restore = add("restore", "fill the configured, empty store from a backup; its tenants are suspended", _restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="what 'store backup' wrote")
    restore.add_argument(
        "--accept-lost-withdrawals-since",
        type=date.fromisoformat,
        metavar="DATE",
        help="leave tenants active: nothing was withdrawn since the day of the backup (UTC), YYYY-MM-DD",
    )


def _running(act: _ACT) -> Callable[[argparse.Namespace], int]:
    async def acted(options: argparse.Namespace) -> int:
        settings, _ = configured(source(options)).accepted()
        with told_as_wrong_use():
            report = await act(settings, options)
        if options.json:
            say_json(report)
        return 0

    return lambda options: asyncio.run(acted(options))


async def _migrate(settings: Settings, options: argparse.Namespace) -> dict[str, object]:
    url = _url(options.to)
    left, target = open_contents(settings.store_url, settings), open_contents(url, settings)
    try:
        moved = await moving.migrate(left, target, progress)
    finally:
        await left.close()
        await target.close()
        progress("")
    prints = await _move_fingerprints(settings, url)
    if not options.json:
        say(f"{paint('moved', Ink.GREEN)}: {_counted(moved)}")
        _tell_broken(moved)
        complain("now set store.url to the new store; the old one is retired, and no gateway starts on it any more")
    return {**_report(moved), "fingerprints": prints}


async def _move_fingerprints(settings: Settings, url: str) -> int:
    prints = open_fingerprints(settings.store_url)
    try:
        return await _put_fingerprints(settings, prints.every(), url)
    finally:
        await prints.close()


async def _put_fingerprints(settings: Settings, pages: AsyncIterator[Page], url: str) -> int:
    """The tripwire's, when everything else is there. Should that fail, what the CRM has makes them anew."""
    try:
        return await put_fingerprints(settings, pages, url, lambda count: progress(f"{count:,} fingerprints"))
    except BaseException:
        complain("all is there but for the tripwire's fingerprints: enrol them again ('isogate tripwire enrol')")
        raise
    finally:
        progress("")


async def _backup(settings: Settings, options: argparse.Namespace) -> dict[str, object]:
    read, file = open_contents(settings.store_url, settings), open_backup(options.file, settings, SystemClock())
    prints, counted = open_fingerprints(settings.store_url), list[int]()

    async def put_prints() -> None:
        counted.append(await file.put_prints(prints.every()))
        if counted != [sum([len(places) async for page in file.prints() for _, places in page])]:
            raise UnusableStoreError("the fingerprints that were read back are not what was written: begin anew")

    try:
        await tripwire.ensure_answers(prints)
        saved = await moving.copy(read.items(), file, progress, last=put_prints)
    finally:
        await read.close()
        await prints.close()
        await file.close()
        progress("")
    size, (enrolled,) = options.file.stat().st_size, counted
    if not options.json:
        say(
            f"{paint('saved', Ink.GREEN)}: {_counted(saved)}, fingerprints {enrolled:,}; {size:,} bytes in {options.file}"
        )
        _tell_broken(saved)
        complain("it opens with this deployment's master key only, which is not in it: keep that one elsewhere")
    return {**_report(saved), "fingerprints": enrolled, "bytes": size}


async def _restore(settings: Settings, options: argparse.Namespace) -> dict[str, object]:
    clock = SystemClock()
    now, file = clock.now(), open_backup(options.file, settings, clock)
    created = file.head().created
    accepted: date | None = options.accept_lost_withdrawals_since
    if accepted is not None and accepted > created.date():
        raise WrongUseError(
            f"the backup was made on {created:%Y-%m-%d} (UTC): withdrawals are lost since then, not since {accepted}"
        )
    returning = moving.Returning(now, is_trusted=accepted is not None)
    target = open_contents(settings.store_url, settings)
    try:
        restored = await moving.copy(returning.items(file.items(), created, clock), target, progress)
    finally:
        await target.close()
        progress("")
    enrolled, age = await _put_fingerprints(settings, file.prints(), settings.store_url), now - created
    if not options.json:
        say(f"{paint('restored', Ink.GREEN)}: {_counted(restored)}, fingerprints {enrolled:,}")
        _tell_broken(restored)
        _tell_age(created, age, returning.suspended)
    days = round(age / timedelta(days=1), 3)
    return {
        **_report(restored),
        "fingerprints": enrolled,
        "created": created.isoformat(),
        "days_old": days,
        "suspended": returning.suspended,
    }


def _tell_age(created: datetime, age: timedelta, suspended: list[str]) -> None:
    old = f"{age / timedelta(days=1):.1f} days" if age >= timedelta(days=1) else f"{age / timedelta(hours=1):.1f} hours"
    complain(
        f"the backup was made on {created:%Y-%m-%d %H:%M} UTC, {old} ago: withdrawals, objections, revoked keys and"
        " switches of that time are not in it; nor is what was enrolled in the tripwire or removed from it since:"
        " 'isogate tripwire enrol' and 'remove' do that again",
    )
    if suspended:
        complain(
            f"{len(suspended)} tenants are suspended until they are recorded again; then, for each:"
            " isogate tenant activate TENANT",
        )


def _url(given: str) -> str:
    """The URL itself, or what holds it, since one may hold a password. Relative to here. `WrongUseError`."""
    url = given
    if not given.startswith(_URLS):
        try:
            url = resolve(given, os.environ, Path.cwd())
        except ValueError as error:
            raise WrongUseError(f"--to: {error}") from None
    if not url.startswith(_URLS):
        raise WrongUseError(f"--to begins with one of {', '.join(_URLS)}")
    return SQLITE + str(Path.cwd() / url.removeprefix(SQLITE)) if url.startswith(SQLITE) else url


def _counted(tally: Tally) -> str:
    names = {"link": "audit record", "consent": "consent event", "switch": "switch off"}
    return ", ".join(
        f"{names.get(kind, kind)}{'' if kind == 'switch' else 's'} {tally.counts[kind]:,}" for kind in KINDS.values()
    )


def _tell_broken(tally: Tally) -> None:
    """The evidence of damage goes along, as it stood."""
    if tally.broken:
        complain(
            *tally.broken[:_SHOWN_PROBLEMS],
            f"the audit's chains were broken before, in {len(tally.broken)} places: they are as they were",
        )


def _report(tally: Tally) -> dict[str, object]:
    return {**{kind: tally.counts[kind] for kind in KINDS.values()}, "chain_problems": tally.broken}
