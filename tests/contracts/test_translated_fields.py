"""No field of a caller's closed list is a fault of the gateway's at any provider: it leaves within the rule, or is refused.

What litellm makes of a field is its own affair, model by model; a body outside the provider's rule would be `internal`.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.litellm_provider.prefixes import PREFIXES
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.core.call import render
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.litellm_library import loaded_once
from tests.support.providers import body, entry, upstream

SCHEMA: JsonObject = {"type": "object", "properties": {"to": {"type": "string"}}}
TOOL: JsonObject = {"type": "function", "function": {"name": "find", "parameters": SCHEMA}}


def each(name: str, *values: JsonValue, **beside: JsonValue) -> list[JsonObject]:
    """The field with each value."""
    return [{**beside, name: value} for value in values]


TOOLS: JsonObject = {"tools": [TOOL]}
TOOLS_A: JsonObject = {"tools": [{"name": "find", "input_schema": SCHEMA}]}
STRICT: JsonObject = {"type": "json_schema", "json_schema": {"name": "r", "strict": True, "schema": SCHEMA}}
FORMAT_A: JsonObject = {"format": {"type": "json_schema", "schema": SCHEMA}}
FIELDS: dict[str, list[JsonObject]] = {
    OPENAI_CHAT.name: [
        *each("response_format", {"type": "json_object"}, STRICT),
        *each("tool_choice", "none", "auto", "required", {"type": "function", "function": {"name": "find"}}, **TOOLS),
        {**TOOLS, "parallel_tool_calls": True},
        {**TOOLS, "parallel_tool_calls": False},
        *each("reasoning_effort", "none", "minimal", "low", "high", "xhigh", "max"),
        *each("stop", ["A"]),
        *each("temperature", 0.3),
        *each("top_p", 0.5),
        *each("seed", 7),
        *each("n", 2),
        *each("frequency_penalty", 0.5),
        *each("presence_penalty", 0.5),
        *each("logit_bias", {"50": 1}),
        *each("verbosity", "low"),
    ],
    ANTHROPIC_MESSAGES.name: [
        *each("tool_choice", {"type": "auto"}, {"type": "any"}, {"type": "none"}, **TOOLS_A),
        *each("tool_choice", {"type": "tool", "name": "find", "disable_parallel_tool_use": True}, **TOOLS_A),
        *each("stop_sequences", ["A"]),
        *each("temperature", 0.3),
        *each("top_p", 0.5),
        *each("top_k", 5),
        *each("thinking", {"type": "adaptive"}),
        *each("output_config", {"effort": "low"}, FORMAT_A),
    ],
}
MODELS = {
    "anthropic": ["claude-3-haiku-20240307", "claude-sonnet-4-5", "claude-opus-4-6", "claude-nobody-knows"],
    "bedrock": ["anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-pro-v1:0", "nobody.knows-v1:0"],
    "gemini": ["gemini-2.5-pro", "gemini-nobody-knows"],
    "openai": ["gpt-5.6", "gpt-4.1", "o3"],
    "groq": ["llama-3.3-70b-versatile", "openai/gpt-oss-120b"],
}
"""litellm decides by the name; of other providers one is as good as another."""


def cases() -> Iterator[tuple[str, Wire, str]]:
    for prefix, row in PREFIXES.items():
        for wire in (OPENAI_CHAT, ANTHROPIC_MESSAGES):
            if wire.name in row.wires:
                yield from ((prefix, wire, model) for model in MODELS.get(prefix, ["m-1"]))


async def refusal(provider: LitellmProvider, prefix: str, wire: Wire, model: str, given: JsonObject) -> Refusal | None:
    """Why such a call would not leave."""
    call = wire.read({**body(wire), **given})
    asked = upstream(entry(Way.LITELLM, "http://127.0.0.1:9/v1", prefix=prefix), wire, {**body(wire), "model": model})
    forced = asked.entry.rules[wire.name].forced(model, "salt") if wire.name in asked.entry.rules else {}
    sent = wire.outbound(
        render(call, [leaf.text for leaf in call.leaves], relaxed=True), model=model, note=None, forced=forced
    )
    try:
        async with provider.prepare(replace(asked, model=model, body=sent, forced=forced)) as prepared:
            prepared.check()
    except Refusal as refused:
        return refused
    return None


@pytest.mark.parametrize(("prefix", "wire", "model"), list(cases()), ids=lambda value: getattr(value, "name", value))
async def test_each_field_leaves_or_is_refused(prefix: str, wire: Wire, model: str) -> None:
    egress = AiohttpEgress()
    provider = LitellmProvider(egress, loaded_once)
    ended = {json.dumps(given): await refusal(provider, prefix, wire, model, given) for given in FIELDS[wire.name]}
    await egress.close()

    assert {given for given, why in ended.items() if why and why.code is not Code.PARAMETER_REFUSED} == set()
    assert None in ended.values()


@pytest.mark.parametrize(
    ("prefix", "wire", "given"),
    [
        ("mistral", ANTHROPIC_MESSAGES, {"top_k": 5}),
        ("bedrock", OPENAI_CHAT, {"reasoning_effort": "low"}),
        ("bedrock", OPENAI_CHAT, {**TOOLS, "parallel_tool_calls": False}),
    ],
)
async def test_what_a_provider_lacks_is_refused_by_its_name(prefix: str, wire: Wire, given: JsonObject) -> None:
    egress = AiohttpEgress()
    why = await refusal(LitellmProvider(egress, loaded_once), prefix, wire, MODELS.get(prefix, ["m-1"])[0], given)
    await egress.close()

    assert why is not None
    assert (why.code, why.param) == (Code.PARAMETER_REFUSED, list(given)[-1])
