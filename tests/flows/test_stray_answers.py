"""A provider that answers twice: the second answer reaches nobody, least of all another tenant (C4.5)."""

import json
from dataclasses import replace

import aiohttp
import pytest

from tests.support.people import sealed_lead
from tests.support.serving import Serving
from tests.support.upstream import Received, RecordingUpstream, Reply
from tests.support.upstream_answers import Says

pytestmark = pytest.mark.asyncio(loop_scope="module")


def twice(received: Received) -> Reply:
    """The answer, and after a pause a whole second response on the same connection."""
    first = Says("first").reply(received).pieces[0]
    stray = Says("STRAY").reply(received).pieces[0]
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    return Reply((head % len(first) + first, head % len(stray) + stray), raw=b"", pause_seconds=0.05)


async def says(
    gateway: Serving, tenant: str, purpose: str = "content", prompt: str = "hello", user: str = "u-17"
) -> tuple[int, str]:
    body = {"model": "small", "messages": [{"role": "user", "content": prompt}]}
    headers = {"authorization": f"Bearer {gateway.keys[tenant]}", "x-account-user": user}
    url = gateway.url(purpose) + "/v1/chat/completions"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as answer:
        text = await answer.text()
        found = json.loads(text)
        return answer.status, found["choices"][0]["message"]["content"] if answer.status == 200 else ""


async def test_an_answer_that_comes_twice_reaches_no_other_call(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(twice, Says("second"))
    first = await says(gateway, "acme")
    for request in upstream.requests[-1:]:
        await request.closed_within(0.2)
    others = [await says(gateway, tenant) for tenant in ("globex", "acme", "acme")]

    assert first == (200, "first")
    assert "STRAY" not in [text for _, text in others]
    assert others[0] == (200, "second")
    assert others[1][0] in {200, 502}
    assert others[-1] == (200, "second")


async def test_a_second_answer_that_comes_during_another_users_call_does_not_reach_it_where_users_are_apart(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(lambda received: replace(twice(received), pause_seconds=0.3), Says("second"))
    said = []
    for user in ("u-17", "u-18"):
        lead = sealed_lead(gateway.seal_keys["acme"], user=user)
        said.append(await says(gateway, "acme", "twin", lead, user))

    assert said == [(200, "first"), (200, "second")]
