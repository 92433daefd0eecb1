"""What is written of a row is read as the same row."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.sqlite_store.rows import (
    KEY_COLUMNS,
    consent_columns,
    consent_row,
    key_columns,
    key_row,
    tenant_row,
)
from gateway.core.ledger import ConsentRow, ConsentState, KeyRole, KeyRow

TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - of a strategy
TEXTS = st.text(max_size=20)


@given(
    st.builds(
        KeyRow,
        TEXTS,
        TEXTS,
        TEXTS,
        st.sampled_from(KeyRole),
        st.frozensets(TEXTS),
        TIMES,
        st.none() | TIMES,
        st.booleans(),
        st.none() | st.dates(date(2000, 1, 1)),
    )
)
def test_a_key_is_read_as_it_was_written(row: KeyRow) -> None:
    columns = key_columns(row)

    assert key_row(row.tenant, columns) == row
    assert len(columns) == len(KEY_COLUMNS.split(","))


@given(st.builds(ConsentRow, TEXTS, TEXTS, TEXTS, st.sampled_from(ConsentState), TEXTS, TIMES))
def test_a_consent_is_read_as_it_was_written(row: ConsentRow) -> None:
    assert consent_row(*consent_columns(row)) == row


def test_a_status_that_there_is_not_is_no_tenant() -> None:
    with pytest.raises(ValueError, match="open"):
        tenant_row("acme", "open", b"", "2026-11-23T12:00:00+00:00")
