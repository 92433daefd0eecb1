"""Spans hold listed attributes only, and a collector that is away stops nothing."""

import asyncio

import pytest

from gateway.adapters import otel_traces
from gateway.adapters.otel_traces import OtelTraces, attributes
from gateway.core.ledger import Event, Facts, Record
from tests.support.clock import START
from tests.support.upstream import RecordingUpstream, Reply

FACTS: Facts = {
    "purpose": "twin",
    "model": "mock-1",
    "provider": "mock",
    "user": "0123456789abcdef0123456789abcdef",
    "redactions": {"PERSON": 2},
    "tripwire": {"EMAIL_ADDRESS": 1},
    "tripwire_owners": ["0123456789abcdef"],
    "usage": {"gen_ai.usage.input_tokens": 30},
    "milliseconds": {"redact": 0.4},
    "surprise": "unlisted",
}


def record(event: Event = Event.OUTCOME) -> Record:
    return Record("t" * 32, event, START, "acme", dict(FACTS))


def test_a_fact_that_is_not_listed_does_not_leave() -> None:
    found = attributes(record())

    assert found["gen_ai.request.model"] == "mock-1"
    assert found["isogate.redactions.PERSON"] == 2
    assert found["gen_ai.usage.input_tokens"] == 30
    assert found["isogate.tripwire.EMAIL_ADDRESS"] == 1
    assert "unlisted" not in found.values()
    assert not [value for value in found.values() if value == FACTS["tripwire_owners"]]
    assert FACTS["user"] not in found.values()


async def test_an_outcome_reaches_the_collector_and_an_intent_does_not() -> None:
    async with RecordingUpstream() as collector:
        collector.answer_with(Reply(content_type="application/x-protobuf"))
        traces = OtelTraces(collector.origin, version="0")
        traces.write(record(Event.INTENT))
        traces.write(record())
        await traces.close()

        (request,) = collector.requests

    assert request.path == "/v1/traces"
    assert b"gen_ai.request.model" in request.body
    assert b"unlisted" not in request.body
    assert request.body.count(b"isogate.call") == 1


async def test_the_end_does_not_wait_for_a_collector_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(otel_traces, "FLUSH_SECONDS", 0.2)
    async with RecordingUpstream() as collector:
        collector.answer_with(Reply(wait_seconds=60))
        traces = OtelTraces(collector.origin, version="0")
        traces.write(record())
        ending = asyncio.ensure_future(traces.close())
        ended, _ = await asyncio.wait({ending}, timeout=8)  # the SDK's own patience is ten
        assert ended == {ending}
        await ending
