"""The litellm providers whose calls take the gateway's transport; every other prefix is off.

A row is here because `tests/unit/adapters/litellm_provider/test_provider.py` saw its bytes on a loopback
upstream. Left out, with the pinned litellm: `cohere_chat/` (its stream ignores the injected client), `azure/`
(wants a client class of its own; reach it directly), `vertex_ai/` (its token exchange dials by itself; with an
API key, Vertex AI takes the calls of `gemini/`). `bedrock/` is reached with a Bedrock API key, or with
access keys, with which the gateway signs what litellm built.

Mistral's and Fireworks' answers go through litellm, although they are in OpenAI's wire: it makes text of contents in parts, and
calls of tools of what they write as text. So do xAI's: it mends their finish reasons, and counts reasoning as output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gateway.adapters.litellm_provider.dialects import Dialect


class Client(StrEnum):
    """What litellm's path for a provider takes as its HTTP client."""

    HANDLER = "handler"
    """litellm's own `AsyncHTTPHandler`."""
    OPENAI = "openai"
    """The OpenAI SDK's `AsyncOpenAI`."""


BOTH = frozenset({"openai.chat", "anthropic.messages"})
OPENAI_ONLY = frozenset({"openai.chat"})
"""For providers that speak the Anthropic wire themselves: reached directly, and litellm's own stream of it is
broken; and for Bedrock, whose stream of it is in base64.
"""


NO_TOP_K = frozenset({"top_k"})
"""Of Anthropic's wire; what speaks chat completions does not know it."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """One litellm provider."""

    client: Client
    dialect: Dialect = Dialect.CHAT
    """How it streams."""
    wires: frozenset[str] = BOTH
    route: str = ""
    """Put before the model, so that litellm does not choose among the provider's interfaces by its name."""
    answers_in: frozenset[str] = frozenset()
    """Wires in which its answers are as litellm would give them: nothing in them is for litellm to translate."""
    lacks: frozenset[str] = frozenset()
    """Fields of a call that litellm would write where no rule lets anything out: refused by their names."""
    adds_version: bool = False
    """litellm appends `/v1/...` itself: an address that already ends in `/v1` is given to it without."""


PREFIXES: Mapping[str, Prefix] = MappingProxyType(
    {
        "openai": Prefix(Client.OPENAI, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "anthropic": Prefix(Client.HANDLER, Dialect.MESSAGES, OPENAI_ONLY, adds_version=True),
        "bedrock": Prefix(
            Client.HANDLER,
            Dialect.CONVERSE,
            OPENAI_ONLY,
            route="converse/",
            lacks=frozenset({"parallel_tool_calls", "reasoning_effort"}),
        ),
        "gemini": Prefix(Client.HANDLER, Dialect.GEMINI),
        "mistral": Prefix(Client.HANDLER, lacks=NO_TOP_K),
        "groq": Prefix(Client.HANDLER, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "deepseek": Prefix(
            Client.HANDLER, wires=OPENAI_ONLY, answers_in=OPENAI_ONLY, lacks=frozenset({"reasoning_effort"})
        ),
        "together_ai": Prefix(Client.HANDLER, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "fireworks_ai": Prefix(Client.HANDLER, lacks=NO_TOP_K),
        "xai": Prefix(Client.HANDLER, lacks=NO_TOP_K),
        "perplexity": Prefix(Client.OPENAI, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "cerebras": Prefix(Client.OPENAI, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "hosted_vllm": Prefix(Client.HANDLER, answers_in=OPENAI_ONLY, lacks=NO_TOP_K),
        "ollama_chat": Prefix(Client.HANDLER, Dialect.OLLAMA),
    }
)
