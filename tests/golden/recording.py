"""Representative calls to each proven provider, as their bytes arrive at a recording upstream.

Each is called, whole and streamed, with instructions, a user's text with tokens, an assistant's tool call, the tool's result and
another question; the ten of the product's design also with an image and a format of the answer (`formatted`), and with reasoning
that comes back (`reasoned`). What is recorded: the request line, the headers in order without secrets, and the body, laid out for
reading, fields in the order sent.
"""

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.core.call import render
from gateway.core.errors import Refusal
from gateway.core.note import NOTE
from gateway.core.registry import ProviderEntry, Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire, Yields
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.ports.provider import Provider
from tests.golden.bodies import ASKED, BODIES, STREAMED, WHOLE
from tests.support.litellm_library import loaded_once
from tests.support.providers import SECRET, exchange, rules
from tests.support.upstream import Received, RecordingUpstream, Reply


@dataclass(frozen=True, slots=True)
class Case:
    """A provider, the wire in which it is called, and the way to it. `path` follows the origin in its address."""

    flags: str
    wire: Wire
    model: str
    path: str = "/v1"
    prefix: str | None = None
    tools: bool = True
    """False where litellm knows that the provider takes none, and refuses them."""
    shapes: tuple[str, ...] = ()
    """Further bodies that it is called with."""

    @property
    def manners(self) -> tuple[str, ...]:
        """How it is called: streamed, where its answer is a text, and further shapes whole."""
        return (WHOLE, STREAMED, *self.shapes) if self.wire.yields is Yields.TEXT else (WHOLE,)

    def name(self, manner: str) -> str:
        """The file's name, without its ending."""
        way = f"through-{self.prefix}" if self.prefix else "direct"
        return f"{self.flags}.{self.wire.name}.{way}.{manner}"


FORMATTED, REASONED = ("formatted",), ("reasoned",)
CLAUDE, GEMINI = "claude-sonnet-4-5", "gemini-2.5-pro"
FIREWORKS = "accounts/fireworks/models/llama-v3p3-70b-instruct"
VERTEX = "/v1/projects/p-1/locations/europe-west4/publishers/google"
CASES = (
    Case("openai", OPENAI_CHAT, "gpt-5.6", shapes=FORMATTED),
    Case("openai", OPENAI_RESPONSES, "gpt-5.6", shapes=FORMATTED + REASONED),
    Case("openai", ANTHROPIC_MESSAGES, "gpt-4.1", prefix="openai"),
    Case("azure-openai", OPENAI_CHAT, "deployment-1", "/openai/v1", shapes=FORMATTED),
    Case("azure-openai", OPENAI_RESPONSES, "deployment-1", "/openai/v1", shapes=FORMATTED + REASONED),
    Case("anthropic", ANTHROPIC_MESSAGES, CLAUDE, shapes=FORMATTED + REASONED),
    Case("anthropic", OPENAI_CHAT, CLAUDE, prefix="anthropic", shapes=FORMATTED),
    Case("gemini", OPENAI_CHAT, GEMINI, "/v1beta", "gemini", shapes=FORMATTED),
    Case("gemini", ANTHROPIC_MESSAGES, GEMINI, "/v1beta", "gemini"),
    Case("vertex-ai", OPENAI_CHAT, GEMINI, VERTEX, "gemini", shapes=FORMATTED),
    Case("vertex-ai", ANTHROPIC_MESSAGES, GEMINI, VERTEX, "gemini"),
    Case("bedrock", OPENAI_CHAT, "openai.gpt-oss-120b-1:0", "/openai/v1", shapes=FORMATTED),
    Case("bedrock", OPENAI_CHAT, "anthropic.claude-sonnet-4-5-20250929-v1:0", "", "bedrock", shapes=FORMATTED),
    Case("mistral", OPENAI_CHAT, "mistral-large-2512", shapes=FORMATTED),
    Case("mistral", ANTHROPIC_MESSAGES, "mistral-large-2512", prefix="mistral"),
    Case("groq", OPENAI_CHAT, "llama-3.3-70b-versatile", "/openai/v1", shapes=FORMATTED),
    Case("groq", ANTHROPIC_MESSAGES, "llama-3.3-70b-versatile", "/openai/v1", "groq"),
    Case("openrouter", OPENAI_CHAT, "mistralai/mistral-large", "/api/v1", shapes=FORMATTED),
    Case("vllm", OPENAI_CHAT, "served-1", shapes=FORMATTED),
    Case("vllm", OPENAI_RESPONSES, "served-1", shapes=FORMATTED + REASONED),
    Case("vllm", ANTHROPIC_MESSAGES, "served-1", prefix="hosted_vllm"),
    Case("vllm", OPENAI_EMBEDDINGS, "served-1"),
    Case("openai", OPENAI_EMBEDDINGS, "text-embedding-3-small"),
    Case("azure-openai", OPENAI_EMBEDDINGS, "deployment-2", "/openai/v1"),
    Case("mistral", OPENAI_EMBEDDINGS, "mistral-embed"),
    Case("anthropic", ANTHROPIC_COUNT_TOKENS, CLAUDE),
    Case("xai", OPENAI_CHAT, "grok-4"),
    Case("xai", OPENAI_RESPONSES, "grok-4"),
    Case("xai", ANTHROPIC_MESSAGES, "grok-4", prefix="xai"),
    Case("fireworks", OPENAI_CHAT, FIREWORKS, "/inference/v1"),
    Case("fireworks", ANTHROPIC_MESSAGES, FIREWORKS, "/inference/v1", "fireworks_ai"),
    Case("perplexity", OPENAI_CHAT, "sonar", ""),
    Case("perplexity", ANTHROPIC_MESSAGES, "sonar", "", "perplexity", tools=False),
    Case("ollama", OPENAI_CHAT, "llama3.3:70b"),
    Case("ollama", OPENAI_EMBEDDINGS, "nomic-embed-text"),
    Case("ollama", OPENAI_CHAT, "llama3.3:70b", "", "ollama_chat"),
    Case("ollama", ANTHROPIC_MESSAGES, "llama3.3:70b", "", "ollama_chat"),
    Case("openai-compatible", OPENAI_CHAT, "served-1"),
    Case("openai-compatible", OPENAI_RESPONSES, "served-1"),
    Case("openai-compatible", OPENAI_EMBEDDINGS, "served-1"),
    Case("openai-compatible", ANTHROPIC_MESSAGES, "served-1"),
    Case("openai-compatible", ANTHROPIC_COUNT_TOKENS, "served-1"),
)


