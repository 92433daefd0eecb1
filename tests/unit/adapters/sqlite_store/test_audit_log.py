"""The chain moves with the transaction: on with a settled one, not with an undone one, and never on after doubt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gateway.adapters.sqlite_store import audit_log, schema
from gateway.adapters.sqlite_store.audit_log import AuditLog, Entry
from gateway.core.audit import verify
from gateway.core.ledger import Missing
from tests.support.ledger import intent


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    schema.create(tmp_path / "store.db")
    with closing(schema.connect(tmp_path / "store.db", read_only=False)) as connection:
        yield connection


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    log = AuditLog(tmp_path / "store.db", "p")
    yield log
    log.close()


def write(log: AuditLog, connection: sqlite3.Connection, trace: str, end: str) -> None:
    connection.execute("BEGIN")
    log.begin()
    log.write(connection, [Entry.of(intent(trace), b"n" * 16)])
    connection.execute("ROLLBACK" if end in {"undo", "abandon and lost"} else "COMMIT")
    getattr(log, end.partition(" ")[0])()


def written(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    links = audit_log.page(connection, ("", 0))
    assert verify(links) == []
    return [(link.writer, link.sequence) for link in links]


def test_an_undone_record_leaves_no_gap(connection: sqlite3.Connection, log: AuditLog) -> None:
    for trace, end in (("a", "settle"), ("b", "undo"), ("c", "settle")):
        write(log, connection, trace, end)

    assert written(connection) == [("p-1", 1), ("p-1", 2)]


@pytest.mark.parametrize(("fate", "links"), [("abandon and lost", 1), ("abandon but kept", 2)])
def test_a_record_of_unknown_fate_closes_its_chain(
    fate: str, links: int, connection: sqlite3.Connection, log: AuditLog
) -> None:
    for trace, end in (("a", "settle"), ("b", fate), ("c", "settle")):
        write(log, connection, trace, end)

    assert written(connection) == [*[("p-1", number + 1) for number in range(links)], ("p-2", 1)]


def test_an_expired_record_is_left_out_and_the_chain_still_verifies(
    connection: sqlite3.Connection, log: AuditLog
) -> None:
    for trace in ("a", "b", "c"):
        write(log, connection, trace, "settle")
    connection.execute("UPDATE audit SET row = NULL, nonce = NULL WHERE trace = 'b'")

    found = audit_log.records(connection, tenant=None, trace=None, limit=9)
    assert [record.trace for record in found] == ["c", "a"]
    assert len(written(connection)) == 3
    assert audit_log.page(connection, ("p-1", 1))[0].record is Missing.EXPIRED


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET row = CAST(replace(CAST(row AS TEXT), 'twin', 'coat') AS BLOB) WHERE sequence = 2",
        "UPDATE audit SET nonce = zeroblob(16) WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 2",
        "UPDATE audit SET sequence = 9 WHERE sequence = 2",
        "UPDATE audit SET writer = 'q-1' WHERE sequence = 2",
        "UPDATE audit SET row = x'00' WHERE sequence = 2",
    ],
)
def test_tampering_with_the_file_shows(tampering: str, connection: sqlite3.Connection, log: AuditLog) -> None:
    for trace in ("a", "b", "c"):
        write(log, connection, trace, "settle")
    connection.execute(tampering)

    assert verify(audit_log.page(connection, ("", 0)))


def test_long_chains_are_read_page_by_page(
    connection: sqlite3.Connection, log: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "PAGE_RECORDS", 2)
    for trace in "abcde":
        write(log, connection, trace, "settle")
    last, sizes = ("", 0), []
    while page := audit_log.page(connection, last):
        last = (page[-1].writer, page[-1].sequence)
        sizes.append(len(page))

    assert sizes == [2, 2, 1]
