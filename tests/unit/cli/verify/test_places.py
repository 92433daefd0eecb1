"""Each place is one of its wire's: the wire reads the body, and the text is a leaf of it."""

import pytest

from gateway.cli.verify.places import PLACES

WORD = "Fernwicket"


@pytest.mark.parametrize("place", PLACES)
def test_the_wire_reads_the_body_and_the_text_is_in_it(place: str) -> None:
    wire, body = PLACES[place](WORD)

    call = wire.read(body)

    assert any(WORD in leaf.text for leaf in call.leaves)
