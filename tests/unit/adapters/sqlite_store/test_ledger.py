"""Beside `tests/contracts/store.py`: a refused change has written nothing, and rows of nobody's making are no rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import ledger, schema
from tests.support.ledger import GRANTED, WITHDRAWN, ask, consent_row, key_row, tenant_row


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    schema.create(tmp_path / "store.db")
    with closing(schema.connect(tmp_path / "store.db", read_only=False)) as connection:
        ledger.put_tenant(connection, tenant_row())
        ledger.put_key(connection, key_row())
        ledger.put_consent(connection, consent_row(WITHDRAWN, 10))
        yield connection


@pytest.mark.parametrize(
    "change",
    [
        lambda connection: ledger.put_tenant(connection, tenant_row()),
        lambda connection: ledger.put_key(connection, key_row("k1", digest="d2")),
        lambda connection: ledger.put_key(connection, key_row("k2", digest="d1")),
        lambda connection: ledger.put_consent(connection, consent_row(GRANTED, 9)),
        lambda connection: ledger.put_consent(connection, consent_row(GRANTED, tenant="nobody")),
        lambda connection: ledger.put_objection(connection, "nobody", "s"),
        lambda connection: ledger.revoke_key(connection, "acme", "k9"),
    ],
)
def test_a_refused_change_has_written_nothing(
    change: Callable[[sqlite3.Connection], None], connection: sqlite3.Connection
) -> None:
    before = list(connection.iterdump())

    with pytest.raises((ValueError, LookupError)):
        change(connection)
    assert list(connection.iterdump()) == before


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE tenants SET status = 'open'",
        "UPDATE tenants SET created = 'then'",
        "UPDATE keys SET purposes = '*'",
        "UPDATE keys SET role = 'root'",
        "UPDATE consents SET state = 'yes'",
        "DELETE FROM everyone",
    ],
)
def test_an_admission_of_tampered_rows_is_no_admission(tampering: str, connection: sqlite3.Connection) -> None:
    connection.execute(tampering)

    with pytest.raises(ValueError, match=r"\w"):
        ledger.admit(connection, ask())


def test_the_history_of_consent_is_kept(connection: sqlite3.Connection) -> None:
    ledger.put_consent(connection, consent_row(GRANTED, 11))
    rows = connection.execute("SELECT state, policy_version FROM consent_events ORDER BY id").fetchall()

    assert rows == [("withdrawn", "2026-03-11"), ("granted", "2026-03-11")]
