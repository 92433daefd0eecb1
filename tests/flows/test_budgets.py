"""Budgets through a running gateway, on each store: counted, told, refused without a dial, and freed again."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext

import aiohttp
import pytest
import pytest_asyncio

from gateway.core.ledger import AdmitAsk, Usage
from gateway.core.strict_json import dump
from tests.support.people import repeats_tokens
from tests.support.posting import post
from tests.support.redis_server import closing_redis
from tests.support.serving import Serving, plane_of, serving, settled
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import USAGE

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHAT: dict[str, object] = {"model": "small", "max_tokens": 40, "messages": [{"role": "user", "content": "Hello"}]}
BUDGETS = {
    "acme": {"requests": {"at_most": 3, "per": "day"}},
    "globex": {"tokens": {"at_most": 1_000_000, "per": "day"}, "concurrent": 2},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "redis"])
async def gateway(
    request: pytest.FixtureRequest, upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    folder = tmp_path_factory.mktemp("gateway")
    with nullcontext() if request.param == "sqlite" else closing_redis(folder) as redis:
        store_url = redis.url if redis else "sqlite:///var/isogate.sqlite"
        async with serving(
            folder,
            upstream.base_url,
            store_url=store_url,
            tenants_say={tenant: {"budget": budget} for tenant, budget in BUDGETS.items()},
        ) as running:
            yield running


async def said(
    gateway: Serving, tenant: str, path: str = "chat/completions", model: str = "small"
) -> tuple[int, str, Mapping[str, str]]:
    """Status, code ("" for an answer) and headers."""
    headers = {"authorization": f"Bearer {gateway.keys[tenant]}", "x-account-user": "u-17"}
    url, body = f"{gateway.url('content')}/v1/{path}", {**CHAT, "model": model}
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        return answer.status, (await answer.json()).get("error", {}).get("code", ""), answer.headers


async def usage(gateway: Serving, tenant: str) -> Usage:
    async with plane_of(gateway) as plane:
        return (await plane.store.admit(AdmitAsk(tenant, "", "content", "u", (), is_metered=True))).usage


async def test_an_explanation_counts_for_nothing(gateway: Serving) -> None:
    before = await usage(gateway, "globex")
    told = await post(gateway, "/content/explain/v1/chat/completions", dump(CHAT), key="globex")

    assert (told.status, told.document["allowed"]) == (200, True)
    assert await usage(gateway, "globex") == before


async def test_a_day_of_three_calls_ends_after_three(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    for left in (2, 1, 0):
        status, _, headers = await said(gateway, "acme")
        assert (status, headers["x-ratelimit-remaining-requests"]) == (200, str(left))
        assert headers["x-ratelimit-limit-requests"] == "3"
    before = len(upstream.requests)
    status, code, headers = await said(gateway, "acme")

    assert (status, code, headers["x-should-retry"]) == (429, "budget_exhausted", "false")
    assert 0 < int(headers["retry-after"]) <= 86_400
    assert headers["x-ratelimit-remaining-requests"] == "0"
    assert len(upstream.requests) == before
    assert (await said(gateway, "globex"))[0] == 200


async def test_anthropics_clients_are_told_in_their_own_headers(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    status, _, headers = await said(gateway, "globex", "messages", "small-a")
    assert (status, headers["anthropic-ratelimit-tokens-limit"]) == (200, "1000000")
    assert headers["anthropic-ratelimit-tokens-reset"].endswith("T00:00:00Z")

    status, code, headers = await said(gateway, "acme", "messages", "small-a")
    assert (status, code, headers["anthropic-ratelimit-requests-remaining"]) == (429, "budget_exhausted", "0")


async def test_tokens_count_as_the_provider_reported_them(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    await said(gateway, "globex")
    await settled(gateway)
    (meter, (_, before)), *_ = (await usage(gateway, "globex")).items()
    await said(gateway, "globex")
    await settled(gateway)

    assert (await usage(gateway, "globex"))[meter][1] == before + sum(USAGE)


async def test_two_calls_in_flight_leave_no_place_for_a_third(gateway: Serving, upstream: RecordingUpstream) -> None:
    are_refused = asyncio.Event()

    async def late(received: Received) -> Reply:
        await are_refused.wait()
        return repeats_tokens(received).reply(received)

    upstream.answer_with(late)
    ended = asyncio.as_completed([said(gateway, "globex") for _ in range(6)])
    found = [await next(ended) for _ in range(4)]
    are_refused.set()
    found += [await each for each in ended]

    assert Counter((status, code) for status, code, _ in found) == {(200, ""): 2, (429, "rate_limited"): 4}
    assert {headers["x-should-retry"] for status, _, headers in found if status == 429} == {"true"}
    upstream.answer_with(repeats_tokens)
    assert [(await said(gateway, "globex"))[0] for _ in range(5)] == [200] * 5
