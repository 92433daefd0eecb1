"""Links that are filled in keep one rising row of places, near their own times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.redis_store.contents_rows import Places, writing
from gateway.core.ledger import Event, Missing, Record
from tests.support.clock import START
from tests.support.contents import everything, links


def place(text: str) -> tuple[int, int]:
    milliseconds, number = text.split("-")
    return int(milliseconds), int(number)


@given(st.lists(st.none() | st.integers(-1_000, 10**10)))
def test_places_rise_and_lie_before_now_whatever_the_times(seconds: list[int | None]) -> None:
    places = Places()
    records = [
        Missing.EXPIRED if each is None else Record("t", Event.INTENT, START + timedelta(seconds=each), "acme", {})
        for each in seconds
    ]
    found = [place(places.next(record)) for record in records]
    now = int(datetime.now(UTC).timestamp() * 1000)

    assert found == sorted(set(found))
    assert all((0, 0) < each < (now, 0) for each in found)


def test_a_place_is_its_records_time_where_that_rises() -> None:
    places = Places()
    times = [START, START, START - timedelta(days=1), START + timedelta(seconds=1)]
    found = [place(places.next(Record("t", Event.INTENT, at, "acme", {}))) for at in times]
    began = int(START.timestamp() * 1000)

    assert found == [(began, 0), (began, 1), (began, 2), (began + 1000, 0)]


def test_a_tenants_links_go_together_and_its_name_first() -> None:
    commands = writing(links("acme", "beta", "acme"), Places())

    assert [command[:3] if command[0] == "SADD" else command[0] for command in commands] == [
        ("SADD", "isogate:{all}:tenants", "acme"),
        "EVAL",
        ("SADD", "isogate:{all}:tenants", "beta"),
        "EVAL",
    ]
    assert writing(everything(), Places())[0] == ("SADD", "isogate:{all}:tenants", "acme")
