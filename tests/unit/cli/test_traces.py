"""`isogate traces`: records listed, shown and verified."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from gateway.cli.deployment import Source, configured, plane
from gateway.config.load import SAMPLE_FILE
from gateway.core.fingerprints import Sort
from gateway.core.ledger import Event, Record
from tests.support.commands import Shell

Facts: TypeAlias = dict[str, str | int | float | bool | dict[str, int] | dict[str, float] | list[str]]
START = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
FACTS: Facts = {"purpose": "content", "provider": "sandbox", "model": "echo", "redactions": {"PERSON": 2}}


@pytest.fixture
def recorded(acme: Shell) -> Shell:
    """Three calls: answered, refused before any step, and one whose outcome is not known yet."""
    asyncio.run(
        _append(
            Record("a1", Event.INTENT, START, "acme", FACTS),
            Record(
                "a1",
                Event.OUTCOME,
                START,
                "acme",
                FACTS | {"status": "answered", "milliseconds": {"call": 1.5, "redact": 2.0}},
            ),
            Record("b2", Event.OUTCOME, START + timedelta(seconds=1), "", {"status": "refused", "code": "invalid_key"}),
            Record("c3", Event.INTENT, START + timedelta(seconds=2), "globex", FACTS),
        )
    )
    return acme


def test_calls_are_listed_newest_first_one_line_each(recorded: Shell) -> None:
    heading, *rows = recorded("traces", "list", "--sample").lines

    assert heading.split()[0] == "TIME"
    assert [row.split()[-1] for row in rows] == ["c3", "b2", "a1"]
    assert [status in row for row, status in zip(rows, ("in flight", "invalid_key", "answered"), strict=True)] == [
        True
    ] * 3
    assert "PERSON=2" in rows[2]
    assert "3.5" in rows[2]


def test_a_list_can_be_narrowed(recorded: Shell) -> None:
    assert [row["trace"] for row in recorded("traces", "list", "--sample", "--json", "--tenant", "acme").json] == ["a1"]
    assert [row["trace"] for row in recorded("traces", "list", "--sample", "--json", "--limit", "1").json] == ["c3"]
    assert recorded("traces", "list", "--sample", "--limit", "0").code == 2


def test_nothing_recorded_is_said(acme: Shell) -> None:
    assert acme("traces", "list", "--sample").out == "no calls yet\n"


def test_a_call_is_shown_by_both_of_its_records(recorded: Shell) -> None:
    assert [row["event"] for row in recorded("traces", "show", "a1", "--sample", "--json").json] == [
        "intent",
        "outcome",
    ]
    assert "redactions       PERSON=2" in recorded("traces", "show", "a1", "--sample").out
    assert recorded("traces", "show", "nothing", "--sample").code == 2


def test_a_whole_chain_is_said_to_be_whole(recorded: Shell) -> None:
    ran = recorded("traces", "verify", "--sample")

    assert ran.code == 0
    assert ran.out.startswith("whole: records 4")


def test_a_changed_record_is_named(recorded: Shell) -> None:
    database = sqlite3.connect("var/isogate.sqlite")
    with database:
        changed = database.execute(
            "UPDATE audit SET row = CAST(replace(CAST(row AS TEXT), 'answered', 'refused!') AS BLOB)"
            " WHERE CAST(row AS TEXT) LIKE '%answered%'"
        )
    database.close()
    assert changed.rowcount == 1

    ran = recorded("traces", "verify", "--sample")
    report = recorded("traces", "verify", "--sample", "--json")

    assert ran.code == report.code == 1
    assert "record 2: its content was changed" in ran.err
    assert ran.out.startswith("broken")
    assert [problem["sequence"] for problem in report.json["problems"]] == [2]


async def _append(*records: Record) -> None:
    async with plane(configured(Source(SAMPLE_FILE, Path.cwd()))) as open_plane:
        for record in records:
            await open_plane.store.append(record)


def test_an_alert_is_seen_in_the_list_and_its_owner_named_to_the_operator(acme: Shell) -> None:
    asyncio.run(
        _append(Record("d4", Event.OUTCOME, START, "globex", FACTS | {"status": "answered"} | asyncio.run(_of_acme())))
    )

    assert "answered (tripwire)" in acme("traces", "list", "--sample").out
    assert "tripwire_owners  acme" in acme("traces", "show", "d4", "--sample").out
    assert acme("traces", "show", "d4", "--sample", "--json").json[0]["tripwire_owners"] == ["acme"]


async def _of_acme() -> Facts:
    async with plane(configured(Source(SAMPLE_FILE, Path.cwd()))) as open_plane:
        owner = open_plane.keys.fingerprints.owner("acme", Sort.VALUE)
        return {"tripwire": {"EMAIL_ADDRESS": 1}, "tripwire_owners": [owner.hex()]}
