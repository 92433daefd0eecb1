"""litellm's short way asks for the same bytes as its whole one, and answers alike."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from gateway.adapters.litellm_provider.arguments import arguments
from gateway.adapters.litellm_provider.exchange import Exchange, Held, held
from gateway.adapters.litellm_provider.loaded import Library, SealedTransport
from gateway.adapters.litellm_provider.prefixes import PREFIXES, Client
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.strict_json import ANSWER, parse
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.litellm_library import loaded_once
from tests.support.providers import body, entry, upstream
from tests.support.wires import anthropic_tool, openai_tool

_OF_ITS_CLIENT = ("user-agent", "accept-encoding", "connection", "x-stainless")
"""Beginnings of headers that are never handed on."""
_CALL: JsonValue = {"id": "c-1", "type": "function", "function": {"name": "look_up", "arguments": '{"deal": "north"}'}}
_TALK: list[JsonValue] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": [{"type": "text", "text": "Who is [PERSON_1]?"}, {"type": "text", "text": "ä 🎈"}]},
    {"role": "assistant", "content": None, "tool_calls": [_CALL]},
    {"role": "tool", "tool_call_id": "c-1", "content": "a buyer"},
    {"role": "assistant", "content": "A buyer."},
    {"role": "user", "content": "Thanks"},
]
_SETTINGS: dict[str, JsonValue] = {"temperature": 0.5, "top_p": 0.9, "stop": ["END"], "max_tokens": 5}
BODIES: Mapping[str, JsonObject] = {
    "one message": {},
    "a talk with a tool": {"messages": _TALK, "tools": [openai_tool("look_up")], "tool_choice": "auto"},
    "settings": _SETTINGS,
    "a schema": {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "score", "schema": {"type": "object", "properties": {"n": {"type": "number"}}}},
        }
    },
}


_USE: JsonValue = {"type": "tool_use", "id": "c-1", "name": "look_up", "input": {"deal": "north"}}
_ANTHROPIC_TALK: list[JsonValue] = [
    {"role": "user", "content": [{"type": "text", "text": "Who is [PERSON_1]?"}, {"type": "text", "text": "ä 🎈"}]},
    {"role": "assistant", "content": [{"type": "text", "text": "I look."}, _USE]},
    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c-1", "content": "a buyer"}]},
    {"role": "assistant", "content": "A buyer."},
    {"role": "user", "content": "Thanks"},
]
MESSAGES: Mapping[str, JsonObject] = {
    "one message": {},
    "a talk with a tool": {"messages": _ANTHROPIC_TALK, "tools": [anthropic_tool("look_up")], "system": "Be brief."},
    "settings": {"temperature": 0.5, "top_p": 0.9, "stop_sequences": ["END"], "max_tokens": 5},
    "a choice": {"tools": [anthropic_tool("look_up")], "tool_choice": {"type": "tool", "name": "look_up"}},
    "texts of the system": {"system": [{"type": "text", "text": "Be brief."}, {"type": "text", "text": "Be kind."}]},
    "an empty text": {
        "messages": [{"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": "x"}]}]
    },
    "thinking": {"thinking": {"type": "enabled", "budget_tokens": 2000}, "max_tokens": 4000},
}
MESSAGE_CALLS = 250
"""More than any provider's translation takes for a message."""


def _chats() -> Any:  # noqa: ANN401 - the OpenAI SDK's module
    return sys.modules["openai.resources.chat.completions.completions"]


@pytest.fixture
def library() -> Library:
    return loaded_once()


def asked(prefix: str, more: JsonObject, *, streamed: bool = False, wire: Wire = OPENAI_CHAT) -> Upstream:
    provider = entry(Way.LITELLM, "http://127.0.0.1:9/v1", prefix=prefix)
    return upstream(provider, wire, {**body(wire, streamed=streamed), **more})


def whole_client(kind: Client, transport: object, key: str, base_url: str) -> object:
    """As litellm's users would make it."""
    if kind is Client.HANDLER:
        handler: Any = sys.modules["litellm.llms.custom_httpx.http_handler"]
        return handler.AsyncHTTPHandler(transport=transport, follow_redirects=False)
    httpx: Any = sys.modules["httpx"]
    openai: Any = sys.modules["openai"]
    session = httpx.AsyncClient(transport=transport, follow_redirects=False, trust_env=False)
    return openai.AsyncOpenAI(api_key=key, base_url=base_url, max_retries=0, http_client=session)


async def requested(completion: Any, client: Any, call: Upstream, library: Library) -> Held | str:  # noqa: ANN401 - litellm's own
    """The request that it makes, or what it raises instead."""
    name = call.entry.litellm_prefix or ""
    prefix = PREFIXES[name]
    exchange = Exchange(library.response, None, call.bounds.assert_said)
    base_url = call.entry.base_url.removesuffix("/v1" if prefix.adds_version else "")
    made = client(prefix.client, exchange, "sk-secret", call.entry.base_url)
    given = arguments(call, f"{name}/{prefix.route}")

    async def running() -> object:
        answer = await completion(**given, api_base=base_url, api_key="sk-secret", client=made)
        while isinstance(answer, AsyncIterator) and not exchange.asked.done():
            await anext(answer)  # some ask when they are read
        return answer

    task = asyncio.create_task(running())
    wanted = await held(exchange, task)
    if wanted is None:
        return type(task.exception()).__name__
    task.cancel()
    await asyncio.wait({task})
    headers = sorted(pair for pair in wanted.headers if not pair[0].startswith(_OF_ITS_CLIENT))
    return Held(wanted.method, wanted.url, tuple(headers), wanted.body)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("more", BODIES)
