"""`isogate tripwire`: enrol what is a tenant's own. Nothing of it is kept but keyed fingerprints.

A canary or an unguessable record id refuses every call of another tenant in which it stands. A personal value that is one other
tenant's alone alerts the operator (`isogate traces`), and the caller sees nothing of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from gateway.cli.deployment import Act, Acts, add_act
from gateway.cli.screen import complain, progress, say, say_json, table
from gateway.cli.tripwire.lines import KINDS
from gateway.cli.tripwire.reading import FORMATS, File, Run, Tally, Work
from gateway.control import tripwire
from gateway.control.plane import ControlPlane
from gateway.control.tenants import find
from gateway.control.tripwire import Item
from gateway.core.fingerprints import Sort
from gateway.core.policy import Rulebook

_FILE = "a .csv with the columns' names in its first line, or a .jsonl; - for standard input"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `enrol`, `remove`, `list` and `canary`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    enrol = _of_file(acts, "enrol", "enrol a tenant's values and record ids from a file; may be repeated", _enrol)
    enrol.add_argument("file", type=Path, metavar="FILE", help=_FILE)
    enrol.add_argument("--check", action="store_true", help="read the file and list its broken lines; enrol nothing")
    remove = _of_file(acts, "remove", "take a tenant's values and record ids out again", _remove)
    what = remove.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=f"what stands in it: {_FILE}")
    what.add_argument("--all", action="store_true", help="everything that is enrolled as the tenant's")
    add_act(acts, "list", "count what each tenant has enrolled", _list)
    canary = add_act(acts, "canary", "make a canary, enrol it, and print it, once", _canary)
    canary.add_argument("tenant", metavar="TENANT")


def _of_file(acts: Acts, name: str, says: str, run: Act) -> argparse.ArgumentParser:
    parser = add_act(acts, name, says, run)
    parser.add_argument("tenant", metavar="TENANT")
    parser.add_argument(
        "--column",
        dest="columns",
        action="append",
        type=_column,
        default=[],
        metavar="KIND=NAME",
        help=f"a column of another name than its kind; kinds: {', '.join(KINDS)}; may be repeated",
    )
    parser.add_argument("--from-line", type=int, default=1, metavar="N", help="go on at this line")
    parser.add_argument("--format", choices=FORMATS, help="of the file, where its name does not say it")
    return parser


async def _enrol(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    await find(plane, options.tenant)

    async def work(items: Sequence[Item]) -> int:
        return 0 if options.check else await tripwire.enrol(plane, options.tenant, items)

    tally = await _through(plane, options, work)
    known = tally.items - tally.done
    done = "nothing was enrolled" if options.check else f"new {tally.done:,}, enrolled before {known:,}"
    return _told(tally, options, "enrolled", done)


async def _remove(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    if not options.all:

        async def work(items: Sequence[Item]) -> int:
            return await tripwire.remove(plane, options.tenant, items)

        tally = await _through(plane, options, work)
        return _told(tally, options, "removed", f"removed {tally.done:,}")
    removed = await tripwire.forget(plane, options.tenant, _looked_at)
    progress("")
    if options.json:
        say_json({"tenant": options.tenant, "removed": removed})
    else:
        say(f"removed everything of {options.tenant}: {removed:,}")
    return 0


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    names = [row.tenant for row in await plane.store.tenants()]
    counts, strange = await tripwire.count(plane, _looked_at)
    progress("")
    rows = [(name, counts[name, Sort.MARK], counts[name, Sort.VALUE]) for name in names]
    if options.json:
        plain = [{"tenant": name, "marks": marks, "values": values} for name, marks, values in rows]
        say_json({"tenants": plain, "of_no_tenant": strange})
        return 0
    say(
        *table(
            ["TENANT", "REFUSING", "ALERTING"], [[name, f"{marks:,}", f"{values:,}"] for name, marks, values in rows]
        )
    )
    if strange:
        complain(
            f"{strange:,} are of no tenant of this store: 'isogate tripwire remove TENANT --all', by its former id"
        )
    if counts and any(not values for _, _, values in rows):
        complain("calls of a tenant without values alert for every contact that it shares with one other: enrol it too")
    return 0


async def _canary(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    text = await tripwire.canary(plane, options.tenant)
    if options.json:
        say_json({"tenant": options.tenant, "canary": text})
    else:
        say(text)
        complain(f"plant it in a record of {options.tenant} that nobody needs; it is not shown again")
    return 0


async def _through(plane: ControlPlane, options: argparse.Namespace, work: Work) -> Tally:
    columns = {name: kind for kind, name in options.columns} or {kind: kind for kind in KINDS}
    file = File(options.file, columns, options.format, options.from_line)
    return await Run(file, work, plane.clock, tells=not options.json).through()


def _told(tally: Tally, options: argparse.Namespace, act: str, done: str) -> int:
    if options.json:
        broken = [{"line": line, "what": what} for line, what in tally.broken]
        say_json({"tenant": options.tenant, "lines": tally.lines, act: tally.done, "broken": broken})
    else:
        say(f"{options.tenant}: lines {tally.lines:,}, values {tally.items:,}; {done}; problems {len(tally.broken):,}")
        if tally.broken:
            complain("what is whole was taken; mend the lines above and run it again")
    return 1 if tally.broken else 0


def _column(text: str) -> tuple[str, str]:
    kind, equals, name = text.partition("=")
    if kind not in KINDS or not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"KIND=NAME, where KIND is {', '.join(KINDS)}")
    return kind, name.strip().lower()


def _looked_at(count: int) -> None:
    progress(f"{count:,} looked at")
