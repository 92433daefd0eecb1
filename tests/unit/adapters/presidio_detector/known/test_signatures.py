"""Three initials with an unknown one in the middle."""

import pytest

from gateway.adapters.presidio_detector.known.signatures import Initials, signatures, single_initials
from gateway.adapters.presidio_detector.known.value import values
from gateway.core.entities import Label
from gateway.core.source import Known

INITIALS = Initials(values([Known("12", Label.ACCOUNT_ID), Known("Jane Ann Doe", Label.PERSON)]))
HERS = frozenset({1})


@pytest.mark.parametrize(
    "text", ["Best,\nJAD", "Best,\nJ.A.D.\n\nDear", "> ok\n> JAD", "JAD called back", '"Talk soon \u2014 JAD"']
)
def test_a_signature_is_its_owners(text: str) -> None:
    assert [owners for _, _, owners in signatures(text, INITIALS)] == [HERS]


@pytest.mark.parametrize("text", ["the JAD file", "JADE called", "\nJXD-123", "\nJAB", ""])
def test_other_capitals_are_not(text: str) -> None:
    assert not list(signatures(text, INITIALS))


@pytest.mark.parametrize(
    "text", ["Best,\nJ.", "wrote:\n| J., invoice", "a | J. | b", "> ok\n> J.\n", "J.", "J., hello"]
)
def test_one_initial_alone_on_its_line_or_in_its_cell_is_its_owners(text: str) -> None:
    assert {owners for _, _, owners in single_initials(text, INITIALS)} == {HERS}


@pytest.mark.parametrize("text", ["plan J. is", "\nK.", "\nj.", "\nJ. Doe", "\nJ", ""])
def test_other_letters_are_not(text: str) -> None:
    assert not list(single_initials(text, INITIALS))
