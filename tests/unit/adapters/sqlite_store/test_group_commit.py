"""Many jobs share a transaction, none suffers from another's refusal, and the thread outlives any failure."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import audit_log, group_commit, ledger, schema
from gateway.adapters.sqlite_store.audit_log import AuditLog, Entry
from gateway.adapters.sqlite_store.database_file import DatabaseFile
from gateway.adapters.sqlite_store.group_commit import MANY_OUTCOMES, GroupCommit
from gateway.core.audit import verify
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import CommitAsk
from gateway.ports.store import EpochMovedError
from tests.support.ledger import commit_ask, outcome, tenant_row


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[GroupCommit]:
    path = tmp_path / "store.db"
    schema.create(path)
    group = GroupCommit(DatabaseFile(path, read_only=False), AuditLog(path, "p"))
    yield group
    await group.close()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outcomes go with a job or at the end, never by the clock; and no job is given up."""
    monkeypatch.setattr(group_commit, "LINGER_SECONDS", 3600)
    monkeypatch.setattr(group_commit, "LIMIT_SECONDS", 3600)


class Held:
    """A job that goes on when it is told to."""

    def __init__(self) -> None:
        self.has_begun, self.goes_on = threading.Event(), threading.Event()

    def __call__(self, connection: sqlite3.Connection) -> None:
        del connection
        self.has_begun.set()
        self.goes_on.wait(60)


async def commit(group: GroupCommit, ask: CommitAsk) -> None:
    await group.commit(ask, Entry.of(ask.intent, b"n" * 16))


def append_many(group: GroupCommit, trace: str) -> None:
    for _ in range(MANY_OUTCOMES):
        group.append(Entry.of(outcome(trace), b"n" * 16))


async def written(group: GroupCommit) -> list[str]:
    found = await group.run(lambda connection: connection.execute("SELECT trace FROM audit ORDER BY id").fetchall())
    return [trace for (trace,) in found]


