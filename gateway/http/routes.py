"""Which path is what: the data plane's closed list of routes, as a table.

`/{purpose}/v1/...` speaks OpenAI's wire, and Anthropic's under `/{purpose}/v1/messages`; `/{purpose}/explain/v1/...` takes the
same bodies and says what would be decided and sent. Every other path of those APIs (files, batches, fine-tuning, threads,
realtime, reads by id, ...) is refused by name of the clause, whatever its method (C4.6); so is one without a purpose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from gateway.core.values import fixed
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES

_PATH = re.compile(r"/(?!admin/)([a-z][a-z0-9_]{0,39})(/explain)?/v1/(.*)")
"""`/admin/v1` is the control plane's, never a purpose."""
_NAMELESS = re.compile(r"/(?:(?!admin/)[^/]*/)?v1/(.*)")
"""A path of those APIs without a purpose, or with what can be the name of none: `/v1/chat/completions`."""


class Kind(StrEnum):
    """What a data-plane path asks for."""

    EXCHANGE = "exchange"
    EXPLANATION = "explanation"
    MODELS = "models"
    REFUSED = "refused"
    NAMELESS = "nameless"


@fixed()
class Target:
    """One data-plane path, read."""

    kind: Kind
    purpose: str
    wire: Wire


_ROUTES: Mapping[tuple[str, str], tuple[Kind, Wire]] = MappingProxyType(
    {
        ("POST", "chat/completions"): (Kind.EXCHANGE, OPENAI_CHAT),
        ("POST", "responses"): (Kind.EXCHANGE, OPENAI_RESPONSES),
        ("POST", "messages"): (Kind.EXCHANGE, ANTHROPIC_MESSAGES),
        ("POST", "messages/count_tokens"): (Kind.EXCHANGE, ANTHROPIC_COUNT_TOKENS),
        ("POST", "embeddings"): (Kind.EXCHANGE, OPENAI_EMBEDDINGS),
        ("GET", "models"): (Kind.MODELS, OPENAI_CHAT),
    }
)


def target(method: str, path: str) -> Target | None:
    """The data-plane target of a path, or None when the path is not of the data plane."""
    matched = _PATH.fullmatch(path)
    if matched is None:
        nameless = _NAMELESS.fullmatch(path)
        return Target(Kind.NAMELESS, "", _spoken(nameless[1])) if nameless else None
    purpose, explain, rest = matched.groups()
    kind, wire = _ROUTES.get((method, rest)) or (Kind.REFUSED, _spoken(rest))
    if explain is not None:
        kind = Kind.EXPLANATION if kind is Kind.EXCHANGE else Kind.REFUSED
    return Target(kind, purpose, wire)


def _spoken(rest: str) -> Wire:
    """Whose error shape a path that is no route gets."""
    return ANTHROPIC_MESSAGES if rest.split("/", 1)[0] == "messages" else OPENAI_CHAT
