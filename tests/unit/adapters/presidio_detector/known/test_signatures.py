"""Three initials with an unknown one in the middle."""

import pytest

from gateway.adapters.presidio_detector.known.signatures import signatures

OWNERS = {"jd": frozenset({3})}


@pytest.mark.parametrize(
    "text", ["Best,\nJAD", "Best,\nJ.A.D.\n\nDear", "> ok\n> JAD", "JAD called back", '"Talk soon \u2014 JAD"']
)
def test_a_signature_is_its_owners(text: str) -> None:
    assert [owners for _, _, owners in signatures(text, OWNERS)] == [frozenset({3})]


@pytest.mark.parametrize("text", ["the JAD file", "JADE called", "\nJXD-123", "\nJAB", ""])
def test_other_capitals_are_not(text: str) -> None:
    assert not list(signatures(text, OWNERS))
