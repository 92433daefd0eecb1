"""litellm as it is really installed: pinned, sealed, and without a way out of its own."""

import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from gateway.adapters.litellm_provider.loaded import Library, SealedTransport
from gateway.adapters.litellm_provider.pins import CALLBACKS, ENVIRONMENT, GLOBALS, LOGGERS
from gateway.adapters.litellm_provider.prefixes import Client
from tests.support.litellm_library import loaded_once
from tests.support.upstream import RecordingUpstream
from tests.support.upstream_answers import Says

MESSAGES = [{"role": "user", "content": "canary"}]


@pytest.fixture
def library() -> Library:
    return loaded_once()


@pytest.fixture
async def upstream() -> AsyncIterator[RecordingUpstream]:
    async with RecordingUpstream() as upstream:
        upstream.answer_with(Says("Hello"))
        yield upstream


def test_importing_the_gateway_does_not_load_it() -> None:
    code = "import sys, gateway.adapters.litellm_provider.provider; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True
    ).stdout.split()

    assert "gateway.adapters.litellm_provider.provider" in loaded
    assert not {"litellm", "httpx", "openai"} & set(loaded)


def test_what_is_pinned_stays_pinned_in_the_installed_version(library: Library) -> None:
    litellm = sys.modules["litellm"]

    assert {name: getattr(litellm, name) for name in GLOBALS} == dict(GLOBALS)
    assert all(getattr(litellm, name) == [] for name in CALLBACKS)
    assert {name: os.environ[name] for name in ENVIRONMENT} == dict(ENVIRONMENT)
    assert all(logging.getLogger(name).disabled for name in LOGGERS)


def test_the_first_stream_of_bedrock_reads_and_imports_nothing(library: Library) -> None:
    assert "botocore.parsers" in sys.modules
    bedrock = sys.modules["litellm.llms.bedrock.common_utils"]
    for read in (bedrock.get_bedrock_response_stream_shape, bedrock.get_bedrock_stream_event_statuses):
        assert read.cache_info().currsize == 1
        assert read() is not None


@pytest.mark.parametrize("prefix", ["mistral", "openai", "gemini", "anthropic", "cohere_chat", "perplexity"])
@pytest.mark.parametrize("stream", [False, True])
async def test_without_our_transport_it_reaches_nobody(
    library: Library, upstream: RecordingUpstream, prefix: str, *, stream: bool
) -> None:
    async def call() -> None:
        answer = await library.completion(
            model=f"{prefix}/m", messages=MESSAGES, api_base=upstream.base_url, api_key="k", stream=stream
        )
        if isinstance(answer, AsyncIterator):
            async for _ in answer:
                pass

    with pytest.raises(Exception, match=r"litellm|Connection error\."):
        await call()

    assert upstream.connections == 0


@pytest.mark.parametrize("kind", list(Client))
def test_a_client_follows_nothing_and_repeats_nothing(library: Library, kind: Client) -> None:
    made = library.client(kind, SealedTransport(), "key", "http://127.0.0.1:1/v1")

    assert getattr(made, "max_retries", 0) == 0
    session = getattr(made, "client", None) if kind is Client.HANDLER else getattr(made, "_client", None)
    assert session is not None
    assert not session.follow_redirects
    assert not session.trust_env


def test_it_keeps_no_record_of_a_call(library: Library) -> None:
    recorder = sys.modules["litellm.litellm_core_utils.litellm_logging"].Logging

    assert recorder.success_handler(object(), "canary") is None
    assert recorder.failure_handler(object(), "canary") is None


async def test_a_tool_never_makes_it_call_a_tool_server(library: Library, upstream: RecordingUpstream) -> None:
    tool = {"type": "mcp", "server_label": "x", "server_url": "litellm_proxy", "require_approval": "never"}

    with pytest.raises(Exception, match="litellm"):
        await library.completion(
            model="mistral/m", messages=MESSAGES, api_base=upstream.base_url, api_key="k", tools=[tool]
        )

    assert upstream.connections == 0


def test_what_a_call_to_gemini_imports_adds_no_callback() -> None:
    code = (
        "import sys\n"
        "from gateway.adapters.litellm_provider.loaded import load\n"
        "load()\n"
        "import litellm.llms.vertex_ai.context_caching.vertex_ai_context_caching\n"
        "print(litellm.success_callback, litellm.input_callback)"
    )
    environ = {**os.environ, "PYTHONPATH": "."}

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ).stdout

    assert out == "[] []\n"
