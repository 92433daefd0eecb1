"""One intent, one dial: what the official clients do by themselves when a call fails, counted on both sides of the gateway.

Their own retries are left on, as a CRM has them: `x-should-retry` and `Retry-After` decide.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import anthropic
import openai
import pytest
import pytest_asyncio

from tests.support.serving import USER_HEADERS, Serving, serving
from tests.support.upstream import End, Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says, cut, fails

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUDGETS = {"globex": {"concurrent": 1}}
WAYS = [("openai", "small"), ("anthropic", "small-a"), ("openai", "small-t")]
"""A client, and a model that is reached directly, or through litellm."""
FAILURES = {
    "429": fails(429, "later", retry_after="1"),
    "500": fails(500, "broken"),
    "503": fails(503, "busy", retry_after="1"),
    "408": fails(408, "slow"),
    "no answer": Reply(raw=b"", end=End.RESET),
    "half an answer": Reply((b'{"id":',), end=End.CLOSE, headers=(("content-length", "900"),)),
}
ERRORS = (openai.APIError, anthropic.APIError)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gateway(upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Serving]:
    async with serving(
        tmp_path_factory.mktemp("gateway"),
        upstream.base_url,
        tenants_say={tenant: {"budget": budget} for tenant, budget in BUDGETS.items()},
    ) as running:
        yield running


@dataclass(slots=True)
class Client:
    """An official client with its defaults, and how many requests it made of the gateway."""

    gateway: Serving
    kind: str
    tenant: str = "acme"
    requests: int = 0
    is_told: asyncio.Event = field(default_factory=asyncio.Event)
    """Something came back."""

    async def ask(self, model: str, *, streamed: bool = False) -> None:
        """One call, read to its end; raises the client's own error."""
        hooks = {"request": [self._count], "response": [self._hear]}
        if self.kind == "openai":
            http = openai.DefaultAsyncHttpxClient(event_hooks=hooks)
            await self._ask_openai(http, model, streamed=streamed)
        else:
            other = anthropic.DefaultAsyncHttpxClient(event_hooks=hooks)
            await self._ask_anthropic(other, model, streamed=streamed)

    async def _ask_openai(self, http: openai.DefaultAsyncHttpxClient, model: str, *, streamed: bool) -> None:
        url, key = self.gateway.url("content") + "/v1", self.gateway.keys[self.tenant]
        async with openai.AsyncOpenAI(
            base_url=url, api_key=key, default_headers=USER_HEADERS, http_client=http
        ) as client:
            if not streamed:
                await client.chat.completions.create(model=model, messages=[{"role": "user", "content": "Hello"}])
                return
            pieces = await client.chat.completions.create(
                model=model, messages=[{"role": "user", "content": "Hello"}], stream=True
            )
            async for _ in pieces:
                pass

    async def _ask_anthropic(self, http: anthropic.DefaultAsyncHttpxClient, model: str, *, streamed: bool) -> None:
        url, key = self.gateway.url("content"), self.gateway.keys[self.tenant]
        async with anthropic.AsyncAnthropic(
            base_url=url, api_key=key, default_headers=USER_HEADERS, http_client=http
        ) as client:
            if not streamed:
                await client.messages.create(
                    model=model, max_tokens=20, messages=[{"role": "user", "content": "Hello"}]
                )
                return
            async with client.messages.stream(
                model=model, max_tokens=20, messages=[{"role": "user", "content": "Hello"}]
            ) as stream:
                async for _ in stream:
                    pass

    async def _count(self, exchanged: object) -> None:
        del exchanged
        self.requests += 1

    async def _hear(self, exchanged: object) -> None:
        del exchanged
        self.is_told.set()


async def counted(client: Client, upstream: RecordingUpstream, asks: Callable[[], Awaitable[None]]) -> tuple[int, int]:
    """How many requests the client made for one call that fails, and how many the provider saw."""
    before = len(upstream.requests)
    with pytest.raises(ERRORS):
        await asks()
    return client.requests, len(upstream.requests) - before


@pytest.mark.parametrize(("kind", "model"), WAYS, ids=["openai", "anthropic", "litellm"])
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_a_call_that_fails_at_the_provider_is_made_once_on_both_sides(
    gateway: Serving, upstream: RecordingUpstream, kind: str, model: str, failure: Reply, *, streamed: bool
) -> None:
    upstream.answer_with(failure)
    client = Client(gateway, kind)

    assert await counted(client, upstream, lambda: client.ask(model, streamed=streamed)) == (1, 1)


@pytest.mark.parametrize(("kind", "model"), WAYS, ids=["openai", "anthropic", "litellm"])
async def test_a_stream_that_breaks_off_is_not_asked_for_again(
    gateway: Serving, upstream: RecordingUpstream, kind: str, model: str
) -> None:
    upstream.answer_with(lambda received: cut(Says("one two three four").reply(received), 3))
    client = Client(gateway, kind)

    assert await counted(client, upstream, lambda: client.ask(model, streamed=True)) == (1, 1)


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
async def test_a_refusal_that_will_not_change_is_not_asked_for_again(
    gateway: Serving, upstream: RecordingUpstream, kind: str
) -> None:
    client = Client(gateway, kind)

    assert await counted(client, upstream, lambda: client.ask("not-listed")) == (1, 0)


@pytest.mark.parametrize(("kind", "model"), WAYS[:2], ids=["openai", "anthropic"])
async def test_a_refusal_that_passes_is_asked_for_again_after_the_time_it_names(
    gateway: Serving, upstream: RecordingUpstream, kind: str, model: str
) -> None:
    first, client = Client(gateway, kind, "globex"), Client(gateway, kind, "globex")

    async def late(received: Received) -> Reply:
        await client.is_told.wait()
        return Says("one").reply(received)

    upstream.answer_with(late)
    before = len(upstream.requests)
    running = asyncio.create_task(first.ask(model))
    await upstream.received(before + 1)
    began = time.monotonic()

    await client.ask(model)  # refused while the only place is taken, then answered
    await running

    assert first.requests == 1
    assert client.requests >= 2  # a busy machine may free the place after the second
    assert len(upstream.requests) == before + 2
    assert time.monotonic() - began >= 1
