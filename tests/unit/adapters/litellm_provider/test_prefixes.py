"""The table of litellm's providers that take the gateway's transport."""

import pytest

from gateway.adapters.litellm_provider.prefixes import PREFIXES, Prefix


@pytest.mark.parametrize("name", ["vertex_ai", "azure", "sagemaker", "cohere_chat", "", "Gemini"])
def test_a_provider_that_dials_by_itself_is_off(name: str) -> None:
    assert name not in PREFIXES


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_every_row_serves_the_chat_wire(prefix: Prefix) -> None:
    assert "openai.chat" in prefix.wires
