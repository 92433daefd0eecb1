"""The sample calls: each purpose once, and everything planted is really sent."""

import json

import pytest

from gateway.cli.rehearsal import TENANT
from gateway.cli.tryout.calls import CALLS, SampleCall, Sealed
from gateway.core.keys import SEAL_PREFIX, compose
from gateway.core.seal import SIGNATURE
from gateway.core.strict_json import dump
from gateway.sdk import Sealer

SEALER = Sealer({TENANT: compose(SEAL_PREFIX, TENANT, "s1", bytes(32))})


def test_each_purpose_has_its_call() -> None:
    assert sorted(call.purpose for call in CALLS) == ["content", "deal_coach", "lead_scoring", "twin"]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.purpose)
def test_everything_planted_is_in_what_the_crm_sends(call: SampleCall) -> None:
    assert call.planted
    assert all(value in call.shown() for value in call.planted)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.purpose)
def test_records_go_sealed_and_plain_parts_as_they_are(call: SampleCall) -> None:
    content = json.loads(dump(call.body(SEALER)))["messages"][0]["content"]

    assert content.count(f"{SIGNATURE}1.") == sum(isinstance(part, Sealed) for part in call.parts)
    assert all(part in content for part in call.parts if isinstance(part, str))
