"""How the recording upstream answers: the last user text that it got, repeated, or a call of a tool that the text names.

It speaks as the address asks: OpenAI's and Anthropic's interfaces, and those to which litellm translates. To others it says that
it does not: what they were sent is recorded all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from gateway.adapters.sandbox_provider.figures import counted, vectors
from gateway.adapters.sandbox_provider.provider import SHAPES
from gateway.adapters.sandbox_provider.request import read
from gateway.adapters.sandbox_provider.script import turn
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.translated_dialects import SSE, TRANSLATED, Dialect
from gateway.cli.verify.upstream import Answer, Request
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import ProviderEntry
from gateway.core.stages import Upstream
from gateway.core.strict_json import dump
from gateway.core.wire import Wire, Yields
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES

ECHO = "echo"
_BY_PATH: tuple[tuple[str, Wire], ...] = (
    ("/chat/completions", OPENAI_CHAT),
    ("/responses", OPENAI_RESPONSES),
    ("/embeddings", OPENAI_EMBEDDINGS),
    ("/messages/count_tokens", ANTHROPIC_COUNT_TOKENS),
    ("/messages", ANTHROPIC_MESSAGES),
)

Cut = Callable[[list[bytes]], list[bytes]]
"""The events of a stream → the pieces in which they leave."""


def in_bytes(size: int) -> Cut:
    """Pieces of so many bytes, whatever they cut through."""

    def cut(events: list[bytes]) -> list[bytes]:
        whole = b"".join(events)
        return [whole[at : at + size] for at in range(0, len(whole), size)]

    return cut


CUTS: Mapping[str, Cut] = MappingProxyType(
    {
        "at once": lambda events: [b"".join(events)],
        "by event": list,
        "by 7 bytes": in_bytes(7),
        "by byte": in_bytes(1),
    }
)


@dataclass(frozen=True, slots=True)
class Dialects:
    """Answers of one provider, its streams cut in one way."""

    entry: ProviderEntry
    cut: Cut
    headers: Mapping[str, str]
    """What confirms its retention, where its rule wants that confirmed."""

    def __call__(self, request: Request) -> Answer:
        """The answer; status 501 where the address is none of those that are spoken."""
        body: JsonObject = json.loads(request.body)
        for ending, (dialect, streams) in TRANSLATED.items():
            if request.path.endswith(ending):
                return self._translated(
                    dialect, body, streamed=body.get("stream") is True if streams is None else streams
                )
        wire = next((each for ending, each in _BY_PATH if request.path.endswith(ending)), None)
        if wire is None:
            return Answer((b"{}",), status=501)
        model = str(body.get("model", ECHO))  # some rules want it confirmed
        upstream = Upstream(self.entry, wire, model, "", body, body.get("stream") is True)
        asked = read(upstream)
        if wire.yields is not Yields.TEXT:
            event = vectors(upstream) if wire.yields is Yields.VECTORS else counted(asked)
            return Answer((dump(event.data),), headers=self.headers)
        answered = turn(replace(asked, model=ECHO))
        whole, streamed = SHAPES[wire.name]
        if not upstream.streamed:
            # Real ones say which tier served, and litellm's reading of Groq needs it.
            said = whole(asked, answered).data | ({"service_tier": "default"} if wire is OPENAI_CHAT else {})
            return Answer((dump(said),), headers=self.headers)
        events = [wire.encode(event, streamed=True) for event in streamed(asked, answered)]
        return Answer(self.cut(events), SSE, headers=self.headers)

    def _translated(self, dialect: Dialect, body: JsonObject, *, streamed: bool) -> Answer:
        said = turn(replace(dialect.asked(body), model=ECHO))
        if not streamed:
            return Answer((dump(dialect.whole(said)),), headers=self.headers)
        return Answer(self.cut(dialect.streamed(said)), dialect.content_type, headers=self.headers)


def confirming(route: Route, wire: str) -> Mapping[str, str]:
    """The headers in which a provider says what its rule wants to hear."""
    wanted = route.entry.rules[wire].answer_headers
    return {name: said for name, allowed in wanted.items() for said in allowed[:1] if said is not None}


def is_spoken(path: str) -> bool:
    """True for the address of an interface that has answers here."""
    return path.endswith((*TRANSLATED, *(ending for ending, _ in _BY_PATH)))
