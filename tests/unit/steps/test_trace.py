"""Step 9: the outcome is recorded whatever happened, and holds codes, counts and times only."""

import asyncio
import logging
from types import MappingProxyType

import pytest

from gateway.core.budget import Budget, Limit, Per
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import NOTHING, Charge, Event, Record, Settlement, Tripped
from gateway.core.stages import Consented, Guarded, Outgoing, Redacted, SafePicture
from gateway.steps.trace import noted, trace
from tests.support.clock import START, SettableClock
from tests.support.stages import asked, authenticated, key_row, permitted, tenant_rules


class Appending:
    """The one store method that the step uses."""

    def __init__(self, refusal: Refusal | None = None) -> None:
        self.records: list[Record] = []
        self.settlements: list[Settlement] = []
        self.refusal = refusal

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        self.settlements.append(settlement)
        if self.refusal is not None:
            raise self.refusal
        self.records.append(record)


class Sink:
    def __init__(self) -> None:
        self.records: list[Record] = []

    def write(self, record: Record) -> None:
        self.records.append(record)

    async def close(self) -> None:
        return


async def fail(error: BaseException, store: Appending, sink: Sink | None = None) -> None:
    sinks = (sink,) if sink else ()
    async with trace(asked(), SettableClock(), store, sinks):  # type: ignore[arg-type]  # one method of the port is enough here
        raise error


async def test_an_answered_call_leaves_its_stages_times_and_configured_names() -> None:
    store, clock = Appending(), SettableClock()

    async with trace(asked(), clock, store, ()) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.authenticated(authenticated())
        await clock.advance(0.25)
        tracing.consented(Consented(authenticated()))
        tracing.permitted(permitted())
        tracing.guarded(Guarded(permitted(), Outgoing("POST", "http://x.test", (), b"12345")))

    (record,) = store.records
    assert (record.event, record.tenant, record.trace) == (Event.OUTCOME, "acme", asked().trace)
    assert record.facts["status"] == "answered"
    assert record.facts["step"] == "guard"
    assert record.facts["bytes_out"] == 5
    assert record.facts["model"] == "mock-1"
    assert record.facts["milliseconds"]["consent"] == 250.0  # type: ignore[index,call-overload]  # a mapping by name


async def test_a_refusal_is_recorded_by_its_code_and_goes_on() -> None:
    store, sink = Appending(), Sink()

    with pytest.raises(Refusal) as caught:
        await fail(Refusal(Code.CONSENT_REQUIRED), store, sink)

    assert caught.value.code is Code.CONSENT_REQUIRED
    assert (store.records[0].facts["status"], store.records[0].facts["code"]) == ("refused", "consent_required")
    assert sink.records == store.records


@pytest.mark.parametrize("error", [asyncio.CancelledError(), ConnectionError()])
async def test_a_caller_who_left_is_recorded_as_aborted(error: BaseException) -> None:
    store = Appending()

    with pytest.raises(type(error)):
        await fail(error, store)

    assert store.records[0].facts["status"] == "aborted"


async def test_an_unforeseen_failure_becomes_internal_and_its_text_goes_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Appending()

    with caplog.at_level(logging.DEBUG), pytest.raises(Refusal) as caught:
        await fail(ValueError("jane@acme.test"), store)

    assert caught.value.code is Code.INTERNAL
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "ValueError at" in caplog.text
    assert "jane@acme.test" not in caplog.text + repr(store.records)


async def test_an_outcome_that_cannot_be_recorded_is_said_in_the_log_and_changes_no_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Appending(Refusal(Code.AUDIT_UNAVAILABLE))

    async with trace(asked(), SettableClock(), store, ()):  # type: ignore[arg-type]  # one method of the port is enough here
        pass

    assert "the outcome could not be recorded" in caplog.text


async def test_without_a_proven_key_the_record_names_no_tenant() -> None:
    store = Appending()

    with pytest.raises(Refusal):
        await fail(Refusal(Code.INVALID_KEY), store)

    assert store.records[0].tenant == ""
    assert "user" not in store.records[0].facts


async def test_options_that_weaken_a_promise_are_in_every_record() -> None:
    store = Appending()

    async with trace(asked(), SettableClock(), store, (), ("detection.names.unsafe_none",)) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        assert tracing.intent().facts["unsafe"] == ["detection.names.unsafe_none"]

    assert store.records[0].facts["unsafe"] == ["detection.names.unsafe_none"]


