"""`isogate traces`: what was decided for each call, by codes, counts and times; and the proof that no record was changed or lost.

Nothing here shows content: there is none in a record.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace

from gateway.cli.deployment import add_act
from gateway.cli.screen import Ink, complain, paint, progress, say, say_json, table
from gateway.cli.wrong import WrongUseError
from gateway.control.plane import ControlPlane
from gateway.control.tripwire import owner_names
from gateway.core.audit import Problem, Verifier
from gateway.core.ledger import Event, Facts, Missing, Record
from gateway.core.policy import Rulebook

DEFAULT_LIMIT = 20
_PROGRESS_EVERY = 5_000
_HEADINGS = ("TIME (UTC)", "TENANT", "PURPOSE", "MODEL", "RESULT", "REDACTIONS", "MS", "TRACE")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `show` and `verify`."""
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listed = add_act(acts, "list", "list calls, newest first", _list)
    listed.add_argument("--tenant", metavar="TENANT", help="of this tenant only")
    listed.add_argument(
        "--limit", type=_positive, default=DEFAULT_LIMIT, metavar="N", help=f"at most so many ({DEFAULT_LIMIT})"
    )
    show = add_act(acts, "show", "show a call's records: what was intended, what came of it", _show)
    show.add_argument("trace", metavar="TRACE", help="the id in the answer's x-isogate-trace header")
    add_act(acts, "verify", "check every record's place in its chain; name each one changed, moved or lost", _verify)


async def _list(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    # Twice as many records as calls: an intent and an outcome each.
    records = await plane.store.records(tenant=options.tenant, limit=2 * options.limit)
    last: dict[str, Record] = {}
    for record in records:
        if record.trace not in last or record.event is Event.OUTCOME:
            last[record.trace] = record
    calls = sorted(last.values(), key=lambda record: record.at, reverse=True)[: options.limit]
    if options.json:
        say_json([_plain(record) for record in calls])
    else:
        say(*(table(_HEADINGS, map(_row, calls)) if calls else ["no calls yet"]))
    return 0


async def _show(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    records = sorted(await plane.store.records(trace=options.trace), key=lambda record: (record.at, record.event))
    if not records:
        raise WrongUseError("no such trace: never recorded, expired, or of another store")
    if options.json:
        say_json([_plain(replace(each, facts=await _named(plane, each.facts))) for each in records])
        return 0
    for record in records:
        say(
            paint(
                f"{record.event.value}  {record.at:%Y-%m-%d %H:%M:%S.%f} UTC  {record.tenant or 'no tenant proved'}",
                Ink.BOLD,
            )
        )
        facts = await _named(plane, record.facts)
        say(*(f"  {name:16} {_fact(fact)}" for name, fact in facts.items()))
    return 0


async def _named(plane: ControlPlane, facts: Facts) -> Facts:
    """The facts, with the tenants' names for the keyed ids of an alert: only the holder of the key can say them."""
    owners = facts.get("tripwire_owners")
    return {**facts, "tripwire_owners": await owner_names(plane, owners)} if isinstance(owners, list) else facts


async def _verify(plane: ControlPlane, rules: Rulebook, options: argparse.Namespace) -> int:
    del rules
    verifier, links, expired = Verifier(), Counter[str](), 0
    problems: list[Problem] = []
    async for link in plane.store.chain():
        problems += verifier.check(link)
        links[link.writer] += 1
        expired += link.record is Missing.EXPIRED
        if links.total() % _PROGRESS_EVERY == 0:
            progress(f"{links.total():,} records")
    progress("")
    if options.json:
        said = [{"writer": each.writer, "sequence": each.sequence, "what": each.what} for each in problems]
        say_json({"ok": not problems, "writers": dict(links), "expired": expired, "problems": said})
        return 1 if problems else 0
    complain(*map(str, problems))
    holds = paint("broken", Ink.RED, Ink.BOLD) if problems else paint("whole", Ink.GREEN)
    say(f"{holds}: records {links.total():,}, expired {expired:,}; writers {len(links)}; problems {len(problems)}")
    return 1 if problems else 0


def _row(record: Record) -> list[str]:
    facts = record.facts
    status = str(facts.get("code") or facts.get("status") or "in flight")
    ink = Ink.GREEN if status == "answered" else Ink.YELLOW
    if "tripwire" in facts:
        status, ink = f"{status} (tripwire)", Ink.RED
    redactions, laps = facts.get("redactions"), facts.get("milliseconds")
    counts = [f"{label}={count}" for label, count in redactions.items()] if isinstance(redactions, dict) else []
    route = f"{facts['provider']}/{facts['model']}" if "model" in facts else "-"
    return [
        f"{record.at:%Y-%m-%d %H:%M:%S}",
        record.tenant or "-",
        str(facts.get("purpose", "-")),
        route,
        paint(status, ink),
        " ".join(counts) or "-",
        f"{sum(laps.values()):.1f}" if isinstance(laps, dict) else "-",
        record.trace,
    ]


def _fact(fact: object) -> str:
    if isinstance(fact, dict):
        return "  ".join(f"{name}={value}" for name, value in fact.items()) or "-"
    if isinstance(fact, list):
        return ", ".join(map(str, fact)) or "-"
    return {True: "yes", False: "no"}[fact] if isinstance(fact, bool) else str(fact)


def _plain(record: Record) -> dict[str, object]:
    return {
        "trace": record.trace,
        "event": record.event.value,
        "at": record.at.isoformat(),
        "tenant": record.tenant,
        **record.facts,
    }


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
