"""The training-flag firewall's second look at the body that will leave (C4.6).

A wire writes the forced values while the call is built; this asserts them on the parsed bytes that will
leave, whoever built them. It never edits: a mismatch is a fault of ours, `internal`, and nothing is sent.
Values come from configuration, per provider and wire (`policies/flags/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import ProviderEntry
from gateway.core.strict_json import dump_text

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})

FORBIDDEN: Final = frozenset(
    {
        *("metadata", "user", "safety_identifier", "prompt_cache_key", "service_tier"),  # identify, link
        *(
            "previous_response_id",
            "conversation",
            "thread",
            "container",
            "background",
        ),  # held at the provider
        *(
            "extra_body",
            "extra_headers",
            "extra_query",
            "fallbacks",
            "api_base",
            "base_url",
            "api_key",
        ),  # reroute
        *("web_search_options", "mcp_servers", "prediction", "cache_control"),
    }
)
"""Top-level fields that no wire of ours writes and no provider may see, unless a provider's entry forces a
value.
"""


def forced(entry: ProviderEntry, wire: str) -> Mapping[str, object]:
    """The fields that this provider's calls in this wire must carry, with their values."""
    return entry.forced.get(wire, NOTHING)


def assert_forced(body: JsonObject, forced: Mapping[str, object], forbidden: frozenset[str] = FORBIDDEN) -> None:
    """Raise `internal` unless each forced field has exactly its value, and no forbidden field is there."""
    for name, value in forced.items():
        # As text, because to Python False == 0 and 1 == 1.0.
        if name not in body or dump_text(body[name]) != dump_text(value):
            raise Refusal(Code.INTERNAL)
    if (body.keys() & forbidden) - forced.keys():
        raise Refusal(Code.INTERNAL)
