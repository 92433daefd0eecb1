"""A provider that tells that it kept, searched with or handed on a call: the caller gets an error, and the operator is told."""

import json
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
import pytest_asyncio

from gateway.core.jsontypes import JsonObject
from tests.support.serving import CONTRACT, Serving, serving
from tests.support.upstream import RecordingUpstream, Reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHAT = {"id": "c", "object": "chat.completion", "created": 1, "model": "m-1"}
FLAGS: dict[str, dict[str, object]] = {
    "ollama": {"flags": "ollama", "way": "direct", "wires": ["openai.chat"]},
    "groq": {"flags": "groq", "way": "litellm", "litellm_prefix": "groq"},
    "anthropic": {"flags": "anthropic", "way": "direct", "wires": ["anthropic.messages"]},
    "ollama-t": {"flags": "ollama", "way": "litellm", "litellm_prefix": "ollama_chat"},
    "gemini-t": {"flags": "gemini", "way": "litellm", "litellm_prefix": "gemini"},
    "mistral-t": {"flags": "mistral", "way": "litellm", "litellm_prefix": "mistral"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    shared = {"base_url": upstream.base_url, "allow_private": True, "region": "local", "contract": CONTRACT}
    models = {"content": {name: f"{name}/m-1" for name in FLAGS}}
    async with serving(
        tmp_path_factory.mktemp("gateway"),
        upstream.base_url,
        sections={"providers": {name: {**shared, **entry} for name, entry in FLAGS.items()}},
        tenants_say={tenant: {"models": models} for tenant in ("acme", "globex")},
    ) as running:
        yield running


def chat(*, streamed: bool, **more: object) -> Reply:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello"}}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    if not streamed:
        return document({**CHAT, "choices": [choice], "usage": usage, **more})
    says = {"index": 0, "finish_reason": None, "delta": {"role": "assistant", "content": "Hello"}}
    ends = {"index": 0, "finish_reason": "stop", "delta": {}}
    events = [{**CHAT, "object": "chat.completion.chunk", "choices": [each]} for each in (says, ends)]
    events[-1] |= more
    return stream(*(b"data: " + json.dumps(each).encode() for each in events), b"data: [DONE]")


def messages(*, streamed: bool, **more: object) -> Reply:
    usage: JsonObject = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m-1", "stop_reason": "end_turn"}
    if not streamed:
        return document({**message, "content": [{"type": "text", "text": "Hello"}], "usage": usage, **more})
    events: list[JsonObject] = [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None, "usage": usage}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", **more}, "usage": {"output_tokens": 1}},  # type: ignore[dict-item]  # JSON
        {"type": "message_stop"},
    ]
    return stream(*(f"event: {each['type']}\ndata: {json.dumps(each)}".encode() for each in events))


def gemini(*, streamed: bool, **more: object) -> Reply:
    candidate = {"content": {"role": "model", "parts": [{"text": "Hello"}]}, "index": 0, "finishReason": "STOP", **more}
    usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    said = {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "m-1-001"}
    return stream(b"data: " + json.dumps(said).encode()) if streamed else document(said)


def ollama(*, streamed: bool, **more: object) -> Reply:
    said = {"model": "m-1", "created_at": "2026-11-23T12:00:00Z", "message": {"role": "assistant", "content": "Hello"}}
    end = {"done": True, "done_reason": "stop", "prompt_eval_count": 1, "eval_count": 1}
    if not streamed:
        return document({**said, **end, **more})
    lines = [{**said, "done": False}, {**said, "message": {"role": "assistant", "content": ""}, **end, **more}]
    raw = tuple(json.dumps(each).encode() + b"\n" for each in lines)
    return Reply(raw, content_type="application/x-ndjson", chunked=True)


def document(said: object) -> Reply:
    return Reply((json.dumps(said).encode(),))


def stream(*events: bytes) -> Reply:
    return Reply(tuple(each + b"\n\n" for each in events), content_type="text/event-stream", chunked=True)


async def told(gateway: Serving, model: str, *, streamed: bool) -> tuple[int, str]:
    """Status and body of a call's answer."""
    ask = {"model": model, "max_tokens": 64, "stream": streamed, "messages": [{"role": "user", "content": "hello"}]}
    headers = {"authorization": f"Bearer {gateway.keys['acme']}", "x-account-user": "u-17"}
    url = f"{gateway.url('content')}/v1/{'messages' if model == 'anthropic' else 'chat/completions'}"
    async with aiohttp.ClientSession() as session, session.post(url, json=ask, headers=headers) as answer:
        return answer.status, await answer.text()


Speaks = Callable[..., Reply]
CASES: list[tuple[str, Speaks, str, dict[str, object]]] = [
    ("ollama", chat, "remote_host", {"remote_host": "https://example.org"}),
    ("groq", chat, "usage_breakdown", {"usage_breakdown": {"models": []}}),
    ("anthropic", messages, "container", {"container": {"id": "c-1", "expires_at": "2026-11-24T00:00:00Z"}}),
    ("ollama-t", ollama, "remote_model", {"remote_model": "m-1"}),
    ("gemini-t", gemini, "candidates[].groundingMetadata", {"groundingMetadata": {"webSearchQueries": ["x"]}}),
    ("mistral-t", chat, "model", {"model": "m-2"}),
]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("model", "speaks", "field", "tells"), CASES, ids=[each[0] for each in CASES])
async def test_the_call_ends_in_an_error_and_the_log_names_provider_and_field(
    gateway: Serving,
    upstream: RecordingUpstream,
    model: str,
    speaks: Speaks,
    field: str,
    tells: dict[str, object],
    *,
    streamed: bool,
) -> None:
    upstream.answer_with(speaks(streamed=streamed), speaks(streamed=streamed, **tells))
    fine = await told(gateway, model, streamed=streamed)
    status, text = await told(gateway, model, streamed=streamed)

    assert (fine[0], "provider_error" in fine[1], "Hello" in fine[1]) == (200, False, True), fine
    assert "provider_error" in text
    assert status == 502 or (streamed and status == 200)
    assert field not in text
    log = gateway.log.read_text(encoding="utf-8")
    assert f"provider_error: provider {model} does not confirm {field}; see" in log
