"""What a credential may do, through a running gateway and each store: keys that are handed over, switches, days of use."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from gateway.control import keys, switches
from tests.support.people import repeats_tokens
from tests.support.serving import PURPOSES, Serving, plane_of
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHAT: dict[str, object] = {"model": "small", "messages": [{"role": "user", "content": "Hello there"}]}


async def said(gateway: Serving, key: str, purpose: str = "content") -> tuple[int, str]:
    """Status and code ("" for an answer) of a call with this credential."""
    headers = {"authorization": f"Bearer {key}", "x-account-user": "u-17"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url(purpose)}/v1/chat/completions", json=CHAT, headers=headers) as answer,
    ):
        return answer.status, (await answer.json()).get("error", {}).get("code", "")


async def test_both_keys_work_while_one_is_handed_over_to_the_other(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        old = await keys.issue(plane, "acme", purposes=PURPOSES)
        new = await keys.rotate(plane, "acme", old.row.key_id, overlap=timedelta(hours=1))
        assert [await said(gateway, each.text) for each in (old, new)] == [(200, ""), (200, "")]
        await plane.store.expire_key("acme", old.row.key_id, datetime.now(UTC))

        assert await said(gateway, old.text) == (401, "invalid_key")
        assert await said(gateway, new.text) == (200, "")


async def test_a_key_that_proved_a_call_was_used_today(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        used, unused = [await keys.issue(plane, "acme", purposes=["content"]) for _ in range(2)]
        await said(gateway, used.text)
        today = datetime.now(UTC).date()
        days = {}
        for _ in range(50):
            days = {row.key_id: row.last_used for row in await plane.store.keys("acme")}
            if days[used.row.key_id]:
                break
            await asyncio.sleep(0.05)

    assert (days[used.row.key_id], days[unused.row.key_id]) == (today, None)


@pytest.mark.parametrize(
    ("subject", "name", "stopped", "served"),
    [
        (switches.Subject.PURPOSE, "content", ("acme", "content"), ("acme", "deal_coach")),
        (switches.Subject.TENANT, "acme", ("acme", "content"), ("globex", "content")),
    ],
)
async def test_a_switch_stops_what_it_names_and_nothing_else(
    gateway: Serving,
    upstream: RecordingUpstream,
    subject: switches.Subject,
    name: str,
    stopped: tuple[str, str],
    served: tuple[str, str],
) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        await switches.turn_off(plane, subject, name)
        found = [await said(gateway, gateway.keys[tenant], purpose) for tenant, purpose in (stopped, served)]
        await switches.turn_on(plane, subject, name)

    assert found == [(403, "switched_off"), (200, "")]
    assert await said(gateway, gateway.keys[stopped[0]], stopped[1]) == (200, "")
