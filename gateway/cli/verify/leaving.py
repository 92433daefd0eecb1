"""What leaves: each carrier in each place of each wire, to the bytes that the upstream got."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from gateway.cli.rehearsal import Rehearsal
from gateway.cli.verify.calls import NAME, VALUES, Called, call
from gateway.cli.verify.carriers import CARRIERS
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.dialects import is_spoken
from gateway.cli.verify.places import PLACES
from gateway.cli.verify.upstream import RecordingUpstream
from gateway.core.errors import Code
from gateway.core.registry import Way
from gateway.core.wire import Yields

PLAIN = "plain"
MAY_REFUSE = frozenset({Code.PARAMETER_REFUSED, Code.UNINSPECTABLE, Code.INVALID_REQUEST})
"""Instead of letting a value out a call may be refused: a tool's name, say, admits no token."""


@dataclass(frozen=True, slots=True)
class Left:
    """One carrier in one place. `outcome`: hidden, refused, leaked, or broken by the code."""

    provider: str
    wire: str
    place: str
    carrier: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent on one route in one wire."""

    route: Route
    wire: str
    is_full: bool
    """True for every carrier in every place; else a plain value in every place, and every other carrier in one."""


def planned(routes: Sequence[Route]) -> list[Plan]:
    """Everything on the first direct route of each wire, where the wire's own body leaves; less on each other route."""
    ordered = sorted(routes, key=lambda route: route.entry.way is not Way.DIRECT)
    plans: list[Plan] = []
    for route in ordered:
        for wire in sorted(route.wires):
            is_first = all(each.wire != wire for each in plans)
            plans.append(Plan(route, wire, is_first))
    return plans


async def leaving(plan: Plan, crm: Rehearsal, purpose: str, upstream: RecordingUpstream) -> AsyncIterator[Left]:
    """The plan's calls, one after the other, every other one streamed; each carrier has each value by turns."""
    places = [(place, made) for place, made in PLACES.items() if made(NAME)[0].name == plan.wire]
    for shift, (place, made) in enumerate(places):
        for number, (carrier, carry) in enumerate(CARRIERS.items()):
            if not (plan.is_full or carrier == PLAIN or (number - shift) % len(places) == 0):
                continue
            wire, body = made(carry(VALUES[(shift + number) % len(VALUES)]))
            if wire.yields is Yields.TEXT and (shift + number) % 2:
                body = {**body, "stream": True}
            called = await call(crm, plan.route, wire, purpose, body, upstream, known=(NAME,))
            yield Left(plan.route.entry.name, wire.name, place, carrier, _outcome(called))


def _outcome(called: Called) -> str:
    if called.leaks():
        return "leaked"
    if not called.requests:
        return "refused" if called.refused in MAY_REFUSE else f"broken: {called.refused}"
    is_answered = called.refused is None or not is_spoken(called.requests[0].path)
    return "hidden" if is_answered and len(called.requests) == 1 else f"broken: {called.refused}"
