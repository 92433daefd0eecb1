"""Each litellm provider of the table: its bytes are held, guarded, and sent once; see also the contract suite."""

import asyncio
import gc
import json
import logging
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.adapters.aiohttp_provider.egress import AiohttpEgress
from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.prefixes import PREFIXES
from gateway.adapters.litellm_provider.provider import LitellmProvider, Translated
from gateway.cli.verify.translated_dialects import framed
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Event, ServerSentEvent, Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.aws import signed_by_botocore
from tests.support.event_stream import CONTENT_TYPE, FRAMES
from tests.support.garbage import looked_at_alone
from tests.support.litellm_library import loaded_once
from tests.support.providers import GENEROUS, SECRET, WIRES, StubGate, body, entry, exchange, text_read, upstream
from tests.support.restorers import ReplacingRestorers
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Calls, Says, fails
from tests.support.wires import through

TEXT = "Hello [PERSON_1]"
GEMINI = {
    "candidates": [{"content": {"parts": [{"text": TEXT}], "role": "model"}, "finishReason": "STOP", "index": 0}],
    "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5},
}
OLLAMA = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": True, "done_reason": "stop"}


@pytest.fixture
async def server() -> AsyncIterator[RecordingUpstream]:
    async with RecordingUpstream() as server:
        server.answer_with(answer)
        yield server


@pytest.fixture
async def provider() -> AsyncIterator[LitellmProvider]:
    egress = AiohttpEgress()
    yield LitellmProvider(egress, loaded_once)
    await egress.close()


def answer(received: Received) -> Reply:
    """An answer in the dialect that the path belongs to."""
    if "enerateContent" in received.path:
        raw = json.dumps(GEMINI).encode()
        if "stream" in received.path:
            return Reply((b"data: " + raw + b"\r\n\r\n",), content_type="text/event-stream")
        return Reply((raw,))
    if received.path.endswith(("/converse", "/converse-stream")):
        return converse(streamed=received.path.endswith("-stream"))
    if received.path.endswith("/api/chat"):
        message = {"role": "assistant", "content": TEXT}
        raw = json.dumps({**OLLAMA, "message": message}, separators=(",", ":")).encode() + b"\n"
        return Reply((raw,), content_type="application/x-ndjson")
    reply = replace(Says(TEXT).reply(received), headers=(("x-zero-data-retention", "true"),))
    if reply.content_type == "application/json":  # Groq's translation wants the field that Groq always sends
        return replace(reply, pieces=(reply.pieces[0][:-1] + b',"service_tier":"x"}',))
    return reply


def converse(*, streamed: bool) -> Reply:
    """Bedrock's answer."""
    usage: JsonValue = {"inputTokens": 3, "outputTokens": 2, "totalTokens": 5}
    if not streamed:
        message = {"role": "assistant", "content": [{"text": TEXT}]}
        whole = {"output": {"message": message}, "stopReason": "end_turn", "usage": usage, "metrics": {"latencyMs": 1}}
        return Reply((json.dumps(whole).encode(),))
    events = (
        framed("messageStart", {"role": "assistant"}),
        framed("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": TEXT}}),
        framed("contentBlockStop", {"contentBlockIndex": 0}),
        framed("messageStop", {"stopReason": "end_turn"}),
        framed("metadata", {"usage": usage, "metrics": {"latencyMs": 1}}),
    )
    return Reply(events, content_type=CONTENT_TYPE)


def asked(
    server: RecordingUpstream, prefix: str | None, wire: Wire, *, streamed: bool = False, **more: JsonValue
) -> Upstream:
    provider = entry(Way.LITELLM, server.base_url, prefix=prefix)
    sent = upstream(provider, wire, body(wire, streamed=streamed, text=TEXT))
    sent.body.update(more)
    return sent


def rows() -> list[tuple[str, Wire]]:
    return [(name, wire) for name, prefix in PREFIXES.items() for wire in WIRES if wire.name in prefix.wires]


