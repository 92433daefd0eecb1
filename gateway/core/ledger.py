"""Rows of the store: content-free by type. Ids, states, keyed hashes, counts and times; nothing that anybody wrote.

Subjects and users stand here as keyed hashes (`gateway/core/derive.py`), so that the store alone identifies nobody.
Times are UTC and aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from gateway.core.values import fixed

EVERY_USER = "*"
"""A consent row for all users of a tenant; `system` is never covered by it."""
SYSTEM_USER = "system"
"""The acting user of unattended jobs; must be granted by name."""


class TenantStatus(StrEnum):
    """Whether a tenant's calls are served."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class KeyRole(StrEnum):
    """What a key may do (product.md section 5)."""

    APP = "app"
    TENANT_ADMIN = "tenant-admin"
    REVIEWER = "reviewer"
    OPERATOR = "operator"


class ConsentState(StrEnum):
    """The last word of a consent row."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"


@fixed()
class TenantRow:
    """A tenant. `root_key` is wrapped (AES-256-GCM) under the master key, which the store never sees."""

    tenant: str
    status: TenantStatus
    root_key: bytes = field(repr=False)
    created: datetime


@fixed()
class KeyRow:
    """A gateway key. `digest` is HMAC-SHA256 of the key under the deployment's pepper, in hex; the key itself is nowhere."""

    key_id: str
    tenant: str
    digest: str = field(repr=False)
    role: KeyRole
    purposes: frozenset[str]
    created: datetime
    expires: datetime | None = None
    revoked: bool = False
    last_used: date | None = None
    """The last day (UTC) on which it proved a call's tenant; None when never, and in an `Admission`, which does not ask."""


@fixed()
class ConsentRow:
    """The current state for tenant × purpose × user (a keyed hash, `EVERY_USER` or `SYSTEM_USER`)."""

    tenant: str
    purpose: str
    user: str
    state: ConsentState
    policy_version: str
    at: datetime


Usage: TypeAlias = Mapping[str, tuple[int, int]]
"""Meter → the beginning of its latest window, in seconds of the epoch, and what was used of it (`gateway/core/budget.py`)."""


@fixed()
class Charge:
    """What one call counts on one meter."""

    meter: str
    window: int
    """The beginning of the window, in seconds of the epoch. The store's own never goes back (F25)."""
    amount: int
    at_most: int


@fixed()
class AdmitAsk:
    """What step 1 asks the store in the first trip; every id but the tenant's is a keyed hash."""

    tenant: str
    key_digest: str = field(repr=False)
    purpose: str
    user: str
    subjects: tuple[str, ...]
    """Declared data subjects; empty when none are declared."""
    is_metered: bool = False
    """The tenant has a budget: its usage is asked too."""


@fixed()
class Admission:
    """What the store answered, all read at one moment. `key` and `tenant` are None when there is no such row."""

    key: KeyRow | None
    tenant: TenantRow | None
    user_consent: ConsentState | None
    everyone_consent: ConsentState | None
    objected: bool
    """One of the declared subjects has an objection on file."""
    has_objections: bool
    """The tenant has at least one objection on file."""
    switched_off: frozenset[str]
    """Kill switches that are off: `provider:<name>`, `purpose:<name>`, `tenant:<id>`."""
    epoch: int
    """Rises with every withdrawal, objection, revocation and switch that touches the tenant; never falls."""
    usage: Usage = field(default_factory=dict)


@fixed()
class CommitAsk:
    """The second trip: is everything still as admitted, do the subjects found in blocks agree; then record the intent."""

    tenant: str
    epoch: int
    subjects: tuple[str, ...]
    intent: Record
    charges: tuple[Charge, ...] = ()
    concurrent: int | None = None
    """How many calls of the tenant may be in flight, this one among them; None: any number."""


Facts: TypeAlias = dict[str, str | int | float | bool | dict[str, int] | dict[str, float] | list[str]]
"""Codes, configured names, counts, milliseconds and keyed ids, by name."""


@fixed()
class Tripped:
    """What of a call is one other tenant's alone (`gateway/steps/tripwire.py`). For the operator: no answer may show it."""

    counts: dict[str, int]
    """How many of each kind: labels, `MARK`, `KEPT`."""
    owners: tuple[str, ...]
    """Whose: keyed ids, in hex."""


class Event(StrEnum):
    """Kinds of audit records."""

    INTENT = "intent"
    """Written durably before the dial: no intent, no call."""
    OUTCOME = "outcome"
    RESTORED = "restored"
    """No call's: the store was filled from a backup."""


@fixed()
class Record:
    """One audit record. `facts` holds codes, counts, milliseconds and configured names only."""

    trace: str
    event: Event
    at: datetime
    tenant: str
    """Empty when no key proved one."""
    facts: Facts


@fixed()
class Settlement:
    """What an outcome settles besides the record, in the same write."""

    used: tuple[str, date] | None = field(default=None, repr=False)
    """Digest of the key that proved the call's tenant, and the day (UTC) on which it did."""
    is_metered: bool = False
    """The call was counted: its place is free again."""
    charges: tuple[Charge, ...] = ()
    """What is added to its charges, each in its own window; may be negative."""
    is_awaited: bool = False
    """The tenant's calls in flight are limited: written at once, for another call may wait for the place."""


NOTHING = Settlement()


class Missing(StrEnum):
    """Why a chained record can no longer be read."""

    EXPIRED = "expired"
    """Its payload was deleted in order (C6.1); `row_hash` stands for it and the chain still verifies."""
    DAMAGED = "damaged"
    """Its payload is there but is no record: somebody or something changed it."""


@fixed()
class ChainedRecord:
    """A record in its writer's hash chain (`gateway/core/audit.py`)."""

    writer: str
    sequence: int
    """1 for a writer's first record."""
    nonce: bytes
    """Empty once the record expired, so that its content cannot be guessed from `row_hash`."""
    previous: bytes
    digest: bytes
    row_hash: bytes
    """SHA-256 of nonce and row."""
    record: Record | Missing
