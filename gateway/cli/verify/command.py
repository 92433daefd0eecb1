"""`isogate verify`: every way in and every way back, against an upstream that records what it gets.

Two questions, for each wire and provider. What leaves: a value in each carrier in each place of a body. What comes back: texts
and tool calls, whole and however a stream is cut. A leak, a lost flag or a broken answer: exit code 1.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from gateway.cli.deployment import Source, configured
from gateway.cli.screen import Ink, paint, progress, say, say_json, table
from gateway.cli.verify.deployment import Verified, verified
from gateway.cli.verify.dialects import CUTS, Dialects, confirming
from gateway.cli.verify.leaving import Left, leaving, planned
from gateway.cli.verify.returning import FINE, UNSPOKEN, UNTAKEN, WHOLE, Back, returning
from gateway.cli.verify.upstream import Answer, RecordingUpstream, Request, recording
from gateway.cli.wrong import WrongUseError, told_as_wrong_use

_OUTCOMES = ("hidden", "refused", "leaked", "broken")
_LEAVES_WELL = frozenset({"hidden", "refused"})
_RETURNS_WELL = frozenset({FINE, UNSPOKEN, UNTAKEN})
_SIGNS = {FINE: "✓", UNSPOKEN: "sent", UNTAKEN: "not taken"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="PATH",
        help="your configuration, its providers' addresses exchanged for the upstream's (every family as shipped)",
    )
    parser.add_argument("--purpose", default="deal_coach", metavar="PURPOSE", help="for this purpose (deal_coach)")
    parser.add_argument("--json", action="store_true", help="print JSON for programs: every call and its outcome")
    parser.set_defaults(run=lambda options: asyncio.run(_verify(options)))


async def _verify(options: argparse.Namespace) -> int:
    progress("opening a throw-away gateway …")
    own = configured(Source(options.config, None)) if options.config else None
    left: list[Left] = []
    back: list[Back] = []
    async with recording(_unasked) as upstream:
        with told_as_wrong_use():
            async with verified(own, upstream.url, options.purpose) as opened:
                if not opened.routes:
                    raise WrongUseError(f"no tenant has a model for {options.purpose}, the sandbox's aside")
                await _ask(opened, options.purpose, upstream, left, back)
    progress("")
    is_sound = all(each.outcome in _LEAVES_WELL for each in left) and all(
        each.outcome in _RETURNS_WELL for each in back
    )
    if options.json:
        say_json({"ok": is_sound, "leaves": [*map(asdict, left)], "returns": [*map(asdict, back)]})
    else:
        say(*page(left, back, is_sound=is_sound))
    return 0 if is_sound else 1


def _unasked(_request: Request) -> Answer:
    return Answer((b"{}",), status=500)


async def _ask(opened: Verified, purpose: str, upstream: RecordingUpstream, left: list[Left], back: list[Back]) -> None:
    """Fill both lists, telling how far it is."""
    async for returned in returning(opened.routes, opened.crm, purpose, upstream):
        back.append(returned)
        progress(f"what comes back: {len(back):,} calls, {returned.provider} …")
    for plan in planned(opened.routes):
        upstream.answer = Dialects(plan.route.entry, CUTS["at once"], confirming(plan.route, plan.wire))
        async for each in leaving(plan, opened.crm[plan.route.tenant], purpose, upstream):
            left.append(each)
            progress(f"what leaves: {len(left):,} calls, {each.provider}, {each.place} …")


def page(left: Sequence[Left], back: Sequence[Back], *, is_sound: bool) -> list[str]:
    """The two tables, what went wrong, and the verdict."""
    wrong = [
        f"  {each.provider}, {each.wire}, {each.place}, {each.carrier}: {each.outcome}"
        for each in left
        if not _is_well(each)
    ]
    wrong += [
        f"  {each.provider}, {each.wire}, {each.what}, {each.cut}: {each.outcome}"
        for each in back
        if not _is_well(each)
    ]
    unproven = Counter(each.outcome for each in back if each.outcome in {UNSPOKEN, UNTAKEN})
    verdict = f"{len(left) + len(back):,} calls; {len(wrong)} went wrong"
    verdict += "".join(f"; {count} {outcome}" for outcome, count in sorted(unproven.items()))
    return [
        paint("What leaves: each carrier in each place", Ink.BOLD),
        *_leaves(left),
        "",
        paint("What comes back: whole, and streams cut in every way", Ink.BOLD),
        *_returns(back),
        "",
        *wrong,
        paint(verdict, Ink.BOLD, Ink.GREEN if is_sound else Ink.RED),
    ]


def _is_well(each: Left | Back) -> bool:
    return each.outcome in (_LEAVES_WELL if isinstance(each, Left) else _RETURNS_WELL)


def _leaves(left: Iterable[Left]) -> list[str]:
    counted: dict[str, Counter[str]] = {}
    places: dict[str, set[str]] = {}
    for each in left:
        counted.setdefault(each.wire, Counter())[each.outcome.partition(":")[0]] += 1
        places.setdefault(each.wire, set()).add(each.place)
    rows = [
        [wire, f"{len(places[wire])}", f"{counts.total():,}", *(f"{counts[outcome]:,}" for outcome in _OUTCOMES)]
        for wire, counts in sorted(counted.items())
    ]
    return table(["wire", "places", "calls", *_OUTCOMES], rows)


def _returns(back: Iterable[Back]) -> list[str]:
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for each in back:
        rows.setdefault((each.provider, each.wire, each.what), {})[each.cut] = _SIGNS.get(each.outcome, "✗")
    cuts = (WHOLE, *CUTS)
    shown = [[*name, *(outcomes.get(cut, "-") for cut in cuts)] for name, outcomes in sorted(rows.items())]
    return table(["provider", "wire", "answer", WHOLE, *(f"stream {cut}" for cut in CUTS)], shown)