@pytest.mark.parametrize(("name", "wire"), rows(), ids=lambda each: getattr(each, "name", each))
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_every_provider_of_the_table_sends_what_was_guarded_and_is_read_back(
    provider: LitellmProvider, server: RecordingUpstream, name: str, wire: Wire, *, streamed: bool
) -> None:
    sent = asked(server, name, wire, streamed=streamed)

    exchanged = await exchange(provider, sent)

    (request,) = server.requests
    assert request.body == exchanged.outgoing.body
    assert TEXT.encode() in request.body
    assert SECRET in request.head.decode()
    assert SECRET not in repr(exchanged.outgoing) + request.body.decode()
    assert text_read(wire, body(wire, streamed=streamed), exchanged.events) == TEXT
    assert sent.forced.items() <= request.json.items()


@pytest.mark.parametrize("name", [name for name, prefix in PREFIXES.items() if "openai.chat" in prefix.answers_in])
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_answer_in_the_callers_wire_is_read_as_a_direct_providers(
    provider: LitellmProvider, server: RecordingUpstream, name: str, *, streamed: bool
) -> None:
    asked_for = asked(server, name, OPENAI_CHAT, streamed=streamed)

    async with provider.prepare(asked_for) as prepared, prepared.dial(StubGate(), GENEROUS) as incoming:
        assert not isinstance(incoming, Translated)
        arrived = [each async for events in incoming.arrivals() for each in events]

    assert isinstance(arrived[0], ServerSentEvent) is streamed


@pytest.mark.parametrize("name", [name for name, prefix in PREFIXES.items() if "anthropic.messages" in prefix.wires])
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_an_answer_in_anthropics_wire_is_what_litellm_alone_makes_of_it(
    server: RecordingUpstream, monkeypatch: pytest.MonkeyPatch, name: str, *, streamed: bool
) -> None:
    egress = AiohttpEgress()
    asked_for = asked(server, name, ANTHROPIC_MESSAGES, streamed=streamed)

    short = await exchange(LitellmProvider(egress, loaded_once), asked_for)
    litellm = sys.modules["litellm"]
    monkeypatch.setattr(sys.modules["litellm.llms.anthropic.pass_through.adapters.handler"], "litellm", litellm)
    alone = replace(loaded_once(), messages=litellm.anthropic_messages)
    whole = await exchange(LitellmProvider(egress, lambda: alone), asked_for)
    await egress.close()

    assert without_ids(short.events) == without_ids(whole.events)


def without_ids(events: list[Event]) -> list[str]:
    """The events, with what litellm makes up for each call taken out."""
    return [re.sub(r"'id': '[^']*'", "", repr((event.name, event.data))) for event in events]


@pytest.mark.parametrize(
    ("prefix", "wire"), [("anthropic", OPENAI_CHAT), ("openai", ANTHROPIC_MESSAGES), ("mistral", OPENAI_CHAT)]
)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
async def test_tool_calls_cross_dialects(
    provider: LitellmProvider, server: RecordingUpstream, prefix: str, wire: Wire, *, streamed: bool
) -> None:
    server.answer_with(Calls([("send_mail", {"to": "[EMAIL_ADDRESS_1]"})]))
    given = body(wire, streamed=streamed, text=TEXT, tool="send_mail")
    sent = upstream(entry(Way.LITELLM, server.base_url, prefix=prefix), wire, given)

    exchanged = await exchange(provider, sent)

    assert b"send_mail" in server.requests[0].body
    answered = through(wire, wire.read(given), exchanged.events, ReplacingRestorers())
    assert b"send_mail" in answered
    assert b"[EMAIL_ADDRESS_1]" in answered


