"""`isogate try`: a call of each purpose through the whole gateway, and what each side of it saw.

Everything happens in this process, on a store that is deleted at the end; the provider is the built-in sandbox, listened to. A
planted value found in the bytes that it got is a leak: exit code 1.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gateway.cli.deployment import add_detection, chosen_detection
from gateway.cli.highlight import ink
from gateway.cli.rehearsal import Rehearsal, rehearsal
from gateway.cli.screen import Ink, columns, paint, progress, say, say_json, visible
from gateway.cli.tryout import text
from gateway.cli.tryout.calls import CALLS, SampleCall
from gateway.cli.tryout.columns import Column, Mark, headings, side_by_side
from gateway.cli.tryout.leaks import leaks
from gateway.cli.tryout.recording import CollectingReply, RecordingProvider
from gateway.cli.wrong import WrongUseError
from gateway.core.entities import Label
from gateway.core.registry import Way
from gateway.core.tokens import spellings
from gateway.pipeline import exchange

_VALUE = (Ink.BOLD, Ink.YELLOW)
_LEAK = (Ink.BOLD, Ink.RED)


@dataclass(frozen=True, slots=True)
class Shown:
    """One call, seen from all sides."""

    call: SampleCall
    seen: str
    back: str
    leaked: tuple[str, ...]
    redactions: str
    milliseconds: float


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_detection(parser)
    parser.add_argument("--purpose", metavar="PURPOSE", help="this one only")
    parser.add_argument("--json", action="store_true", help="print JSON for programs: leaks are counted")
    parser.set_defaults(run=lambda options: asyncio.run(_try(options)))


async def _try(options: argparse.Namespace) -> int:
    calls = [call for call in CALLS if options.purpose in {None, call.purpose}]
    if not calls:
        raise WrongUseError(f"no such purpose; there are {', '.join(call.purpose for call in CALLS)}")
    progress("opening a throw-away gateway …")
    async with rehearsal(chosen_detection(options)) as house:
        progress("")
        shown = [await make(call, house) for call in calls]
    leaked = sum(len(each.leaked) for each in shown)
    if options.json:
        say_json({"ok": not leaked, "leaks": leaked, "calls": [_plain(each) for each in shown]})
    else:
        width = columns()
        say(*headings(sides(shown[0]), width), *(line for each in shown for line in page(each, width)), verdict(shown))
    return 1 if leaked else 0


async def make(call: SampleCall, house: Rehearsal) -> Shown:
    """Send one call through the gateway's nine steps, listening at both ends."""
    provider, reply = RecordingProvider(house.ports.providers[Way.SANDBOX]), CollectingReply()
    ports = replace(house.ports, providers={**house.ports.providers, Way.SANDBOX: provider})
    asked = house.asked(call.wire, call.purpose, call.body(house.sealer))
    began = time.perf_counter()
    await exchange(asked, ports, reply)
    milliseconds = (time.perf_counter() - began) * 1000
    (received,) = provider.received
    return Shown(
        call,
        visible(text.of_request(received)),
        visible(text.of_answer(reply.body)),
        tuple(leaks(received, call.planted)),
        reply.headers.get("x-isogate-redactions", ""),
        milliseconds,
    )


def page(shown: Shown, width: int) -> list[str]:
    """One call as lines: its name and promise, then three columns."""
    call = shown.call
    title = f"── {call.purpose} ── {call.promise} "
    return [paint(title + "─" * max(0, width - len(title)), Ink.BOLD), *side_by_side(sides(shown), width), ""]


def sides(shown: Shown) -> list[Column]:
    """What each side saw: planted values and tokens in colour, a leaked value in red."""
    sent, back = shown.call.shown(), re.sub(r"\n+", "\n", shown.back)
    values = dict.fromkeys(shown.call.planted, _VALUE)
    return [
        Column("WHAT THE CRM SENT", sent, _found(sent, values)),
        Column(
            "WHAT THE PROVIDER SAW",
            shown.seen,
            _found(shown.seen, dict.fromkeys(shown.leaked, _LEAK)) or _tokens(shown.seen),
        ),
        Column("WHAT CAME BACK", back, _found(back, values)),
    ]


def verdict(shown: Sequence[Shown]) -> str:
    """The last line: how many of the planted values got out."""
    planted, leaked = sum(len(each.call.planted) for each in shown), sum(len(each.leaked) for each in shown)
    said = (
        f"{leaked} of {planted} planted values reached the provider; of a call only codes, counts and times are kept."
    )
    return paint(said, Ink.BOLD, Ink.RED if leaked else Ink.GREEN)


def _found(shown: str, inks: Mapping[str, tuple[Ink, ...]]) -> list[Mark]:
    """Marks of the values' places; the longest value first where two could stand."""
    either = "|".join(re.escape(value) for value in sorted(inks, key=len, reverse=True))
    return [Mark(match.start(), match.end(), inks[match[0]]) for match in re.finditer(either, shown)] if either else []


def _tokens(shown: str) -> list[Mark]:
    marks = []
    for spelling in spellings(shown):
        label = next((each for each in Label if spelling.token.startswith(f"[{each}_")), None)
        marks.append(Mark(spelling.start, spelling.end, (ink(label), Ink.BOLD) if label else ()))
    return marks


def _plain(shown: Shown) -> dict[str, object]:
    return {
        "purpose": shown.call.purpose,
        "wire": shown.call.wire.name,
        "planted": len(shown.call.planted),
        "leaks": len(shown.leaked),
        "sent": shown.call.shown(),
        "provider_saw": shown.seen,
        "came_back": shown.back,
        "redactions": shown.redactions,
        "milliseconds": round(shown.milliseconds, 3),
    }
