"""The litellm providers whose calls take the gateway's transport; every other prefix is off.

A row is here because `tests/unit/adapters/litellm_provider/test_provider.py` saw its bytes on a loopback
upstream. Left out, with the pinned litellm: `cohere_chat/` (its stream ignores the injected client), `azure/`
(wants a client class of its own; reach it directly), `vertex_ai/` and `bedrock/` (token exchange and signing
dial by themselves).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Client(StrEnum):
    """What litellm's path for a provider takes as its HTTP client."""

    HANDLER = "handler"
    """litellm's own `AsyncHTTPHandler`."""
    OPENAI = "openai"
    """The OpenAI SDK's `AsyncOpenAI`."""


class Storing(StrEnum):
    """How `store: false` reaches a provider (measured; silence or `None` means the provider's default)."""

    KEYWORD = "keyword"
    EXTRA_BODY = "extra_body"
    """litellm does not know the field for this provider; only its raw-body argument arrives."""
    ABSENT = "absent"
    """The provider's API has no such field; litellm raises when it is given."""


BOTH = frozenset({"openai.chat", "anthropic.messages"})
OPENAI_ONLY = frozenset({"openai.chat"})
"""For providers that speak the Anthropic wire themselves: reached directly, and litellm's own stream of it is
broken.
"""


@dataclass(frozen=True, slots=True)
class Prefix:
    """One litellm provider.

    `end` are the bytes without which a stream did not end in order: litellm itself makes an end up.
    """

    client: Client
    storing: Storing
    end: bytes = b"[DONE]"
    wires: frozenset[str] = BOTH
    adds_version: bool = False
    """litellm appends `/v1/...` itself: an address that already ends in `/v1` is given to it without."""


PREFIXES: Mapping[str, Prefix] = MappingProxyType(
    {
        "openai": Prefix(Client.OPENAI, Storing.KEYWORD),
        "anthropic": Prefix(Client.HANDLER, Storing.ABSENT, b"message_stop", OPENAI_ONLY, adds_version=True),
        "gemini": Prefix(Client.HANDLER, Storing.EXTRA_BODY, b'"finishReason"'),
        "mistral": Prefix(Client.HANDLER, Storing.ABSENT),
        "groq": Prefix(Client.HANDLER, Storing.KEYWORD),
        "deepseek": Prefix(Client.HANDLER, Storing.KEYWORD, wires=OPENAI_ONLY),
        "together_ai": Prefix(Client.HANDLER, Storing.KEYWORD),
        "fireworks_ai": Prefix(Client.HANDLER, Storing.ABSENT),
        "xai": Prefix(Client.HANDLER, Storing.ABSENT),
        "perplexity": Prefix(Client.OPENAI, Storing.ABSENT),
        "cerebras": Prefix(Client.OPENAI, Storing.ABSENT),
        "hosted_vllm": Prefix(Client.HANDLER, Storing.KEYWORD),
        "ollama_chat": Prefix(Client.HANDLER, Storing.ABSENT, b'"done":true'),
    }
)
