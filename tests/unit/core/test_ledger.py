"""The store's rows: what opens anything is never printed."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.core.ledger import AdmitAsk, KeyRole, KeyRow, TenantRow, TenantStatus

AT = datetime(2026, 3, 11, tzinfo=UTC)


def test_a_printed_row_shows_no_key_material() -> None:
    rows = [
        TenantRow("acme", TenantStatus.ACTIVE, b"WRAPPED", AT),
        KeyRow("k1", "acme", "WRAPPED", KeyRole.APP, frozenset(), AT),
        AdmitAsk("acme", "WRAPPED", "twin", "u", ()),
    ]

    assert [row for row in rows if "WRAPPED" in repr(row)] == []
