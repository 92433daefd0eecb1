"""Direct calls: address, head, credential, and where an answer ends. The rest is in the contract suite."""

from dataclasses import replace

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.aiohttp_provider.provider import AiohttpProvider, address, credential
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import Way
from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_request import MAX_INPUTS_AS_NUMBERS
from tests.support.providers import GENEROUS, SECRET, TENANT_SECRET, StubGate, body, entry, exchange, upstream
from tests.support.upstream import End, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut


@pytest.mark.parametrize(
    ("base", "path", "expected"),
    [
        ("https://api.openai.com/v1", "/chat/completions", "https://api.openai.com/v1/chat/completions"),
        ("https://api.openai.com/v1/", "/chat/completions", "https://api.openai.com/v1/chat/completions"),
        ("https://api.anthropic.com", "/v1/messages", "https://api.anthropic.com/v1/messages"),
        ("https://api.anthropic.com/v1", "/v1/messages", "https://api.anthropic.com/v1/messages"),
        ("https://h/openai/v1", "/chat/completions", "https://h/openai/v1/chat/completions"),
        ("http://vllm:8000/v1", "/chat/completions", "http://vllm:8000/v1/chat/completions"),
    ],
)
def test_the_vendors_usual_base_urls_work(base: str, path: str, expected: str) -> None:
    assert address(base, path) == expected


def test_a_tenants_own_credential_goes_before_the_deployments() -> None:
    provider = entry(Way.DIRECT, "https://h/v1")

    assert credential(provider, "acme") == TENANT_SECRET
    assert credential(provider, "globex") == SECRET


async def test_the_body_is_written_as_the_projects_one_writer_writes_it() -> None:
    given = body(OPENAI_CHAT, text="Grüße \u2028 [PERSON_1]")
    asked = upstream(entry(Way.DIRECT, "https://h/v1"), OPENAI_CHAT, given)

    async with AiohttpProvider(AiohttpEgress()).prepare(asked) as prepared:
        assert prepared.outgoing.body == dump(asked.body)


async def test_a_wire_that_the_entry_does_not_list_is_refused() -> None:
    asked = upstream(entry(Way.SANDBOX, "https://h/v1"), OPENAI_CHAT, body(OPENAI_CHAT))

    with pytest.raises(Refusal) as refused:
        async with AiohttpProvider(AiohttpEgress()).prepare(asked):
            pass

    assert refused.value.code is Code.PROVIDER_NOT_CONTRACTED


async def test_each_wire_has_its_own_manners() -> None:
    async with RecordingUpstream() as server:
        server.answer_with(Says("Hello"))
        egress = AiohttpEgress()
        for wire, streamed in ((OPENAI_CHAT, False), (ANTHROPIC_MESSAGES, True)):
            asked = upstream(entry(Way.DIRECT, server.base_url), wire, body(wire, streamed=streamed))
            await exchange(AiohttpProvider(egress), asked)
        await egress.close()

    openai, anthropic = server.requests
    assert (openai.path, anthropic.path) == ("/v1/chat/completions", "/v1/messages")
    assert openai.header("authorization") == f"Bearer {SECRET}"
    assert openai.header("x-api-key") is openai.header("anthropic-version") is None
    assert anthropic.header("x-api-key") == SECRET
    assert anthropic.header("authorization") is None
    assert anthropic.header("anthropic-version") == "2023-06-01"
    assert openai.header("accept") == "application/json"
    assert anthropic.header("accept") == "text/event-stream"


async def test_a_provider_without_credential_gets_none() -> None:
    async with RecordingUpstream() as server:
        server.answer_with(Says("Hello"))
        egress = AiohttpEgress()
        provider = entry(Way.DIRECT, server.base_url, credential=None)
        await exchange(AiohttpProvider(egress), upstream(provider, OPENAI_CHAT, body(OPENAI_CHAT)))
        await egress.close()

    assert server.requests[0].header("authorization") is None


@pytest.mark.parametrize("wire", [OPENAI_CHAT, ANTHROPIC_MESSAGES], ids=lambda wire: wire.name)
async def test_an_ended_answer_is_not_held_up_by_a_connection_that_stays_open(
    wire: Wire,
) -> None:
    async with RecordingUpstream() as server:
        server.answer_with(lambda received: cut(Says("Hello").reply(received), 99, End.HANG))
        egress = AiohttpEgress()
        asked = upstream(entry(Way.DIRECT, server.base_url), wire, body(wire, streamed=True))
        exchanged = await exchange(AiohttpProvider(egress), asked, StubGate(), GENEROUS)

        assert exchanged.events[-1].name in {"[DONE]", "message_stop"}
        assert await server.requests[0].closed_within()
        await egress.close()


async def test_an_answer_of_vectors_may_have_many_numbers_and_an_answer_of_text_may_not() -> None:
    asked: JsonObject = {"model": "m", "input": ["x"] * MAX_INPUTS_AS_NUMBERS}
    vector = "[" + ",".join(["0.0123456789"] * 4096) + "]"
    rows = ",".join(f'{{"index":{index},"embedding":{vector}}}' for index in range(MAX_INPUTS_AS_NUMBERS))
    async with RecordingUpstream() as server:
        server.answer_with(Reply((f'{{"object":"list","data":[{rows}]}}'.encode(),)))
        provider = replace(entry(Way.DIRECT, server.base_url), wires=frozenset({"openai.embeddings", "openai.chat"}))
        egress = AiohttpEgress()
        (event,) = (await exchange(AiohttpProvider(egress), upstream(provider, OPENAI_EMBEDDINGS, asked))).events
        with pytest.raises(Refusal) as refused:
            await exchange(AiohttpProvider(egress), upstream(provider, OPENAI_CHAT, body(OPENAI_CHAT)))
        await egress.close()

    (answer,) = OPENAI_EMBEDDINGS.answer(OPENAI_EMBEDDINGS.read(asked), call_id="t").accept(event)
    assert isinstance(answer.data["data"], list)
    assert len(answer.data["data"]) == MAX_INPUTS_AS_NUMBERS
    assert refused.value.code is Code.PROVIDER_ERROR


@pytest.mark.parametrize(
    "event", [b'data: {"error": {"message": "canary"}}\n\n', b'event: error\ndata: {"type": "error"}\n\n']
)
async def test_a_providers_own_error_event_never_comes_out(event: bytes) -> None:
    async with RecordingUpstream() as server:
        server.answer_with(Reply((event,), content_type="text/event-stream", chunked=True))
        egress = AiohttpEgress()
        asked = upstream(entry(Way.DIRECT, server.base_url), OPENAI_CHAT, body(OPENAI_CHAT, streamed=True))
        with pytest.raises(Refusal) as refused:
            await exchange(AiohttpProvider(egress), asked)
        await egress.close()

    assert refused.value.code is Code.PROVIDER_ERROR
