"""A wire's words are those of its schema, and nothing that a caller can choose."""

import pytest

from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.vocabulary import vocabulary


@pytest.mark.parametrize("wire", [OPENAI_CHAT, ANTHROPIC_MESSAGES], ids=["openai", "anthropic"])
def test_field_names_and_listed_values_are_words(wire: Wire) -> None:
    assert {"messages", "role", "user", "assistant", "content", "text", "type"} <= wire.words


@pytest.mark.parametrize("wire", [OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES], ids=lambda wire: wire.name)
def test_a_word_is_a_plain_word(wire: Wire) -> None:
    assert all(word.translate({ord("_"): None, ord("."): None}).isalpha() and word.islower() for word in wire.words)


def test_a_value_without_a_schema_has_no_words() -> None:
    assert vocabulary("messages") == frozenset()
