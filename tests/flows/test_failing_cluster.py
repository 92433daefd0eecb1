"""A primary of the cluster dies under a running gateway: its tenant is refused, others are answered, and no restart is needed.

Each call says a text of its own, so that the upstream's record tells which calls were dialled.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from gateway.core.strict_json import dump
from tests.contracts.cluster import home
from tests.support.people import repeats_tokens
from tests.support.posting import Posted, post
from tests.support.redis_cluster import NODE_TIMEOUT_MILLISECONDS, RedisCluster, closing_cluster
from tests.support.serving import Serving, provisioned, started, tenant_rules
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

HIT, OTHER = "e", "c"
"""Two tenants on two primaries."""
REFUSED = frozenset({"store_unavailable", "audit_unavailable"})
TRIES = 400
NOBODY_TAKES_OVER = 60_000
"""Milliseconds of `cluster-node-timeout`, so that no busy machine's failover comes before what is asked during the outage."""
FAST = {"detection": {"names": "unsafe_none"}}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(
    upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Serving, RedisCluster]]:
    with closing_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        folder = tmp_path_factory.mktemp("gateway")
        rules = {tenant: tenant_rules(tenant, "mock-1") for tenant in (HIT, OTHER)}
        ready = await provisioned(folder, upstream.base_url, rules, store_url=cluster.url, sections=FAST, provider={})
        async with started(ready) as gateway:
            yield gateway, cluster


@dataclass
class Calls:
    """One gateway's calls, by the text that each said."""

    gateway: Serving
    answered: set[str] = field(default_factory=set)
    refused: dict[str, Posted] = field(default_factory=dict)
    flying: set[str] = field(default_factory=set)
    _count: int = 0

    async def call(self, tenant: str) -> Posted:
        self._count += 1
        text = f"Good morning, and so on {self._count} times."
        self.flying.add(text)
        body = dump({"model": "small", "messages": [{"role": "user", "content": text}]})
        posted = await post(self.gateway, "/content/v1/chat/completions", body, key=tenant)
        self.flying.discard(text)
        if posted.status == 200:
            self.answered.add(text)
        else:
            self.refused[text] = posted
        return posted

    async def is_answered(self, tenant: str) -> None:
        """Before long: a busy machine may be too late for one call."""
        for _ in range(TRIES):
            if (await self.call(tenant)).status == 200:
                return
            await asyncio.sleep(0.05)
        pytest.fail(f"{tenant} is never answered")

    async def go_on(self, tenant: str) -> None:
        while True:
            await self.call(tenant)
            await asyncio.sleep(0.02)


def set_node_timeout(cluster: RedisCluster, milliseconds: int) -> None:
    for server in cluster.servers:
        if server.is_running:
            server.call("CONFIG", "SET", "cluster-node-timeout", str(milliseconds))


def dialled(upstream: RecordingUpstream, texts: set[str]) -> set[str]:
    bodies = [request.body.decode() for request in upstream.requests]
    return {text for text in texts if any(text in body for body in bodies)}


async def test_a_primary_that_dies_in_mid_load_stops_its_tenant_only_and_only_until_the_failover(
    running: tuple[Serving, RedisCluster], upstream: RecordingUpstream
) -> None:
    gateway, cluster = running
    upstream.answer_with(repeats_tokens)
    calls = Calls(gateway)
    async with AsyncExitStack() as stack:
        for tenant in (HIT, OTHER, HIT, OTHER):
            await calls.is_answered(tenant)
            stack.callback(asyncio.create_task(calls.go_on(tenant)).cancel)
        await asyncio.sleep(0.3)
        set_node_timeout(cluster, NOBODY_TAKES_OVER)
        primary = home(cluster, HIT)
        assert primary is not home(cluster, OTHER)
        primary.kill()
        before = calls.flying | calls.refused.keys()
        for _ in range(5):
            refused = await calls.call(HIT)
            assert (refused.status, refused.error[0] in REFUSED) == (503, True), refused.text
            await calls.is_answered(OTHER)
        set_node_timeout(cluster, NODE_TIMEOUT_MILLISECONDS)
        await calls.is_answered(HIT)
        await calls.is_answered(OTHER)

    during = {text: posted for text, posted in calls.refused.items() if text not in before}
    assert {(posted.status, posted.error[0] in REFUSED) for posted in during.values()} == {(503, True)}
    assert all(posted.headers["Retry-After"] for posted in during.values())
    assert dialled(upstream, set(during)) == set()
    assert dialled(upstream, calls.answered) == calls.answered
