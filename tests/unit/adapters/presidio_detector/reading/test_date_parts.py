"""A date of birth in named parts is read as one, and only its parts are hidden; other dates stay."""

import time

import pytest

from gateway.adapters.presidio_detector.reading import date_parts
from gateway.core.entities import Label
from tests.support.detection import detector
from tests.support.disguises import edits, read


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ('{"birth_day": 23, "birth_month": 10, "birth_year": 1971}', "date of birth: 23/10/1971"),
        ('{"dob_year": "1971", "dob_month": "10", "dob_day": "23"}', "date of birth: 1971-10-23"),
        ("born on day 23, month October, year 1971", "date of birth: 23 October 1971"),
        ("geboren Tag 23, Monat 10, Jahr 1971", "date of birth: 23/10/1971"),
        ("day 23, month 10, year 1971 she was born", "date of birth: 23/10/1971"),
        ("birthday=23&birthmonth=10&birthyear=1971", "date of birth: 23/10/1971"),
    ],
)
def test_the_parts_are_read_together(written: str, part: str) -> None:
    assert part in read(date_parts.together, date_parts.TRIGGERS, written)


@pytest.mark.parametrize(
    "text", ["on day 23, month 10, year 2026 we go live", "born in month 10", "day 3, month 4 of the plan, born"]
)
def test_other_dates_stay(text: str) -> None:
    assert edits(date_parts.together, date_parts.TRIGGERS, text) == []


def test_long_names_before_the_parts_cost_no_more_than_their_length() -> None:
    text = ("a" * 12 + "day 1  " + "a" * 12 + "month 12  " + "a" * 24 + " ") * 400

    began = time.process_time()
    assert edits(date_parts.together, date_parts.TRIGGERS, text) == []
    assert time.process_time() - began < 5


@pytest.mark.anyio
async def test_only_the_parts_are_hidden() -> None:
    text = '{"birth_day": 23, "birth_month": 10, "birth_year": 1971, "n": 3}'
    [spans] = await detector().find([text], (), "en")

    assert [(span.label, text[span.start : span.end]) for span in spans] == [
        (Label.DATE_OF_BIRTH, part) for part in ("23", "10", "1971")
    ]
