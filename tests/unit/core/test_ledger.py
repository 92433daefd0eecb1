"""The store's rows: what opens anything is never printed, and no row changes in place."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from gateway.core.ledger import AdmitAsk, KeyRole, KeyRow, TenantRow, TenantStatus

AT = datetime(2026, 3, 11, tzinfo=UTC)


def test_a_printed_row_shows_no_key_material() -> None:
    rows = [
        TenantRow("acme", TenantStatus.ACTIVE, b"WRAPPED", AT),
        KeyRow("k1", "acme", "WRAPPED", KeyRole.APP, frozenset(), AT),
        AdmitAsk("acme", "WRAPPED", "twin", "u", ()),
    ]

    assert [row for row in rows if "WRAPPED" in repr(row)] == []


def test_a_row_cannot_be_changed_in_place() -> None:
    row = TenantRow("acme", TenantStatus.SUSPENDED, b"", AT)

    with pytest.raises(FrozenInstanceError):
        row.status = TenantStatus.ACTIVE  # type: ignore[misc]
