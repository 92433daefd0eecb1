"""An alert is one line of the log, however many calls trip at once, and holds counts alone."""

import logging

import pytest

from gateway.adapters.logged_alerts import QUIET_SECONDS, LoggedAlerts
from gateway.core.ledger import Event, Facts, Record
from tests.support.clock import START, SettableClock

FACTS: Facts = {
    "purpose": "content",
    "status": "answered",
    "tripwire": {"PHONE_NUMBER": 1, "EMAIL_ADDRESS": 2},
    "tripwire_owners": ["0123456789abcdef"],
}


def record(tenant: str = "acme", event: Event = Event.OUTCOME, **facts: str) -> Record:
    return Record("t" * 32, event, START, tenant, {**FACTS, **facts})


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def alerts(clock: SettableClock, caplog: pytest.LogCaptureFixture) -> LoggedAlerts:
    caplog.set_level(logging.WARNING, "isogate")
    return LoggedAlerts(clock)


def test_a_tripped_call_is_told_with_counts_and_without_the_owner(
    alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture
) -> None:
    alerts.write(record())

    (line,) = caplog.messages
    assert "tenant acme, purpose content" in line
    assert "t" * 32 in line
    assert "EMAIL_ADDRESS=2, PHONE_NUMBER=1" in line
    assert "0123456789abcdef" not in line


def test_an_answer_that_does_not_confirm_its_rule_is_told_by_provider_and_field(
    alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture
) -> None:
    facts: Facts = {"purpose": "content", "provider": "ollama", "status": "refused", "code": "provider_error"}
    for field in ("remote_host", "remote_host", "store"):
        alerts.write(Record("t" * 32, Event.OUTCOME, START, "acme", {**facts, "unconfirmed": field}))

    assert [line.partition(": ")[0] for line in caplog.messages] == ["answer", "answer"]
    assert "tenant acme, purpose content" in caplog.messages[0]
    assert "provider_error: provider ollama does not confirm remote_host" in caplog.messages[0]
    assert "does not confirm store" in caplog.messages[1]


def test_a_refused_call_says_its_code(alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture) -> None:
    alerts.write(record(status="refused", code="context_foreign"))

    assert "context_foreign" in caplog.messages[0]


def test_a_refused_call_does_not_wait_behind_answered_ones(
    alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture
) -> None:
    alerts.write(record())
    alerts.write(record(status="refused", code="context_foreign"))
    alerts.write(record(status="refused", code="context_foreign"))

    assert ["context_foreign" in line for line in caplog.messages] == [False, True]


def test_calls_that_tripped_over_nothing_and_intents_tell_nobody(
    alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture
) -> None:
    alerts.write(Record("t", Event.OUTCOME, START, "acme", {"status": "answered"}))
    alerts.write(record(event=Event.INTENT))

    assert caplog.messages == []


async def test_a_burst_is_one_line_for_each_tenant_and_the_next_one_counts_it(
    alerts: LoggedAlerts, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        alerts.write(record())
        alerts.write(record("globex"))
    assert len(caplog.messages) == 2

    await clock.advance(QUIET_SECONDS + 1, step=QUIET_SECONDS)
    alerts.write(record())

    assert len(caplog.messages) == 3
    assert "4 more calls before this one" in caplog.messages[-1]


async def test_what_is_untold_is_told_at_the_end(alerts: LoggedAlerts, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        alerts.write(record())
    await alerts.close()

    assert caplog.messages[1:] == ["tripwire: tenant acme: 2 more calls"]
