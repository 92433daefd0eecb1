"""Whoever builds a call, it leaves for the model that was permitted, spelled as its provider wants it, or not at all.

Every provider of the catalogue, in every wire that is spoken to it, off or not; litellm's own building of the names included.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider
from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.prefixes import PREFIXES
from gateway.adapters.litellm_provider.provider import LitellmProvider
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.ports.provider import Provider
from tests.support.litellm_library import loaded_once
from tests.support.providers import GENEROUS, WIRES, StubGate, body, entry, packaged_flags, upstream
from tests.support.upstream import RecordingUpstream

ALL: dict[str, Wire] = {wire.name: wire for wire in (*WIRES, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS)}
DIRECT = [(name, wire.value) for name, flags in packaged_flags().items() for wire in flags.wires]
TRANSLATED = [
    (name, flags.translated.prefix, wire)
    for name, flags in packaged_flags().items()
    if flags.translated and flags.translated.prefix in PREFIXES
    for wire in sorted(PREFIXES[flags.translated.prefix].wires)
]
NAMES = ("m-1", "M-1", "ft:m-1:acme::a1", "m-1@001", "gpt-5-search-api", "o1-pro", "1234567890")
WITH_SLASH = ("org/name", "openai/gpt-5", "gemini/m", "a/b/c")
OWN = {
    "fireworks_ai": (
        *("accounts/acme/models/m", "models/m", "routers/m", "m-fast", "auto", "auto-instant"),
        *("firerouter", "firerouter/m", "FW-m", *WITH_SLASH),
    ),
    "bedrock": (
        "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2",
        *("eu-central-1/anthropic.m-v1:0", "nova/arn:aws:bedrock:eu-central-1:1:custom-model-deployment/a", "nova-2/m"),
        *("us.anthropic.m-v1:0", *WITH_SLASH),
    ),
    "gemini": (),  # its path has one segment for the name
}


@pytest.fixture
async def server() -> AsyncIterator[RecordingUpstream]:
    async with RecordingUpstream() as server:
        yield server


@pytest.fixture
async def egress() -> AsyncIterator[AiohttpEgress]:
    egress = AiohttpEgress()
    yield egress
    await egress.close()


def asked(wire: Wire) -> JsonObject:
    if wire is OPENAI_EMBEDDINGS:
        return {"model": "m", "input": "Hello"}
    if wire is ANTHROPIC_COUNT_TOKENS:
        return {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}
    return body(wire)


def call(
    server: RecordingUpstream, flags: str, wire: str, *, prefix: str | None = None, model: str = "m-1"
) -> Upstream:
    way = Way.LITELLM if prefix else Way.DIRECT
    made = replace(entry(way, server.base_url, prefix=prefix, flags=flags), wires=frozenset(ALL))
    return upstream(made, ALL[wire], asked(ALL[wire]), model=model)


async def refused_everywhere(provider: Provider, sent: Upstream, server: RecordingUpstream) -> None:
    """`isogate explain` and the call say the same, and nobody is dialled."""
    async with provider.prepare(sent) as prepared:
        with pytest.raises(Refusal) as explained:
            prepared.check()
        with pytest.raises(Refusal) as dialled:
            async with prepared.dial(StubGate(), GENEROUS):
                pass
    assert explained.value.code is dialled.value.code is Code.INTERNAL
    assert server.connections == 0


def misnaming(own: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
    """A build that asks for another model."""

    async def wrong(**given: object) -> object:
        return await own(**{**given, "model": f"{given['model']}-next"})

    return wrong


@pytest.mark.parametrize(("flags", "wire"), DIRECT, ids="-".join)
async def test_a_direct_call_under_another_name_is_refused_before_a_byte_is_sent(
    server: RecordingUpstream, egress: AiohttpEgress, flags: str, wire: str
) -> None:
    provider, sent = AiohttpProvider(egress), call(server, flags, wire)
    async with provider.prepare(sent) as prepared:
        prepared.check()

    without = {name: value for name, value in sent.body.items() if name != "model"}
    for wrong in ({**sent.body, "model": "m-2"}, without):
        await refused_everywhere(provider, replace(sent, body=wrong), server)


@pytest.mark.parametrize(("flags", "prefix", "wire"), TRANSLATED, ids="-".join)
async def test_a_translated_call_under_another_name_is_refused_before_a_byte_is_sent(
    server: RecordingUpstream, egress: AiohttpEgress, flags: str, prefix: str, wire: str
) -> None:
    sent = call(server, flags, wire, prefix=prefix)
    async with LitellmProvider(egress, loaded_once).prepare(sent) as prepared:
        prepared.check()

    def planted() -> Library:
        right = loaded_once()
        return replace(right, completion=misnaming(right.completion), messages=misnaming(right.messages))

    await refused_everywhere(LitellmProvider(egress, planted), sent, server)


@pytest.mark.parametrize(("flags", "prefix", "wire"), TRANSLATED, ids="-".join)
async def test_every_form_of_a_name_that_litellm_takes_leaves_as_the_rule_spells_it(
    server: RecordingUpstream, egress: AiohttpEgress, flags: str, prefix: str, wire: str
) -> None:
    provider = LitellmProvider(egress, loaded_once)
    for model in (*NAMES, *OWN.get(prefix, WITH_SLASH)):
        async with provider.prepare(call(server, flags, wire, prefix=prefix, model=model)) as prepared:
            prepared.check()
            assert prepared.outgoing.bounds.model.endswith(model.rpartition("/")[2])
