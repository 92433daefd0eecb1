"""Budgets in one transaction: what it opens itself counts, and a place is freed once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import ledger, meters, schema
from gateway.adapters.sqlite_store.audit_log import Entry
from gateway.core.budget import IN_FLIGHT
from gateway.core.ledger import Charge, Settlement
from tests.support.ledger import commit_ask, outcome, tenant_row

CHARGE = Charge("tokens/day", 86_400, 5, 12)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    schema.create(tmp_path / "store.db")
    with closing(schema.connect(tmp_path / "store.db", read_only=False)) as connection:
        ledger.put_tenant(connection, tenant_row())
        yield connection


def test_what_the_transaction_opens_is_in_flight_too(connection: sqlite3.Connection) -> None:
    asked = commit_ask(0, concurrent=2)

    assert meters.charge(connection, asked, {"acme": 1, "beta": 9}) is None
    assert str(meters.charge(connection, asked, {"acme": 2})) == IN_FLIGHT


def test_charges_of_one_transaction_add_up(connection: sqlite3.Connection) -> None:
    found = [meters.charge(connection, commit_ask(0, charges=(CHARGE,)), {}) for _ in range(3)]

    assert [str(each) for each in found] == ["None", "None", "tokens/day"]
    assert meters.usage(connection, "acme") == {"tokens/day": (86_400, 10)}


def test_an_outcome_whose_intent_is_not_open_settles_nothing(connection: sqlite3.Connection) -> None:
    meters.charge(connection, commit_ask(0, charges=(CHARGE,)), {})
    settlement = Settlement(is_metered=True, charges=(Charge("tokens/day", 86_400, -5, 12),))
    meters.settle(connection, [Entry.of(outcome(), b"n" * 16, settlement)])

    assert meters.usage(connection, "acme") == {"tokens/day": (86_400, 5)}
