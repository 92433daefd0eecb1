"""The reader finds a value whichever way it was carried, and nothing where there is none."""

import pytest

from gateway.cli.verify.carriers import CARRIERS, holds, strings

MAIL = "jonquil.ashdown@example.com"
VALUES = (MAIL, "Jonquil Ashdown", "+44 20 7946 0958")


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_reader_finds_what_a_carrier_holds(carrier: str) -> None:
    assert all(holds(CARRIERS[carrier](value), value) for value in VALUES)
    assert not holds(CARRIERS[carrier]("somebody else"), MAIL)


def test_keys_strings_and_numbers_of_a_document_are_its_strings() -> None:
    assert [*strings({"a": ["b", {"c": 1.5}], "d": None, "e": True})] == ["a", "b", "c", "1.5", "d", "e", "True"]
