"""Rows for a store, with safe defaults."""

from __future__ import annotations

from datetime import datetime, timedelta

from gateway.core.ledger import (
    AdmitAsk,
    Charge,
    CommitAsk,
    ConsentRow,
    ConsentState,
    Event,
    KeyRole,
    KeyRow,
    Record,
    TenantRow,
    TenantStatus,
)
from tests.support.clock import START

GRANTED, WITHDRAWN = ConsentState.GRANTED, ConsentState.WITHDRAWN


def later(seconds: float) -> datetime:
    """A moment after the settable clock's start."""
    return START + timedelta(seconds=seconds)


def tenant_row(tenant: str = "acme", status: TenantStatus = TenantStatus.ACTIVE) -> TenantRow:
    """An active tenant."""
    return TenantRow(tenant, status, b"\x00wrapped\xff", START)


def key_row(key_id: str = "k1", tenant: str = "acme", digest: str = "d1", **terms: datetime | None) -> KeyRow:
    """An app key for two purposes."""
    return KeyRow(key_id, tenant, digest, KeyRole.APP, frozenset({"twin", "content"}), START, terms.get("expires"))


def consent_row(state: ConsentState, at: float = 0, user: str = "u1", tenant: str = "acme") -> ConsentRow:
    """What one user said about `twin`, so many seconds after the start."""
    return ConsentRow(tenant, "twin", user, state, "2026-03-11", later(at))


def ask(tenant: str = "acme", *subjects: str, digest: str = "d1", user: str = "u1") -> AdmitAsk:
    """A call of `twin`."""
    return AdmitAsk(tenant, digest, "twin", user, subjects)


def intent(trace: str = "t1", tenant: str = "acme") -> Record:
    """A call about to be dialled."""
    return Record(trace, Event.INTENT, START, tenant, {"purpose": "twin", "redactions": {"PERSON": 2}})


def outcome(trace: str = "t1", tenant: str = "acme") -> Record:
    """A call that ended."""
    return Record(trace, Event.OUTCOME, later(1), tenant, {"status": "answered", "milliseconds": {"call": 0.5}})


def commit_ask(
    epoch: int,
    trace: str = "t1",
    tenant: str = "acme",
    subjects: tuple[str, ...] = (),
    charges: tuple[Charge, ...] = (),
    concurrent: int | None = None,
) -> CommitAsk:
    """The second trip of that call."""
    return CommitAsk(tenant, epoch, subjects, intent(trace, tenant), charges, concurrent)
