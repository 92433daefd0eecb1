"""Tenants' budgets in SQLite: counted in the transaction that writes the intent, set right in the one that writes the outcome."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from gateway.adapters.sqlite_store.audit_log import Entry
from gateway.core.budget import IN_FLIGHT
from gateway.core.ledger import Charge, CommitAsk, Usage
from gateway.ports.store import OverBudgetError

_PUT = "INSERT OR REPLACE INTO meters VALUES (?, ?, ?, ?)"


def usage(connection: sqlite3.Connection, tenant: str) -> Usage:
    """Each meter's latest window and what was used of it."""
    rows = connection.execute("SELECT meter, window, used FROM meters WHERE tenant = ?", (tenant,)).fetchall()
    return {meter: (window, used) for meter, window, used in rows}


def charge(connection: sqlite3.Connection, ask: CommitAsk, opening: Mapping[str, int]) -> OverBudgetError | None:
    """Count the call, or say what is over and count nothing. `opening`: intents of this transaction, by tenant."""
    if ask.concurrent is not None:
        query = "SELECT count(*) FROM open_intents WHERE tenant = ?"
        ((in_flight,),) = connection.execute(query, (ask.tenant,)).fetchall()
        if in_flight + opening.get(ask.tenant, 0) >= ask.concurrent:
            return OverBudgetError(IN_FLIGHT)
    so_far = usage(connection, ask.tenant) if ask.charges else {}
    counted: list[tuple[str, str, int, int]] = []
    for each in ask.charges:
        window, used = so_far.get(each.meter, (each.window, 0))
        if window < each.window:
            window, used = each.window, 0
        if used + each.amount > each.at_most:
            return OverBudgetError(each.meter)
        counted.append((ask.tenant, each.meter, window, used + each.amount))
    connection.executemany(_PUT, counted)
    return None


def settle(connection: sqlite3.Connection, outcomes: Sequence[Entry]) -> None:
    """Free the ended calls' places and set their charges right: once each, however often an outcome comes."""
    for outcome in outcomes:
        settlement = outcome.settlement
        if not settlement.is_metered:
            continue
        gone = connection.execute("DELETE FROM open_intents WHERE trace = ? RETURNING 1", (outcome.trace,)).fetchall()
        for each in settlement.charges if gone else ():
            _correct(connection, outcome.tenant, each)


def _correct(connection: sqlite3.Connection, tenant: str, charge: Charge) -> None:
    """In its own window only: what a past one counted is over."""
    connection.execute(
        "UPDATE meters SET used = max(0, used + ?4) WHERE tenant = ?1 AND meter = ?2 AND window = ?3",
        (tenant, charge.meter, charge.window, charge.amount),
    )