async def recorded() -> AsyncIterator[tuple[str, str]]:
    """Each case's name and what was sent."""
    egress = AiohttpEgress()
    providers: dict[Way, Provider] = {
        Way.DIRECT: AiohttpProvider(egress),
        Way.LITELLM: LitellmProvider(egress, loaded_once),
    }
    async with RecordingUpstream() as server:
        for case in CASES:
            for manner in case.manners:
                asked = _asked(case, server.origin, manner)
                server.answer_with(Reply(status=400))
                with suppress(Refusal):
                    await exchange(providers[asked.entry.way], asked)
                assert server.requests, case
                yield case.name(manner), _laid_out(server.requests.pop())
    await egress.close()


def _asked(case: Case, origin: str, manner: str) -> Upstream:
    streamed = manner == STREAMED
    way = Way.LITELLM if case.prefix else Way.DIRECT
    entry = ProviderEntry(
        name=case.flags,
        way=way,
        wires=frozenset({case.wire.name}) if way is Way.DIRECT else frozenset(),
        base_url=origin + case.path,
        region="eu",
        contract=None,
        credential=SECRET,
        litellm_prefix=case.prefix,
        rules=rules(way, case.prefix, case.flags),
    )
    forced = entry.rules[case.wire.name].forced(case.model, "<salt of the tenant>")
    body = BODIES[manner][case.wire.name](streamed)
    if not case.tools:
        del body["tools"]
        body["messages"] = [{"role": "user", "content": ASKED}]
    call = case.wire.read(body)  # a call that the wire itself would refuse shows nothing
    redacted = render(call, [leaf.text for leaf in call.leaves], [each.data for each in call.pictures], relaxed=True)
    sent = case.wire.outbound(redacted, model=case.model, note=NOTE, forced=forced)
    return Upstream(entry, case.wire, case.model, "acme", sent, streamed, forced)


def _laid_out(request: Received) -> str:
    lines = [f"{request.method} {request.path}"]
    lines += [f"{name}: {_without_secrets(name, value)}" for name, value in request.headers]
    return "\n".join([*lines, "", json.dumps(json.loads(request.body), indent=2, ensure_ascii=False), ""])


def _without_secrets(name: str, value: str) -> str:
    if name.lower() in {"host", "content-length"}:
        return f"<{name.lower()}>"
    return value.replace(SECRET, "<credential>")
