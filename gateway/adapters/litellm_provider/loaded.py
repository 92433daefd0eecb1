"""litellm itself: imported by the first call that needs it, pinned, and sealed against dialling by itself.

The import takes seconds and 160 MiB. It runs in a thread, so that leases and streams of other calls go on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn, Self, cast

from gateway.adapters.litellm_provider import gemini_calls, shortened
from gateway.adapters.litellm_provider.dialects import FrameBuffer
from gateway.adapters.litellm_provider.pins import pin_environment, pin_globals, pin_models, silence
from gateway.adapters.litellm_provider.prefixes import Client

_OF_MESSAGES = ("adapters.handler", "messages.utils")
"""litellm's modules that translate Anthropic's wire."""


class SealedTransport:
    """What every client that litellm makes for itself (token exchange, image download) gets: it refuses."""

    async def handle_async_request(self, request: object) -> NoReturn:
        """Refuse. The text is fixed: litellm quotes it."""
        del request
        raise RuntimeError("litellm may open no connection of its own")

    def handle_request(self, request: object) -> NoReturn:
        """Refuse, for its clients that are not asynchronous."""
        del request
        raise RuntimeError("litellm may open no connection of its own")

    async def aclose(self) -> None:
        """Nothing is open."""

    def close(self) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Library:
    """What is used of litellm, httpx and the OpenAI SDK; the two come with litellm, and are as late."""

    completion: Callable[..., Awaitable[object]]
    """An OpenAI-wire call."""
    messages: Callable[..., Awaitable[object]]
    """An Anthropic-wire call."""
    client: Callable[[Client, shortened.Transport, str, str], object]
    """The HTTP client of one call: its kind, our transport, the credential, the base URL."""
    response: Callable[[str, AsyncIterable[bytes]], object]
    """What a transport answers with: a content type and the body."""
    frames: Callable[[], FrameBuffer]
    """What parts AWS's binary frames."""


def load() -> Library:
    """Import, pin and seal. Slow; may run in any thread, once."""
    pin_environment(os.environ)
    import httpx  # noqa: PLC0415 - see the module
    import litellm  # noqa: PLC0415
    import openai  # noqa: PLC0415
    from litellm import main, utils  # noqa: PLC0415
    from litellm.litellm_core_utils.litellm_logging import Logging  # noqa: PLC0415
    from litellm.llms.custom_httpx import http_handler  # noqa: PLC0415

    # Enters itself among the callbacks when it is imported, which the first call to Gemini would do after they were emptied.
    import_module("litellm.llms.vertex_ai.context_caching.vertex_ai_context_caching")
    pin_globals(litellm)
    pin_models(litellm.model_cost)
    silence()
    _no_server()
    _no_record(Logging)
    _seal(litellm, httpx, http_handler)

    shortened.stay_with_chat(main)
    completions = import_module("openai.resources.chat.completions.completions")
    shortened.leave_json(completions, import_module("openai._utils").is_given)
    shortened.read_hints_once(import_module("litellm.llms.mistral.chat.transformation"))
    shortened.look_for_no_region(import_module("litellm.llms.bedrock.base_aws_llm"))
    shortened.name_quickly(litellm.LlmProviders)
    gemini_calls.look_once(import_module("litellm.llms.vertex_ai.gemini.transformation"))
    handler = shortened.handlers(http_handler, httpx, litellm.aclient_session)
    openai_client = shortened.openai_clients(openai, httpx, litellm.aclient_session)

    def client(kind: Client, transport: shortened.Transport, key: str, base_url: str) -> object:
        return handler(transport) if kind is Client.HANDLER else openai_client(transport, key, base_url)

    def response(content_type: str, content: AsyncIterable[bytes]) -> object:
        return httpx.Response(200, headers={"content-type": content_type}, content=content)

    completion = shortened.completion(main, utils)
    adapter, native = (import_module(f"litellm.llms.anthropic.pass_through.{name}") for name in _OF_MESSAGES)
    messages = shortened.messages(adapter, native, litellm, completion)
    frames = import_module("botocore.eventstream").EventStreamBuffer
    _read_what_bedrock_streams_need()
    return Library(completion, messages, client, response, frames)


def _read_what_bedrock_streams_need() -> None:
    """Or the first stream would, on the event loop: on a busy machine that lets the lease of every call under way run out."""
    import_module("botocore.parsers")
    bedrock = import_module("litellm.llms.bedrock.common_utils")
    bedrock.get_bedrock_response_stream_shape()
    bedrock.get_bedrock_stream_event_statuses()


async def _nothing(*_: object, **__: object) -> None:
    """Stands for a handler that would collect prompt and answer."""


def _no_record(recorder: Any) -> None:  # noqa: ANN401 - see `_seal`
    """Take out the record that litellm makes of each call, content included, for callbacks that there are none of."""
    for name in ("async_success_handler", "async_failure_handler"):
        setattr(recorder, name, _nothing)
    for name in (
        "pre_call",
        "post_call",
        "success_handler",
        "failure_handler",
        "response_cost_calculator",
    ):  # the last takes a third of a whole answer
        getattr(recorder, name)  # an `AttributeError` for a version without it
        setattr(recorder, name, lambda *_, **__: None)


class NoToolServer:
    """Stands for litellm's own running of tools (MCP): there is none, whatever a tool looks like."""

    @staticmethod
    def should_use_litellm_mcp_gateway(tools: object) -> bool:
        """Never."""
        del tools
        return False


def _no_server() -> None:
    """Take out what belongs to litellm's proxy server but is asked for in plain calls.

    Its tool server is imported by each call with tools, and fails there for want of a library; the server
    itself by each Anthropic-wire call, where it is compiled for 150 ms until it fails.
    """
    handler = ModuleType("litellm.responses.mcp.litellm_proxy_mcp_handler")
    vars(handler)["LiteLLM_Proxy_MCP_Handler"] = NoToolServer
    completions = ModuleType("litellm.responses.mcp.chat_completions_handler")
    vars(completions)["acompletion_with_mcp"] = _nothing
    sys.modules.update({module.__name__: module for module in (handler, completions)})
    sys.modules.setdefault("litellm.proxy.proxy_server", cast("ModuleType", None))


def _seal(litellm: Any, httpx: Any, http_handler: Any) -> None:  # noqa: ANN401 - seams that no type describes
    """Give every client that litellm would make by itself a transport that refuses."""
    sealed = SealedTransport()
    http_handler.AsyncHTTPHandler.create_async_transport = staticmethod(lambda *_, **__: sealed)
    http_handler.HTTPHandler._create_sync_transport = lambda _: sealed  # noqa: SLF001 - its only seam
    http_handler.HTTPHandler._create_sync_proxy_mounts = lambda *_, **__: None  # noqa: SLF001 - as above
    litellm.client_session = httpx.Client(transport=sealed, trust_env=False)
    litellm.aclient_session = httpx.AsyncClient(transport=sealed, trust_env=False)
    litellm.in_memory_llm_clients_cache.flush_cache()
