"""Calls that go nowhere, made while litellm is loaded: its first ones import for seconds, on whatever thread they run.

They run in the loading thread's own event loop, so that the gateway's loop, with its leases and streams, goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Self

from gateway.adapters.litellm_provider.loaded import Library
from gateway.adapters.litellm_provider.prefixes import Client
from gateway.core.strict_json import dump

_MODEL = "rehearsal"
_ADDRESS = "http://127.0.0.1:0/v1"
_MESSAGES = [{"role": "user", "content": "Hello"}]
_HEAD = {"id": "1", "created": 0, "model": _MODEL}
_USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
_WORD = {"role": "assistant", "content": "Hello"}
_WHOLE = {**_HEAD, "choices": [{"index": 0, "message": _WORD, "finish_reason": "stop"}], "usage": _USAGE}
_CHUNK = {**_HEAD, "choices": [{"index": 0, "delta": _WORD, "finish_reason": "stop"}], "usage": _USAGE}


class Stage:
    """A transport that answers from this file."""

    def __init__(self, library: Library, *, streamed: bool) -> None:
        """Choose the answer."""
        self._library = library
        self._type = "text/event-stream" if streamed else "application/json"
        self._body = b"data: " + dump(_CHUNK) + b"\n\ndata: [DONE]\n\n" if streamed else dump(_WHOLE)

    async def handle_async_request(self, request: object) -> object:
        """Answer."""
        del request
        return self._library.response(self._type, self._pieces())

    async def aclose(self) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Nothing is open."""

    async def _pieces(self) -> AsyncIterator[bytes]:
        yield self._body


def rehearse(library: Library) -> None:
    """Make a call of each wire, whole and streamed. What fails here fails later in a call, and is told there."""
    asyncio.run(_rehearse(library))


async def _rehearse(library: Library) -> None:
    for call, prefix, kind in (
        (library.completion, "mistral", Client.HANDLER),
        (library.messages, "openai", Client.OPENAI),
    ):
        for streamed in (False, True):
            client = library.client(kind, Stage(library, streamed=streamed), _MODEL, _ADDRESS)
            with suppress(Exception):
                answer = await call(
                    model=f"{prefix}/{_MODEL}",
                    messages=_MESSAGES,
                    max_tokens=1,
                    stream=streamed,
                    api_base=_ADDRESS,
                    api_key=_MODEL,
                    client=client,
                    max_retries=0,
                )
                if isinstance(answer, AsyncIterator):
                    async for _ in answer:
                        pass
