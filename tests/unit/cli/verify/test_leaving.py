"""What leaves is told as it is: hidden, refused, or leaked when nothing looks for it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gateway.cli.verify.carriers import CARRIERS
from gateway.cli.verify.leaving import PLAIN, Plan, leaving, planned
from gateway.core.registry import Way
from gateway.core.source import Known
from gateway.core.spans import Span
from tests.unit.cli.verify.conftest import PURPOSE, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


class Blind:
    """A detector that finds nothing."""

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        del known, language
        return [[] for _ in texts]

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        return [[] for _ in texts]


async def test_each_wire_has_everything_once_on_a_direct_route_and_less_on_every_other(stage: Stage) -> None:
    plans = planned(stage.opened.routes)

    whole = [plan for plan in plans if plan.is_full]
    assert sorted(plan.wire for plan in whole) == sorted({plan.wire for plan in plans})
    assert {plan.route.entry.way for plan in whole} == {Way.DIRECT}
    assert {(route.entry.name, wire) for route in stage.opened.routes for wire in route.wires} == {
        (plan.route.entry.name, plan.wire) for plan in plans
    }


async def test_a_value_is_hidden_in_every_place_or_the_call_is_refused(stage: Stage) -> None:
    route = stage.route("anthropic")
    crm = stage.opened.crm[route.tenant]

    told = [
        each async for each in leaving(Plan(route, "anthropic.messages", is_full=False), crm, PURPOSE, stage.upstream)
    ]

    assert {each.outcome for each in told} <= {"hidden", "refused"}
    assert sum(each.outcome == "hidden" for each in told) > len(told) // 2
    assert {each.carrier for each in told} == set(CARRIERS)
    assert {each.place for each in told} == {each.place for each in told if each.carrier == PLAIN}


async def test_every_other_call_is_streamed(stage: Stage) -> None:
    route = stage.route("openai")
    crm = stage.opened.crm[route.tenant]
    before = len(stage.upstream.received)

    told = [each async for each in leaving(Plan(route, "openai.chat", is_full=False), crm, PURPOSE, stage.upstream)]

    streamed = [b'"stream":true' in each.body for each in stage.upstream.received[before:]]
    assert len(told) // 4 < sum(streamed) < len(streamed) * 3 // 4


async def test_a_gateway_that_is_blind_is_found_out(stage: Stage) -> None:
    route = stage.route("openai")
    crm = stage.opened.crm[route.tenant]
    blind = replace(crm, ports=replace(crm.ports, detector=Blind()))

    told = [each async for each in leaving(Plan(route, "openai.chat", is_full=False), blind, PURPOSE, stage.upstream)]

    assert {each.outcome for each in told} >= {"leaked"}
