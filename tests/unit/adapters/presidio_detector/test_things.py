"""Words after which a number is nobody's."""

import pytest

from gateway.adapters.presidio_detector.things import is_of_a_thing


@pytest.mark.parametrize(
    "before", ["ISBN-13: ", "SKU ", "part no. ", "doi:", "barcode ", "Lot #", "commit ", "build: 123-"]
)
def test_a_products_or_a_programs_number_is(before: str) -> None:
    assert is_of_a_thing(f"{before}4711", len(before))


@pytest.mark.parametrize("before", ["call ", "apart ", "lots of ", "part of it: call ", "SKU\n", ""])
def test_any_other_number_is_not(before: str) -> None:
    assert not is_of_a_thing(f"{before}4711", len(before))
