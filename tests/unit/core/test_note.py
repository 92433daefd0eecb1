"""The note is short, and holds no token that the gateway could issue by mistake for a value."""

from gateway.core.note import NOTE

MAX_TOKENS = 60
CHARACTERS_PER_TOKEN = 3.5
"""A cautious figure for English text in today's tokenizers."""


def test_the_note_stays_within_sixty_tokens() -> None:
    assert len(NOTE) / CHARACTERS_PER_TOKEN <= MAX_TOKENS
