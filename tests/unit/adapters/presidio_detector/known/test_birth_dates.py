"""A birth date in other formats."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.known.birth_dates import anchors, around, read, solid_dates
from gateway.core.folding import fold

BORN = frozenset({(1984, 3, 12)})


@pytest.mark.parametrize(
    "value",
    [
        "1984-03-12",
        "12/03/1984",
        "03/12/1984",
        "12.3.84",
        "19840312",
        "12 March 1984",
        "March 12, 1984",
        "12. März 1984",
    ],
)
def test_a_birth_date_is_read(value: str) -> None:
    assert (1984, 3, 12) in read(value)


@pytest.mark.parametrize("value", ["", "Jane", "1984", "31/31/1984", "12345678901"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert not read(value)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/1984",
        "3/12/1984",
        "1984-03-12",
        "12.03.84",
        "12 March 1984",
        "12th of March, 1984",
        "March 12th, 1984",
        "Mar 12 1984",
        "12 de marzo de 1984",
        "12. März 1984",
        "12 mars 1984",
        "12-Mar-84",
        "1984 / 3 / 12",
    ],
)
def test_a_known_date_is_found_however_it_is_written(text: str) -> None:
    assert text in _found(f"born {text} in Leeds")


@pytest.mark.parametrize(
    "text", ["12/04/1984", "the year 1984", "13 March 1984", "84 seats", "112/03/1984", "1984-12-31"]
)
def test_another_date_is_not(text: str) -> None:
    assert not _found(text)


def test_a_date_has_its_digits_together() -> None:
    assert {"19840312", "12031984", "03121984"} == set(solid_dates(BORN))


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]),
)
def test_every_date_is_found_in_the_format_it_was_read_from(day: date, form: str) -> None:
    written = day.strftime(form)
    dates = read(written)

    assert (day.year, day.month, day.day) in dates
    assert written in _found(f"({written})", dates)


def _found(text: str, dates: frozenset[tuple[int, int, int]] = BORN) -> set[str]:
    folded = fold(text)
    found = set()
    for anchor in anchors(dates):
        at = folded.find(anchor)
        while at >= 0:
            place = around(folded, at, at + len(anchor), dates)
            if place:
                found.add(text[place[0] : place[1]])
            at = folded.find(anchor, at + 1)
    return found


@pytest.mark.parametrize("value", ["\u2776 March 1984", "\u2776 x"])
def test_a_digit_that_is_no_number_is_none(value: str) -> None:
    assert read(value) == frozenset()
