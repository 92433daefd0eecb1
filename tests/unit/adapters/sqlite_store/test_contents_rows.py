"""What of the audit's tables follows from the links themselves."""

from __future__ import annotations

from pathlib import Path

from gateway.adapters.sqlite_store import schema
from gateway.adapters.sqlite_store.contents import SqliteContents
from tests.support.contents import fill, links


async def test_expired_records_stay_without_content_and_trace(tmp_path: Path) -> None:
    await fill(SqliteContents(tmp_path / "store.db"), links("acme", "beta", expired=1))
    connection = schema.connect(tmp_path / "store.db", read_only=True)
    rows = connection.execute("SELECT id, tenant, trace, row IS NULL, nonce IS NULL FROM audit ORDER BY id").fetchall()
    connection.close()

    assert rows == [(1, "acme", "", 1, 1), (2, "beta", "t1", 0, 0), (3, "acme", "t0", 0, 0)]


async def test_what_has_no_outcome_is_open_under_its_process(tmp_path: Path) -> None:
    await fill(SqliteContents(tmp_path / "store.db"), [*links("acme", "beta"), *links("acme", writer="a-b-3")])
    connection = schema.connect(tmp_path / "store.db", read_only=True)
    rows = connection.execute("SELECT trace, id, process, tenant FROM open_intents ORDER BY id").fetchall()
    connection.close()

    assert rows == [("t1", 2, "p1", "beta"), ("t0", 4, "a-b", "acme")]


async def test_a_link_whose_content_is_damaged_goes_along_as_it_is(tmp_path: Path) -> None:
    first, *others = links("acme", "beta")
    damaged = first._replace(link=first.link._replace(row=b"not a record"))
    contents = SqliteContents(tmp_path / "store.db")
    await fill(contents, [damaged, *others])

    assert [item async for item in contents.items()] == [damaged, *others]
