"""`isogate try`: nothing planted reaches the provider, and what would reach it is counted and fails."""

import json
from collections.abc import AsyncIterator

import pytest

from gateway.cli.rehearsal import Rehearsal, rehearsal
from gateway.cli.tryout import command
from gateway.cli.tryout.calls import CALLS, MAIL, SampleCall
from gateway.cli.tryout.command import make, page, verdict
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.commands import Shell

SECRET_PLAN = "seventeen blue bicycles"
LEAKING = SampleCall("content", "C4.4", OPENAI_CHAT, (f"Write to {MAIL} about {SECRET_PLAN}.",), (SECRET_PLAN, MAIL))
"""It plants words that nobody takes for personal data. So it shows that a leak is seen."""


@pytest.fixture
async def house() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


def test_every_purpose_is_shown_from_three_sides_and_nothing_leaks(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    ran = shell("try")

    assert ran.code == 0, ran.err
    assert ran.lines[0].split("│")[1].strip() == "WHAT THE PROVIDER SAW"
    assert all(f"── {call.purpose} ──" in ran.out for call in CALLS)
    assert "0 of 16 planted values reached the provider" in ran.out
    assert all(len(line) <= 100 for line in ran.lines)
    assert len(ran.lines) < 50


def test_programs_get_counts(shell: Shell) -> None:
    report = shell("try", "--json").json

    assert (report["ok"], report["leaks"]) == (True, 0)
    assert {call["purpose"]: call["leaks"] for call in report["calls"]} == dict.fromkeys(
        (call.purpose for call in CALLS), 0
    )
    assert all(call["planted"] and call["provider_saw"] and call["came_back"] for call in report["calls"])


async def test_what_comes_back_is_what_each_purpose_promises(house: Rehearsal) -> None:
    back = {call.purpose: (await make(call, house)).back for call in CALLS}

    assert "Jane Doe" in back["twin"]
    assert "Tom Keller" not in back["twin"], "a third party"
    assert "Tom Keller" in back["deal_coach"]
    assert "4111" not in back["deal_coach"]
    assert json.loads(back["lead_scoring"])["score"] == 72
    assert MAIL in back["content"]


async def test_a_leak_is_counted_and_said(house: Rehearsal) -> None:
    shown = await make(LEAKING, house)

    assert shown.leaked == (SECRET_PLAN,)
    assert verdict([shown]).startswith("1 of 2 planted values reached the provider")
    assert any(SECRET_PLAN in line for line in page(shown, 200))


def test_a_leak_fails(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "CALLS", (LEAKING,))

    assert shell("try").code == 1
    assert shell("try", "--json").json["leaks"] == 1


def test_a_purpose_that_is_none_is_wrong_use(shell: Shell) -> None:
    assert shell("try", "--purpose", "gossip").code == 2
