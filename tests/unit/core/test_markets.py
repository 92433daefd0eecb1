"""Which market a place lies in."""

import pytest

from gateway.core.markets import market_of


@pytest.mark.parametrize(
    ("place", "market"),
    [
        ("Germany", "EMEA"),
        ("Nigeria", "EMEA"),
        ("Deutschland", "EMEA"),
        ("São Paulo", "AMERICAS"),
        ("Köln", "EMEA"),
        ("NEW YORK", "AMERICAS"),
        ("Leeds, UK", "EMEA"),
        ("Springfield, Illinois", "AMERICAS"),
        ("Pune", "APAC"),
    ],
)
def test_a_country_or_a_large_city_has_a_market(place: str, market: str) -> None:
    assert market_of(place) == market


@pytest.mark.parametrize("place", ["", "Much Marcle", ",", "Springfield", "the moon"])
def test_a_place_that_is_not_on_the_lists_has_none(place: str) -> None:
    assert market_of(place) is None