def rise(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE everyone SET epoch = epoch + 1")
    ((epoch,),) = connection.execute("SELECT epoch FROM everyone").fetchall()
    return int(epoch)


def sleep(connection: sqlite3.Connection) -> None:
    time.sleep(0.1)


async def test_jobs_that_wait_together_share_one_transaction(group: GroupCommit) -> None:
    transactions: list[int] = []

    def note(connection: sqlite3.Connection) -> None:
        rise(connection)
        transactions.append(connection.total_changes)

    blocking = asyncio.create_task(group.run(sleep))
    await asyncio.sleep(0.02)
    statements: list[str] = []

    def watch(connection: sqlite3.Connection) -> None:
        connection.set_trace_callback(statements.append)

    await asyncio.gather(blocking, group.run(watch), *[group.run(note) for _ in range(50)])

    assert len(transactions) == 50
    assert statements.count("COMMIT") == 1
    assert "BEGIN IMMEDIATE" not in statements


async def test_a_refused_job_leaves_the_others_as_they_are(group: GroupCommit) -> None:
    def refuse(connection: sqlite3.Connection) -> None:
        raise LookupError("none of that id")

    results = await asyncio.gather(group.run(rise), group.run(refuse), group.run(rise), return_exceptions=True)

    assert (results[0], results[2]) == (1, 2)
    assert isinstance(results[1], LookupError)
    assert await group.run(rise) == 3


async def test_a_failing_engine_fails_the_whole_batch_and_nothing_of_it_stays(group: GroupCommit) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT * FROM nowhere")

    blocking = asyncio.create_task(group.run(sleep))
    await asyncio.sleep(0.02)
    results = await asyncio.gather(blocking, group.run(rise), group.run(fail), return_exceptions=True)

    assert isinstance(results[1], sqlite3.Error)
    assert isinstance(results[2], sqlite3.Error)
    assert await group.run(rise) == 1


async def test_an_unforeseen_failure_does_not_end_the_thread(group: GroupCommit) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await group.run(fail)
    assert await group.run(rise) == 1


async def test_a_caller_waits_no_longer_than_the_limit(group: GroupCommit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "LIMIT_SECONDS", 0.05)
    may_end = threading.Event()

    with pytest.raises(TimeoutError):
        await group.run(lambda connection: may_end.wait(60))
    may_end.set()


async def test_a_job_whose_caller_left_before_it_began_is_never_done(group: GroupCommit) -> None:
    blocking = asyncio.create_task(group.run(sleep))
    await asyncio.sleep(0.02)
    leaving = asyncio.create_task(group.run(rise))
    await asyncio.sleep(0)
    leaving.cancel()
    await blocking

    assert await group.run(rise) == 1


@pytest.mark.usefixtures("unhurried")
async def test_a_transaction_of_unknown_fate_closes_its_chain_and_loses_no_outcome(group: GroupCommit) -> None:
    def fail_at_the_commit(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("INSERT INTO objections VALUES ('nobody', 's')")

    append_many(group, "before")
    await group.run(rise)
    append_many(group, "doubtful")
    with pytest.raises(sqlite3.IntegrityError):
        await group.run(fail_at_the_commit)
    await group.run(rise)

    chains = "SELECT writer, trace, count(*) FROM audit GROUP BY 1, 2"
    found = await group.run(lambda connection: connection.execute(chains).fetchall())
    assert found == [("p-1", "before", MANY_OUTCOMES), ("p-2", "doubtful", MANY_OUTCOMES)]


@pytest.mark.usefixtures("unhurried")
async def test_an_outcome_that_the_disk_refused_goes_with_whatever_is_next(group: GroupCommit) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT * FROM nowhere")

    append_many(group, "refused")
    with pytest.raises(sqlite3.Error):
        await group.run(fail)
    group._outcomes.pop()
    await group.run(rise)

    assert await written(group) == ["refused"] * (MANY_OUTCOMES - 1)


async def test_outcomes_wake_nobody_for_a_fifth_of_a_second(group: GroupCommit) -> None:
    for number in range(10):
        group.append(Entry.of(outcome(f"t{number}"), b"n" * 16))
    assert len(group._outcomes) == 10
    await asyncio.sleep(0.5)

    assert len(group._outcomes) == 0
    ((count,),) = await group.run(lambda connection: connection.execute("SELECT count(*) FROM audit").fetchall())
    assert count == 10


@pytest.mark.usefixtures("unhurried")
async def test_a_job_does_not_wait_for_another_calls_outcome(group: GroupCommit) -> None:
    group.append(Entry.of(outcome(), b"n" * 16))
    await group.run(rise)

    assert len(group._outcomes) == 1


async def test_an_outcome_is_written_in_time_however_many_jobs_go_before_it(group: GroupCommit) -> None:
    group.append(Entry.of(outcome("t"), b"n" * 16))
    until = time.monotonic() + 5
    while group._outcomes and time.monotonic() < until:
        await group.run(rise)

    assert await written(group) == ["t"]


async def test_many_outcomes_ride_with_the_next_job(group: GroupCommit) -> None:
    append_many(group, "t")
    await group.run(rise)

    assert len(group._outcomes) == 0


async def test_commits_of_many_tenants_are_each_judged_by_their_own_ledger(group: GroupCommit) -> None:
    for tenant in ("a", "b", "c"):
        row = tenant_row(tenant)
        await group.run(lambda connection, row=row: ledger.put_tenant(connection, row))  # type: ignore[misc]
    await group.run(lambda connection: ledger.put_objection(connection, "b", "s1"))

    results = await asyncio.gather(
        commit(group, commit_ask(0, "ta", "a", ("s1",))),
        commit(group, commit_ask(1, "tb", "b", ("s0", "s1"))),
        commit(group, commit_ask(1, "tc", "c")),
        commit(group, commit_ask(1, "td", "b", ("s2",))),
        return_exceptions=True,
    )

    assert results[0] is results[3] is None
    assert isinstance(results[1], Refusal)
    assert results[1].code is Code.SUBJECT_OBJECTED
    assert isinstance(results[2], EpochMovedError)
    assert await written(group) == ["ta", "td"]


async def test_a_withdrawal_of_the_same_turn_is_seen_by_the_commit_before_it(group: GroupCommit) -> None:
    await group.run(lambda connection: ledger.put_tenant(connection, tenant_row()))

    results = await asyncio.gather(commit(group, commit_ask(0)), group.run(rise), return_exceptions=True)

    assert isinstance(results[0], EpochMovedError)
    assert await written(group) == []


async def test_the_commits_of_one_turn_share_a_transaction(group: GroupCommit) -> None:
    await group.run(lambda connection: ledger.put_tenant(connection, tenant_row()))
    statements: list[str] = []
    await group.run(lambda connection: connection.set_trace_callback(statements.append))
    statements.clear()

    await asyncio.gather(*[commit(group, commit_ask(0, f"t{number}")) for number in range(16)])

    assert [statement.split()[0] for statement in statements] == ["BEGIN", "SELECT", "INSERT", "INSERT", "COMMIT"]


async def test_what_a_commit_asks_is_answered_without_a_table_made_for_it(group: GroupCommit) -> None:
    def steps(connection: sqlite3.Connection) -> set[str]:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        ledger.agree(connection, [commit_ask(0, tenant="acme"), commit_ask(0, tenant="beta")])
        connection.set_trace_callback(None)
        (query,) = asked
        return {step for _, step, *_ in connection.execute(f"EXPLAIN {query}").fetchall()}

    await group.run(lambda connection: ledger.put_tenant(connection, tenant_row()))

    found = await group.run(steps)

    assert "OpenRead" in found
    assert "OpenEphemeral" not in found


async def test_a_batch_larger_than_a_statement_is_one_chain_with_each_intent_open(group: GroupCommit) -> None:
    await group.run(lambda connection: ledger.put_tenant(connection, tenant_row()))
    traces = [f"t{number}" for number in range(2 * audit_log.STATEMENT_RECORDS + 1)]
    for trace in traces[:MANY_OUTCOMES]:
        group.append(Entry.of(outcome(trace), b"n" * 16))
    await asyncio.gather(*[commit(group, commit_ask(0, trace)) for trace in traces])

    chain = await group.run(lambda connection: audit_log.page(connection, ("", 0)))
    intents = "SELECT count(*) FROM open_intents o JOIN audit a ON a.id = o.id AND a.trace = o.trace"
    ((joined,),) = await group.run(lambda connection: connection.execute(intents).fetchall())
    assert len(chain) == len(traces) + MANY_OUTCOMES
    assert verify(chain) == []
    assert joined == len(traces) - MANY_OUTCOMES


async def test_a_job_that_is_handed_over_while_closing_is_still_done(group: GroupCommit) -> None:
    await group.run(rise)
    going = asyncio.create_task(group.run(rise))
    await asyncio.sleep(0)
    await group.close()

    assert await going == 2


@pytest.mark.usefixtures("unhurried")
async def test_an_outcome_that_comes_while_the_last_are_written_is_written_before_the_end(
    group: GroupCommit, tmp_path: Path
) -> None:
    before, last = Held(), Held()
    going = [asyncio.create_task(group.run(before))]
    await asyncio.to_thread(before.has_begun.wait)
    going.append(asyncio.create_task(group.run(last)))
    await asyncio.sleep(0)
    ending = asyncio.create_task(group.close())
    await asyncio.sleep(0)  # so that both wait for the thread together
    before.goes_on.set()
    await asyncio.to_thread(last.has_begun.wait)
    group.append(Entry.of(outcome("late"), b"n" * 16))
    last.goes_on.set()
    await asyncio.gather(ending, *going)

    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        assert connection.execute("SELECT trace FROM audit").fetchall() == [("late",)]