async def test_what_nobody_looked_through_is_said() -> None:
    store = Appending()
    told = Redacted(permitted(), (), 0, [], frozenset(), {}, 0, [SafePicture("AAAA"), SafePicture("BBBB")])

    async with trace(asked(), SettableClock(), store, ()) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.redacted(told)

    assert store.records[0].facts["images_unscanned"] == 2
    assert "AAAA" not in repr(store.records)


CHARGES = (Charge("requests/minute", 0, 1, 10), Charge("tokens/day", 0, 500, 1000))


class Used:
    """An answer that its provider has counted."""

    finish_reasons = ("stop",)
    usage = MappingProxyType({"gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20})


async def settled(budget: Budget | None, answer: Used | None) -> Settlement:
    store = Appending()
    limited = permitted(authenticated=authenticated(tenant=tenant_rules(budget=budget)))
    async with trace(asked(), SettableClock(), store, ()) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.authenticated(limited.authenticated)
        tracing.guarded(Guarded(limited, Outgoing("POST", "http://x.test", (), b"12345"), CHARGES if budget else ()))
        if answer is not None:
            tracing.answered(answer, 0)  # type: ignore[arg-type]  # what was used of it
    return store.settlements[0]


async def test_an_outcome_notes_its_keys_day() -> None:
    assert await settled(None, Used()) == Settlement((key_row().digest, START.date()))


async def test_a_counted_call_is_set_right_by_what_the_provider_reported() -> None:
    settlement = await settled(Budget(tokens=Limit(1000, Per.DAY)), Used())

    assert settlement.is_metered
    assert [(each.meter, each.amount) for each in settlement.charges] == [("tokens/day", -380)]
    assert not settlement.is_awaited


async def test_a_call_of_which_nobody_reported_keeps_its_reservation_and_frees_its_place() -> None:
    settlement = await settled(Budget(concurrent=2), None)

    assert (settlement.is_metered, settlement.is_awaited, settlement.charges) == (True, True, ())


async def test_an_outcome_takes_back_what_may_have_been_counted_for_a_call_that_was_not_made() -> None:
    store, caller = Appending(), authenticated(tenant=tenant_rules(budget=Budget(concurrent=2)))
    async with trace(asked(), SettableClock(), store, ()) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.authenticated(caller)
        tracing.doubted(CHARGES)

    (settlement,) = store.settlements
    assert (settlement.is_metered, settlement.is_awaited) == (True, True)
    assert [(each.meter, each.amount) for each in settlement.charges] == [("requests/minute", -1), ("tokens/day", -500)]


async def test_what_tripped_is_in_both_records() -> None:
    store = Appending()
    async with trace(asked(), SettableClock(), store, ()) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.tripped(Tripped({"EMAIL_ADDRESS": 2}, ("0123456789abcdef",)))
        intent = tracing.intent()

    for record in (intent, *store.records):
        assert record.facts["tripwire"] == {"EMAIL_ADDRESS": 2}
        assert record.facts["tripwire_owners"] == ["0123456789abcdef"]


async def explain(error: BaseException | None, store: Appending, sink: Sink, *, trips: bool) -> None:
    async with noted(asked(), SettableClock(), store, (sink,)) as tracing:  # type: ignore[arg-type]  # one method of the port is enough here
        tracing.authenticated(authenticated())
        if trips:
            tracing.tripped(Tripped({"MARK": 1}, ("0123456789abcdef",)))
        if error is not None:
            raise error


@pytest.mark.parametrize("error", [None, Refusal(Code.CONTEXT_FOREIGN), asyncio.CancelledError(), TypeError()])
@pytest.mark.parametrize("trips", [True, False])
async def test_an_explanation_leaves_a_record_when_it_tripped_and_never_else(
    error: BaseException | None, *, trips: bool
) -> None:
    store, sink, ended = Appending(), Sink(), None
    try:
        await explain(error, store, sink, trips=trips)
    except BaseException as caught:  # noqa: BLE001 - whatever it is goes on as it was
        ended = caught

    assert ended is error
    assert len(store.records) == trips
    assert sink.records == store.records
    for record in store.records:
        assert (record.facts["status"], record.facts["tripwire"]) == ("explained", {"MARK": 1})
        assert (record.facts.get("code") == "context_foreign") == isinstance(error, Refusal)
