"""Words after which a number is nobody's."""

import pytest

from gateway.adapters.presidio_detector.things import is_of_a_thing, is_surely_of_a_thing


@pytest.mark.parametrize(
    "before",
    [
        "ISBN-13: ",
        "SKU ",
        "part no. ",
        "doi:",
        "barcode ",
        "Lot #",
        "commit ",
        "build: 123-",
        "see FLURSTÜCK ",
        "md5: ",
        "S/N ",
        "laptop SN ",
        "the purchase order no. ",
        "9 Delivery Note: ",
    ],
)
def test_a_products_or_a_programs_number_is(before: str) -> None:
    assert is_of_a_thing(f"{before}4711", len(before))


@pytest.mark.parametrize(
    "before",
    [
        "call ",
        "apart ",
        "lots of ",
        "sn ",
        "part of it: call ",
        "SKU\n",
        "",
        "closed the case. ",
        "re the ticket, ",
        "Guten Tag ",
        "po ",
        "18 hs: ",
    ],
)
def test_any_other_number_is_not(before: str) -> None:
    assert not is_of_a_thing(f"{before}4711", len(before))


@pytest.mark.parametrize(
    ("before", "is_sure"),
    [("ISBN ", True), ("PO number ", True), ("Lot #", True), ("case: ", False), ("new ticket - ", False)],
)
def test_a_word_of_sentences_is_sure_with_a_word_for_number_only(before: str, *, is_sure: bool) -> None:
    assert is_surely_of_a_thing(f"{before}4711", len(before)) == is_sure


def test_a_machines_port_is_and_the_number_of_a_french_mobile_is_not() -> None:
    assert is_of_a_thing("port: 8080, up", 6)
    assert not is_of_a_thing("port. 06 22 90 41 18", 6)
    assert not is_of_a_thing("Port. : +33 6 22 90 41 18", 8)
