"""A store that does not answer is a refusal within 300 ms (threats F01 to F11): no deadline that a call meets is longer.

What a machine makes of these is measured, not tested: `python -m tests.bench.failing`.
"""

import pytest

from gateway.adapters.redis_store import lanes
from gateway.adapters.sqlite_store import fingerprints, group_commit, schema, store

PROMISED_SECONDS = 0.3
DEADLINES = {
    "SQLite, writing": group_commit.LIMIT_SECONDS,
    "SQLite, reading": store.RETRIES * store.RETRY_SECONDS,
    "SQLite, another program's transaction": schema.BUSY_MILLISECONDS / 1000,
    "SQLite, fingerprints": fingerprints.READ_SECONDS,
    "Redis, a trip": lanes.TRIP_SECONDS,
    "Redis, a trip that others wait for": lanes.PROMPT_TRIP_SECONDS,
}


@pytest.mark.parametrize("name", DEADLINES)
def test_no_store_keeps_a_call_waiting_for_longer_than_was_promised(name: str) -> None:
    assert DEADLINES[name] < PROMISED_SECONDS


def test_a_writer_learns_of_a_lock_before_its_callers_give_up() -> None:
    assert schema.BUSY_MILLISECONDS / 1000 < group_commit.LIMIT_SECONDS
