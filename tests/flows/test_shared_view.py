"""Four gateway processes on one Redis, and two on a cluster: what is done through one of them, or beside them, holds on all."""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio

from tests.support.people import repeats_tokens
from tests.support.redis_cluster import closing_cluster
from tests.support.redis_server import closing_redis
from tests.support.serving import Serving, beside, provisioned, started, tenant_rules
from tests.support.upstream import Received, RecordingUpstream, Reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROCESSES = {"redis": 4, "cluster": 2}
CALLS_A_DAY = 9
CHAT: dict[str, object] = {"model": "small", "messages": [{"role": "user", "content": "Hello there"}]}
FAST = {"detection": {"names": "unsafe_none"}}
"""Names are nothing here, and processes start sooner without their model."""
CUT_SECONDS = 5.0
"""An answer is cut within a second; a busy machine gets more."""


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["redis", "cluster"])
async def gateways(
    request: pytest.FixtureRequest, upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Serving]]:
    folder, data = tmp_path_factory.mktemp("gateway"), tmp_path_factory.mktemp("store")
    rules = {tenant: tenant_rules(tenant, "mock-1") for tenant in ("acme", "globex", "limited")}
    rules["limited"]["budget"] = {"requests": {"at_most": CALLS_A_DAY, "per": "day"}}
    with closing_redis(data) if request.param == "redis" else closing_cluster(data) as redis:
        first = await provisioned(folder, upstream.base_url, rules, store_url=redis.url, sections=FAST, provider={})
        async with AsyncExitStack() as stack:
            some = [first, *[beside(first, f"process{number}") for number in range(1, PROCESSES[request.param])]]
            yield [await stack.enter_async_context(started(each)) for each in some]


async def said(gateway: Serving, tenant: str, key: str = "", user: str = "u-17") -> tuple[int, str]:
    """Status and code ("" for an answer) of a call; on a busy machine one whose admission was too late is made again."""
    while (found := await _said(gateway, tenant, key, user)) == (503, "store_unavailable"):
        pass
    return found


async def _said(gateway: Serving, tenant: str, key: str, user: str) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {key or gateway.keys[tenant]}", "x-account-user": user}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url('content')}/v1/chat/completions", json=CHAT, headers=headers) as answer,
    ):
        return answer.status, (await answer.json()).get("error", {}).get("code", "")


async def everywhere(calls: Sequence[Awaitable[tuple[int, str]]]) -> set[tuple[int, str]]:
    return set(await asyncio.gather(*calls))


async def isogate(gateway: Serving, *words: str) -> str:
    """What a command printed, run as an operator runs it, beside the processes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway.cli.main", *words, "--config", str(gateway.config),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode()


async def slow(received: Received) -> Reply:
    return replace(repeats_tokens(received).reply(received), wait_seconds=2 * CUT_SECONDS)


async def test_a_revoked_key_is_revoked_on_all(gateways: list[Serving], upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    made = json.loads(await isogate(gateways[0], "key", "create", "acme", "--purposes", "content", "--json"))
    key = made["key"]

    assert await everywhere([said(each, "acme", key) for each in gateways]) == {(200, "")}
    await isogate(gateways[-1], "key", "revoke", "acme", made["id"])
    assert await everywhere([said(each, "acme", key) for each in gateways]) == {(401, "invalid_key")}
    assert await everywhere([said(each, "acme") for each in gateways]) == {(200, "")}


async def test_a_withdrawn_consent_is_withdrawn_on_all_and_cuts_the_answer_of_another_process(
    gateways: list[Serving], upstream: RecordingUpstream
) -> None:
    upstream.answer_with(slow)
    before = len(upstream.requests)
    flying = asyncio.create_task(said(gateways[-1], "acme", user="u-gone"))
    for _ in range(1000):
        if len(upstream.requests) > before:
            break
        await asyncio.sleep(0.01)
    who = ("acme", "--purpose", "content", "--user", "u-gone")
    await isogate(gateways[0], "consent", "withdraw", *who)
    acknowledged = time.monotonic()
    cut = await flying

    assert cut == (403, "consent_withdrawn")
    assert time.monotonic() - acknowledged < CUT_SECONDS
    upstream.answer_with(repeats_tokens)
    dialled = len(upstream.requests)
    assert await everywhere([said(each, "acme", user="u-gone") for each in gateways]) == {cut}
    assert len(upstream.requests) == dialled
    assert await everywhere([said(each, "acme") for each in gateways]) == {(200, "")}


async def test_a_switch_stops_all_and_all_go_on_after_it(gateways: list[Serving], upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    await isogate(gateways[1], "switch", "off", "--provider", "mock")
    stopped = await everywhere([said(each, tenant) for each in gateways for tenant in ("acme", "globex")])
    await isogate(gateways[-1], "switch", "on", "--provider", "mock")

    assert stopped == {(403, "switched_off")}
    assert await everywhere([said(each, "acme") for each in gateways]) == {(200, "")}


async def test_a_budget_is_one_for_all(gateways: list[Serving], upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    before = len(upstream.requests)
    found: Counter[tuple[int, str]] = Counter()
    for _ in range(6):
        found.update(await asyncio.gather(*[said(each, "limited") for each in gateways]))

    assert found == {(200, ""): CALLS_A_DAY, (429, "budget_exhausted"): 6 * len(gateways) - CALLS_A_DAY}
    assert len(upstream.requests) == before + CALLS_A_DAY
