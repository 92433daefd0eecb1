"""A key that is cut by spaces is read in one piece; words after it stay."""

from gateway.adapters.presidio_detector.reading import keys
from tests.support.disguises import edits, read


def test_the_pieces_of_a_key_are_joined() -> None:
    written = "token ghp_ Gt0zGzl4V5rY nwWJhIPgv2WR LXevs3Gxg into the ticket"

    assert read(keys.joined, keys.TRIGGERS, written) == "token ghp_Gt0zGzl4V5rYnwWJhIPgv2WRLXevs3Gxg into the ticket"


def test_words_are_no_pieces() -> None:
    assert edits(keys.joined, keys.TRIGGERS, "the key- board and sk- ilful AKIA bike") == []