@pytest.mark.parametrize("streamed", [False, True])
async def test_it_asks_for_what_the_whole_way_asks_for(
    library: Library, monkeypatch: pytest.MonkeyPatch, prefix: str, more: str, *, streamed: bool
) -> None:
    litellm: Any = sys.modules["litellm"]
    call = asked(prefix, BODIES[more], streamed=streamed)

    short = await requested(library.completion, library.client, call, library)
    monkeypatch.setattr(_chats(), "async_maybe_transform", sys.modules["openai._utils"].async_maybe_transform)
    whole = await requested(litellm.acompletion, whole_client, call, library)

    assert short == whole
    assert isinstance(short, Held) or more != "one message"  # not every model takes all


@pytest.mark.parametrize("prefix", [name for name, each in PREFIXES.items() if ANTHROPIC_MESSAGES.name in each.wires])
@pytest.mark.parametrize("more", MESSAGES)
@pytest.mark.parametrize("streamed", [False, True])
async def test_anthropics_wire_asks_for_what_the_whole_way_asks_for(
    library: Library, monkeypatch: pytest.MonkeyPatch, prefix: str, more: str, *, streamed: bool
) -> None:
    litellm: Any = sys.modules["litellm"]
    call = asked(prefix, MESSAGES[more], streamed=streamed, wire=ANTHROPIC_MESSAGES)

    short = await requested(library.messages, library.client, call, library)
    monkeypatch.setattr(sys.modules["litellm.llms.anthropic.pass_through.adapters.handler"], "litellm", litellm)
    monkeypatch.setattr(_chats(), "async_maybe_transform", sys.modules["openai._utils"].async_maybe_transform)
    whole = await requested(litellm.anthropic_messages, whole_client, call, library)

    assert short == whole
    assert isinstance(short, Held) or more not in {"one message", "texts of the system", "an empty text"}


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_a_long_talk_costs_each_message_little(library: Library, prefix: str) -> None:
    # In calls of functions, which are the same on every machine; 1,400 for each message when types were read anew.
    spent: list[int] = []
    for length in (10, 10, 210):  # the first makes what is kept
        talk: list[JsonValue] = [{"role": ("user", "assistant")[at % 2], "content": f"m{at}"} for at in range(length)]
        call = asked(prefix, {"messages": talk})
        count = 0

        def each(_: object, event: str, __: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        sys.setprofile(each)
        try:
            assert isinstance(await requested(library.completion, library.client, call, library), Held)
        finally:
            sys.setprofile(None)
        spent.append(count)

    assert spent[2] - spent[1] < 200 * MESSAGE_CALLS


async def test_nobody_looks_on_disk_for_an_aws_region(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    monkeypatch.setattr("boto3.Session", looked.append)

    assert isinstance(await requested(library.completion, library.client, asked("bedrock", {}), library), Held)
    assert not looked


async def test_no_name_of_a_model_sends_a_chat_to_another_endpoint(library: Library) -> None:
    call = replace(asked("openai", {"tools": [openai_tool("look_up")]}), model="o1-pro")

    wanted = await requested(library.completion, library.client, call, library)

    assert isinstance(wanted, Held)
    assert wanted.url == "http://127.0.0.1:9/v1/chat/completions"


@pytest.mark.parametrize("model", ["gpt-5", "o3-mini", "o1-pro", "ft:gpt-5:acme", "some/model", "responses/gpt-5"])
async def test_thinking_sends_no_call_out_under_a_name_that_nobody_configured(library: Library, model: str) -> None:
    thinking: JsonObject = {"thinking": {"type": "enabled", "budget_tokens": 2000}, "max_tokens": 4000}
    provider = entry(Way.LITELLM, "http://127.0.0.1:9/v1", prefix="openai")
    call = upstream(provider, ANTHROPIC_MESSAGES, {**body(ANTHROPIC_MESSAGES), **thinking}, model=model)

    wanted = await requested(library.messages, library.client, call, library)

    assert not isinstance(wanted, Held)  # litellm itself would take it to the Responses API


async def test_a_call_without_thinking_goes_out_under_its_own_name(library: Library) -> None:
    provider = entry(Way.LITELLM, "http://127.0.0.1:9/v1", prefix="openai")
    call = upstream(provider, ANTHROPIC_MESSAGES, body(ANTHROPIC_MESSAGES), model="some/model")

    wanted = await requested(library.messages, library.client, call, library)

    assert isinstance(wanted, Held)
    assert parse(wanted.body, ANSWER)["model"] == "some/model"


@pytest.mark.parametrize("kind", list(Client))
async def test_two_calls_share_neither_transport_nor_credential(library: Library, kind: Client) -> None:
    transports = (SealedTransport(), SealedTransport())

    made: Any = [library.client(kind, each, f"key-{at}", "http://127.0.0.1:1/v1") for at, each in enumerate(transports)]

    sessions = [each.client if kind is Client.HANDLER else each._client for each in made]
    if kind is Client.HANDLER:
        assert [each.transport for each in made] == list(transports)
        assert not any(each._transport in transports for each in sessions)
    else:
        assert [each._transport for each in sessions] == list(transports)
        assert [each.api_key for each in made] == ["key-0", "key-1"]
        assert sessions[0]._cookies is not sessions[1]._cookies


def test_litellms_providers_are_listed_as_an_enum_lists_them(library: Library) -> None:
    del library  # loads it
    providers: Any = sys.modules["litellm"].LlmProviders

    assert list(providers) == list(providers.__members__.values())
    assert providers("openai") is providers.OPENAI
    assert [each.value for each in providers] == [str.__str__(each) for each in providers]