@pytest.mark.parametrize("prefix", ["vertex_ai", "cohere_chat", "azure", "", None])
async def test_a_provider_that_is_not_in_the_table_is_off(
    provider: LitellmProvider, server: RecordingUpstream, prefix: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        await exchange(provider, asked(server, prefix, OPENAI_CHAT))

    assert refused.value.code is Code.PROVIDER_NOT_CONTRACTED


async def test_an_entry_without_address_is_off() -> None:
    sent = upstream(entry(Way.LITELLM, "", prefix="mistral"), OPENAI_CHAT, body(OPENAI_CHAT))

    with pytest.raises(Refusal) as refused:
        await exchange(LitellmProvider(AiohttpEgress(), loaded_once), sent)

    assert refused.value.code is Code.PROVIDER_NOT_CONTRACTED


async def test_a_field_outside_the_list_is_refused_and_not_sent(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    with pytest.raises(Refusal) as refused:
        await exchange(provider, asked(server, "mistral", OPENAI_CHAT, api_base="http://evil"))

    assert refused.value.code is Code.PARAMETER_REFUSED
    assert server.connections == 0


async def test_a_parameter_that_the_provider_lacks_is_refused_and_not_dropped(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    with pytest.raises(Refusal) as refused:
        await exchange(provider, asked(server, "ollama_chat", OPENAI_CHAT, logit_bias={"1": 1}))

    assert refused.value.code is Code.PARAMETER_REFUSED
    assert server.connections == 0


async def test_a_failing_provider_is_dialled_once_though_litellm_would_repeat(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    server.answer_with(fails(500))

    with pytest.raises(Refusal):
        await exchange(provider, asked(server, "mistral", OPENAI_CHAT))
    await asyncio.sleep(0.1)

    assert len(server.requests) == 1


async def test_calls_side_by_side_never_mix(provider: LitellmProvider, server: RecordingUpstream) -> None:
    server.answer_with(lambda received: Says(received.json["messages"][-1]["content"]))

    async def one(number: int) -> bool:
        text = f"tenant {number} only"
        given = body(OPENAI_CHAT, streamed=number % 2 == 0, text=text)
        sent = upstream(entry(Way.LITELLM, server.base_url, prefix="mistral"), OPENAI_CHAT, given)
        exchanged = await exchange(provider, sent)
        return text_read(OPENAI_CHAT, given, exchanged.events) == text

    assert all(await asyncio.gather(*map(one, range(40))))


FORMAT: JsonValue = {
    "type": "json_schema",
    "json_schema": {"name": "a", "schema": {"type": "object", "properties": {}}},
}


async def test_a_stream_that_litellm_would_cut_out_of_a_whole_answer_is_refused_before_it_is_paid_for(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    given = {**body(OPENAI_CHAT, streamed=True), "response_format": FORMAT}

    with pytest.raises(Refusal) as refused:
        await exchange(provider, upstream(entry(Way.LITELLM, server.base_url, prefix="groq"), OPENAI_CHAT, given))

    assert (refused.value.code, refused.value.param, server.requests) == (Code.PARAMETER_REFUSED, "stream", [])


async def test_a_format_that_litellm_made_a_tool_of_comes_back_as_text(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    call: JsonValue = {"id": "c", "type": "function", "function": {"name": "json_tool_call", "arguments": '{"a": 1}'}}
    message: JsonValue = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice: JsonValue = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    usage: JsonValue = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    head = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "service_tier": "default"}
    server.answer_with(Reply((json.dumps({**head, "choices": [choice], "usage": usage}).encode(),)))
    given = {**body(OPENAI_CHAT), "response_format": FORMAT}

    exchanged = await exchange(
        provider, upstream(entry(Way.LITELLM, server.base_url, prefix="groq"), OPENAI_CHAT, given)
    )

    assert json.loads(text_read(OPENAI_CHAT, given, exchanged.events)) == {"a": 1}


async def test_a_format_leaves_for_claude_as_a_tool_and_comes_back_as_text(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    called: JsonValue = {"type": "tool_use", "id": "t", "name": "json_tool_call", "input": {"a": 1}}
    head = {"id": "m", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_sequence": None}
    usage = {"input_tokens": 1, "output_tokens": 1}
    said = {**head, "content": [called], "stop_reason": "tool_use", "usage": usage}
    server.answer_with(Reply((json.dumps(said).encode(),)))
    given = {**body(OPENAI_CHAT), "response_format": FORMAT, "model": "claude-sonnet-4-5"}
    asked = upstream(entry(Way.LITELLM, server.base_url, prefix="anthropic"), OPENAI_CHAT, given)

    exchanged = await exchange(provider, replace(asked, model="claude-sonnet-4-5"))

    assert json.loads(text_read(OPENAI_CHAT, given, exchanged.events)) == {"a": 1}
    assert [tool["name"] for tool in server.requests[0].json["tools"]] == ["json_tool_call"]


async def test_a_call_that_is_prepared_and_left_leaves_no_task(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    before = asyncio.all_tasks()

    async with provider.prepare(asked(server, "mistral", OPENAI_CHAT, streamed=True)):
        pass

    left = {task for task in asyncio.all_tasks() - before if "_translate" in repr(task)}
    assert not left
    assert server.connections == 0


async def test_nothing_of_a_call_is_logged_or_printed(
    provider: LitellmProvider,
    server: RecordingUpstream,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "canary-5b1e"
    with looked_at_alone():
        for reply in (Says(canary), fails(500, canary), Reply((canary.encode(),))):
            server.answer_with(reply)
            given = body(OPENAI_CHAT, text=canary)
            sent = upstream(entry(Way.LITELLM, server.base_url, prefix="mistral"), OPENAI_CHAT, given)
            try:
                await exchange(provider, sent)
            except Refusal as refusal:
                assert refusal.code is Code.PROVIDER_ERROR  # noqa: PT017 - the first of the three passes
        gc.collect()

    printed = capfd.readouterr()
    assert canary not in caplog.text + printed.out + printed.err


class Outside:
    """A library whose call does what litellm must not."""

    def __init__(self, url: str, requests: int = 1, body: bytes = b"{}") -> None:
        self.url = url
        self.requests = requests
        self.body = body

    def load(self) -> Library:
        async def call(**given: object) -> object:
            client = given["client"]
            for _ in range(self.requests):
                await client.handle_async_request(self)  # type: ignore[attr-defined]
            return None

        return Library(call, call, lambda _, transport, *__: transport, lambda *_: None, FRAMES)

    method = "POST"

    @property
    def headers(self) -> dict[str, str]:
        given = {"authorization": f"Bearer {SECRET}", "x-spy": "canary"}
        return {**given, "content-type": "application/json", "accept": "*/*"}

    async def aread(self) -> bytes:
        return self.body


def fitting(server: RecordingUpstream, requests: int = 1) -> Outside:
    """One whose request is as Mistral's rule says."""
    return Outside(
        server.base_url + "/chat/completions", requests, b'{"model":"m-1","prompt_cache_key":"salt-of-globex"}'
    )


@pytest.mark.parametrize(
    ("outside", "code"),
    [
        (Outside("http://127.0.0.1:9/v1"), Code.INTERNAL),
        (Outside("https://evil.example/v1"), Code.INTERNAL),
        (Outside("http://h/v1?key=" + SECRET), Code.INTERNAL),
        (Outside("http://h/v1", body=SECRET.encode()), Code.INTERNAL),
        (Outside("http://h/v1", requests=0), Code.INTERNAL),
    ],
    ids=["other port", "other host", "credential in the url", "credential in the body", "no request"],
)
async def test_a_request_that_must_not_leave_is_refused_before_it_is_shown(outside: Outside, code: Code) -> None:
    sent = upstream(entry(Way.LITELLM, "http://h/v1", prefix="mistral"), OPENAI_CHAT, body(OPENAI_CHAT))

    with pytest.raises(Refusal) as refused:
        async with LitellmProvider(AiohttpEgress(), outside.load).prepare(sent):
            pass

    assert refused.value.code is code


async def test_a_second_request_in_one_call_is_refused(server: RecordingUpstream) -> None:
    egress = AiohttpEgress()
    provider = LitellmProvider(egress, fitting(server, requests=2).load)

    with pytest.raises(Refusal) as refused:
        await exchange(provider, asked(server, "mistral", OPENAI_CHAT), StubGate())
    await egress.close()

    assert refused.value.code is Code.PROVIDER_ERROR
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "sent",
    [
        b'{"model":"m-1"}',
        b'{"model":"m-1","prompt_cache_key":"another"}',
        b'{"model":"m-1","prompt_cache_key":"salt-of-globex","metadata":{}}',
        b'{"prompt_cache_key":"salt-of-globex"}',
        b'{"model":"m-2","prompt_cache_key":"salt-of-globex"}',
    ],
    ids=["lost", "overridden", "leaked", "no model", "another model"],
)
async def test_a_flag_or_model_that_litellm_loses_and_a_field_that_it_adds_refuse_the_call(
    server: RecordingUpstream, sent: bytes
) -> None:
    egress = AiohttpEgress()
    outside = Outside(server.base_url + "/chat/completions", body=sent)

    with pytest.raises(Refusal) as refused:
        await exchange(LitellmProvider(egress, outside.load), asked(server, "mistral", OPENAI_CHAT))
    await egress.close()

    assert (refused.value.code, server.connections) == (Code.INTERNAL, 0)


async def test_headers_that_nobody_listed_are_not_sent(server: RecordingUpstream) -> None:
    egress = AiohttpEgress()
    provider = LitellmProvider(egress, fitting(server).load)

    with pytest.raises(Refusal):
        await exchange(provider, asked(server, "mistral", OPENAI_CHAT))
    await egress.close()

    assert server.requests[0].header("x-spy") is None
    assert server.requests[0].header("authorization") == f"Bearer {SECRET}"


@pytest.mark.parametrize("session", [None, "FwoGZXIvYXdzEXAMPLE/+=="])
async def test_bedrock_takes_access_keys_and_the_signature_is_of_the_bytes_that_arrived(
    provider: LitellmProvider, server: RecordingUpstream, session: str | None
) -> None:
    credential = ":".join(("aws", "eu-central-1", "AKIDEXAMPLE", "secret/+", *([session] if session else [])))
    by_key = entry(Way.LITELLM, server.base_url, prefix="bedrock", credential=credential)
    sent = upstream(by_key, OPENAI_CHAT, body(OPENAI_CHAT, text=TEXT), model="anthropic.claude-v1:0")

    exchanged = await exchange(provider, sent)

    (request,) = server.requests
    assert request.body == exchanged.outgoing.body
    assert "secret/+" not in request.head.decode() + request.body.decode()
    moment = datetime.strptime(request.header("x-amz-date") or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    keys = ("AKIDEXAMPLE", "secret/+", session)
    again = signed_by_botocore(exchanged.outgoing.url, request.body, keys, "eu-central-1", moment)
    assert request.header("authorization") == again["authorization"]
    assert request.header("x-amz-security-token") == session


@pytest.mark.parametrize(
    ("prefix", "credential"),
    [("mistral", "aws:eu-central-1:AKIDEXAMPLE:secret"), ("bedrock", "aws:eu-central-1:AKIDEXAMPLE")],
)
async def test_access_keys_that_sign_nothing_are_refused_before_anything_is_prepared(
    provider: LitellmProvider, server: RecordingUpstream, prefix: str, credential: str
) -> None:
    by_key = entry(Way.LITELLM, server.base_url, prefix=prefix, credential=credential)

    with pytest.raises(Refusal) as refused:
        async with provider.prepare(upstream(by_key, OPENAI_CHAT, body(OPENAI_CHAT, text=TEXT))):
            pytest.fail("it would be recorded")

    assert refused.value.code is Code.PROVIDER_NOT_CONTRACTED
    assert not server.requests


async def test_what_is_checked_without_a_dial_is_what_would_be_sent_signature_and_all(
    provider: LitellmProvider, server: RecordingUpstream
) -> None:
    by_key = entry(Way.LITELLM, server.base_url, prefix="bedrock", credential="aws:eu-central-1:AKIDEXAMPLE:secret")
    by_key = replace(by_key, tenant_credentials={})
    sent = upstream(by_key, OPENAI_CHAT, body(OPENAI_CHAT, text=TEXT), model="anthropic.claude-v1:0")

    async with provider.prepare(sent) as prepared:
        prepared.check()
    closed = {wire: replace(rule, endpoints=("/elsewhere",)) for wire, rule in by_key.rules.items()}
    async with provider.prepare(replace(sent, entry=replace(by_key, rules=closed))) as prepared:
        with pytest.raises(Refusal, match="internal"):
            prepared.check()
    assert not server.requests
