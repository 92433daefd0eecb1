"""The durable store: two trips a call, and the control plane's writes. Its methods accept content-free rows only.

Every adapter passes `tests/contracts/store.py`. Failures of the engine become `store_unavailable` (`audit_unavailable` from
`commit` and `append`) within 300 ms; "cannot tell" is never "no record".
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gateway.core.ledger import (
    NOTHING,
    Admission,
    AdmitAsk,
    ChainedRecord,
    CommitAsk,
    ConsentRow,
    KeyRow,
    Record,
    Settlement,
    TenantRow,
    TenantStatus,
)


class Risk(StrEnum):
    """What an operator declares a store's settings may cost; without the declaration they are a problem."""

    EVERYSEC = "everysec"
    """Up to a second of what was acknowledged, with the power."""
    NO_PERSISTENCE = "no_persistence"
    """All that was acknowledged, when the engine stops."""
    EVICTION = "eviction"
    """Any opt-out or record, when memory is short."""


UNREADABLE = -1
"""Stands for an epoch that could not be read while others could: one shard of several is away."""


class EpochMovedError(Exception):
    """Something was withdrawn between admission and commit: admit again."""


class OverBudgetError(Exception):
    """The tenant's budget does not cover the call. Its text is the meter that is over."""


class UnusableStoreError(Exception):
    """The store cannot be opened as it is (missing, of another schema, damaged). The message names the remedy."""


class Store(Protocol):
    """Consent ledger, keys, tenants, switches, objections and audit."""

    async def admit(self, ask: AdmitAsk) -> Admission:
        """First trip: everything that decides whether the call may go on, read at one moment from the primary."""
        ...

    async def commit(self, ask: CommitAsk) -> None:
        """Second trip: compare the epoch, look for objections of the subjects, count the charges, append the intent durably.

        All of it at once, or nothing. Raises `EpochMovedError`, `subject_objected`, `OverBudgetError`, `audit_unavailable`. When
        it returns, the intent survives power loss.
        """
        ...

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        """Hand an outcome, and what it settles, over to the next group commit of outcomes; durable within one second.

        Raises `audit_unavailable`.

        Hands over and never suspends: no cancellation can come between, and nobody waits for the disk.
        """
        ...

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        """Current epochs, in the order asked; `UNREADABLE` for those whose shard does not answer. Raises when none does."""
        ...

    async def put_tenant(self, row: TenantRow) -> None:
        """Create a tenant; raises `ValueError` when there is one of that id."""
        ...

    async def tenants(self) -> list[TenantRow]:
        """All tenants, by id."""
        ...

    async def set_tenant_status(self, tenant: str, status: TenantStatus) -> None:
        """Change a tenant's status; a change raises the epoch. `LookupError` for an unknown tenant."""
        ...

    async def put_key(self, row: KeyRow) -> None:
        """Create a key of an existing tenant; `LookupError` otherwise, `ValueError` for a known key id or digest."""
        ...

    async def keys(self, tenant: str) -> list[KeyRow]:
        """A tenant's keys, oldest first."""
        ...

    async def revoke_key(self, tenant: str, key_id: str) -> None:
        """Revoke a key; raises the epoch. `LookupError` for an unknown one."""
        ...

    async def expire_key(self, tenant: str, key_id: str, expires: datetime) -> None:
        """Let a key end at `expires` at the latest; an earlier end stays. `LookupError` for an unknown one."""
        ...

    async def put_consent(self, row: ConsentRow) -> None:
        """Record a consent event; a withdrawal raises the epoch. The history is kept. `LookupError` for an unknown tenant.

        An event already in the history changes nothing (a replayed grant never undoes a withdrawal, T32); a grant stamped
        before the withdrawal on file is a `ValueError`.
        """
        ...

    async def consents(self, tenant: str) -> list[ConsentRow]:
        """The current row per purpose and user."""
        ...

    async def put_objection(self, tenant: str, subject: str) -> None:
        """Record a data subject's objection (a keyed hash); raises the epoch. Idempotent.

        `LookupError` for an unknown tenant.
        """
        ...

    async def remove_objection(self, tenant: str, subject: str) -> None:
        """Take an objection back. Idempotent."""
        ...

    async def set_switch(self, switch: str, *, off: bool) -> None:
        """Set a kill switch (`provider:x`, `purpose:x`, `tenant:x`); switching off raises every tenant's epoch."""
        ...

    async def switches(self) -> frozenset[str]:
        """Switches that are off."""
        ...

    async def records(self, *, tenant: str | None = None, trace: str | None = None, limit: int = 100) -> list[Record]:
        """Audit records, newest first; expired and damaged ones are left out."""
        ...

    def chain(self) -> AsyncIterator[ChainedRecord]:
        """Every audit record with its chain fields: each writer's in its order of sequence; writers may interleave."""
        ...

    async def orphans(self) -> list[Record]:
        """Intents without an outcome whose process is gone: crashes, to be closed at start as unknown (F24)."""
        ...

    async def lost_processes(self) -> int:
        """How many that used the store may be gone without closing it since this was asked: `orphans` is worth asking then.

        Whoever was told of some and closes the store before it asks again counts as one of them: so another is told.
        """
        ...

    async def announce(self) -> None:
        """Make this process known as a user of the store, until `close`; before `problems`, so that nobody moves it meanwhile.

        `UnusableStoreError`, or `store_unavailable`, where that cannot be.
        """
        ...

    async def problems(self) -> list[str]:
        """What endangers a promise, with the remedy, and without a secret.

        The engine's settings, that the store is being moved, or was, or why it cannot be asked at all.
        """
        ...

    async def is_ready(self) -> bool:
        """Whether calls would get through now, at least those of one shard's tenants."""
        ...

    async def close(self) -> None:
        """Write what is pending and let go of the engine."""
        ...
