"""One representative call to each proven provider, as its bytes arrive at a recording upstream.

The call has instructions, a user's text with tokens, an assistant's tool call, the tool's result and another question. What is
recorded: the request line, the headers in order without secrets, and the body, laid out for reading, fields in the order sent.
"""

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject
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
from tests.support.litellm_library import loaded_once
from tests.support.providers import SECRET, exchange, rules
from tests.support.upstream import Received, RecordingUpstream, Reply

SYSTEM = "Draft mails for the sales team. Be brief."
ASKED = "Write to [PERSON_1] <[EMAIL_ADDRESS_1]> about the renewal."
THEN = "Thank you. Shorter, please."
TOOL, ABOUT = "create_draft", "Puts a draft into the outbox."
ARGUMENTS: JsonObject = {"to": "[EMAIL_ADDRESS_1]", "text": "Dear [PERSON_1]"}
RESULT = '{"id": 7, "state": "draft"}'
PARAMETERS: JsonObject = {
    "type": "object",
    "properties": {"to": {"type": "string"}, "text": {"type": "string"}},
    "required": ["to", "text"],
}


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

    @property
    def manners(self) -> tuple[bool, ...]:
        """Whether it is streamed: an answer in text may be, any other is whole."""
        return (False, True) if self.wire.yields is Yields.TEXT else (False,)

    def name(self, *, streamed: bool) -> str:
        """The file's name, without its ending."""
        way = f"through-{self.prefix}" if self.prefix else "direct"
        return f"{self.flags}.{self.wire.name}.{way}.{'streamed' if streamed else 'whole'}"


CLAUDE, GEMINI = "claude-sonnet-4-5", "gemini-2.5-pro"
FIREWORKS = "accounts/fireworks/models/llama-v3p3-70b-instruct"
VERTEX = "/v1/projects/p-1/locations/europe-west4/publishers/google"
CASES = (
    Case("openai", OPENAI_CHAT, "gpt-5.6"),
    Case("openai", OPENAI_RESPONSES, "gpt-5.6"),
    Case("openai", ANTHROPIC_MESSAGES, "gpt-4.1", prefix="openai"),
    Case("azure-openai", OPENAI_CHAT, "deployment-1", "/openai/v1"),
    Case("azure-openai", OPENAI_RESPONSES, "deployment-1", "/openai/v1"),
    Case("anthropic", ANTHROPIC_MESSAGES, CLAUDE),
    Case("anthropic", OPENAI_CHAT, CLAUDE, prefix="anthropic"),
    Case("gemini", OPENAI_CHAT, GEMINI, "/v1beta", "gemini"),
    Case("gemini", ANTHROPIC_MESSAGES, GEMINI, "/v1beta", "gemini"),
    Case("vertex-ai", OPENAI_CHAT, GEMINI, VERTEX, "gemini"),
    Case("vertex-ai", ANTHROPIC_MESSAGES, GEMINI, VERTEX, "gemini"),
    Case("bedrock", OPENAI_CHAT, "openai.gpt-oss-120b-1:0", "/openai/v1"),
    Case("bedrock", OPENAI_CHAT, "anthropic.claude-sonnet-4-5-20250929-v1:0", "", "bedrock"),
    Case("mistral", OPENAI_CHAT, "mistral-large-2512"),
    Case("mistral", ANTHROPIC_MESSAGES, "mistral-large-2512", prefix="mistral"),
    Case("groq", OPENAI_CHAT, "llama-3.3-70b-versatile", "/openai/v1"),
    Case("groq", ANTHROPIC_MESSAGES, "llama-3.3-70b-versatile", "/openai/v1", "groq"),
    Case("openrouter", OPENAI_CHAT, "mistralai/mistral-large", "/api/v1"),
    Case("vllm", OPENAI_CHAT, "served-1"),
    Case("vllm", OPENAI_RESPONSES, "served-1"),
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
            for streamed in case.manners:
                asked = _asked(case, server.origin, streamed=streamed)
                server.answer_with(Reply(status=400))
                with suppress(Refusal):
                    await exchange(providers[asked.entry.way], asked)
                assert server.requests, case
                yield case.name(streamed=streamed), _laid_out(server.requests.pop())
    await egress.close()


def _asked(case: Case, origin: str, *, streamed: bool) -> Upstream:
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
    body = _BODIES[case.wire.name](streamed)
    if not case.tools:
        del body["tools"]
        body["messages"] = [{"role": "user", "content": ASKED}]
    case.wire.read(body)  # a call that the wire itself would refuse shows nothing
    sent = case.wire.outbound(body, model=case.model, note=NOTE, forced=forced)
    return Upstream(entry, case.wire, case.model, "acme", sent, streamed, forced)


def _laid_out(request: Received) -> str:
    lines = [f"{request.method} {request.path}"]
    lines += [f"{name}: {_without_secrets(name, value)}" for name, value in request.headers]
    return "\n".join([*lines, "", json.dumps(json.loads(request.body), indent=2, ensure_ascii=False), ""])


def _without_secrets(name: str, value: str) -> str:
    if name.lower() in {"host", "content-length"}:
        return f"<{name.lower()}>"
    return value.replace(SECRET, "<credential>")


def _chat(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    call: JsonObject = {
        "id": "call_1",
        "type": "function",
        "function": {"name": TOOL, "arguments": json.dumps(ARGUMENTS)},
    }
    return {
        "model": "small",
        "messages": [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": ASKED},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": RESULT},
            {"role": "user", "content": THEN},
        ],
        "tools": [{"type": "function", "function": {"name": TOOL, "description": ABOUT, "parameters": PARAMETERS}}],
        "max_tokens": 400,
        "stream": streamed,
    }


def _messages(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    return {
        "model": "small",
        "system": SYSTEM,
        "messages": [
            {"role": "user", "content": ASKED},
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "id": "call_1", "name": TOOL, "input": ARGUMENTS}],
            },
            {
                "role": "user",
                "content": [
                    {"type": "tool_result", "tool_use_id": "call_1", "content": RESULT},
                    {"type": "text", "text": THEN},
                ],
            },
        ],
        "tools": [{"name": TOOL, "description": ABOUT, "input_schema": PARAMETERS}],
        "max_tokens": 400,
        "stream": streamed,
    }


def _responses(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    call: JsonObject = {
        "type": "function_call",
        "call_id": "call_1",
        "name": TOOL,
        "arguments": json.dumps(ARGUMENTS),
    }
    return {
        "model": "small",
        "instructions": SYSTEM,
        "input": [
            {"role": "user", "content": ASKED},
            call,
            {"type": "function_call_output", "call_id": "call_1", "output": RESULT},
            {"role": "user", "content": THEN},
        ],
        "tools": [{"type": "function", "name": TOOL, "description": ABOUT, "parameters": PARAMETERS, "strict": False}],
        "max_output_tokens": 400,
        "stream": streamed,
    }


def _embeddings(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    del streamed
    return {"model": "small", "input": [ASKED, THEN]}


def _count_tokens(streamed: bool) -> JsonObject:  # noqa: FBT001 - called by a table
    whole = _messages(streamed)
    return {name: value for name, value in whole.items() if name not in {"max_tokens", "stream"}}


_BODIES = {
    "openai.chat": _chat,
    "anthropic.messages": _messages,
    "openai.responses": _responses,
    "openai.embeddings": _embeddings,
    "anthropic.count_tokens": _count_tokens,
}
