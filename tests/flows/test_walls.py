"""Walls inside a tenant, through a running gateway and each store: one user's records serve that user; a score sees nobody."""

import json
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from itertools import product

import aiohttp
import pytest
import pytest_asyncio

from gateway.app import opened
from gateway.cli.tryout.recording import CollectingReply
from gateway.config.load import load
from gateway.control import credentials, keys, tenants
from gateway.core.stages import Asked
from gateway.core.strict_json import dump
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.pipeline import exchange
from gateway.sdk import Sealer
from tests.support.patience import done, taken
from tests.support.people import PLANTED, THIRD, repeats_tokens, scores, sealed_lead
from tests.support.redis_server import closing_redis
from tests.support.serving import ON_SQLITE, Provisioned, Serving, beside, plane_of, serving, started
from tests.support.upstream import Received, RecordingUpstream
from tests.support.upstream_answers import Says

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAYS: dict[str, dict[str, object]] = {
    "acme": {"seal_keys": ["s1", "s2"]},
    "globex": {"purposes": {"deal_coach": {"isolation": "user"}}},
}
"""What the tenants' files say besides: the one hands its seal key over, the other narrows a purpose to each user."""
FAST = {"detection": {"names": "unsafe_none"}}
"""Names are nothing but in records, which list theirs; a gateway starts sooner without their model."""


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "redis"])
async def gateway(
    request: pytest.FixtureRequest, upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    folder = tmp_path_factory.mktemp("gateway")
    with nullcontext() if request.param == "sqlite" else closing_redis(folder) as redis:
        store_url = redis.url if redis else "sqlite:///var/isogate.sqlite"
        async with serving(folder, upstream.base_url, store_url=store_url, tenants_say=SAYS) as running:
            yield running


async def said(gateway: Serving, purpose: str, prompt: str, tenant: str = "acme") -> tuple[int, str]:
    """Status, and the answer's text or the refusal's code; user `u-17` acts, and asks again where the machine is busy."""
    return await taken(partial(_said, gateway, purpose, prompt, tenant), lambda found: found[1])


async def _said(gateway: Serving, purpose: str, prompt: str, tenant: str) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {gateway.keys[tenant]}", "x-account-user": "u-17"}
    body = {"model": "small", "messages": [{"role": "user", "content": prompt}]}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url(purpose)}/v1/chat/completions", json=body, headers=headers) as answer,
    ):
        document = await answer.json()
    if answer.status != 200:
        return answer.status, document["error"]["code"]
    return 200, document["choices"][0]["message"]["content"]


def lead(gateway: Serving, user: str, tenant: str = "acme") -> str:
    return sealed_lead(gateway.seal_keys[tenant], tenant=tenant, user=user)


@pytest.mark.parametrize(("purpose", "tenant"), [("twin", "acme"), ("twin", "globex"), ("deal_coach", "globex")])
async def test_records_of_two_users_in_one_call_are_refused(
    gateway: Serving, upstream: RecordingUpstream, purpose: str, tenant: str
) -> None:
    upstream.answer_with(repeats_tokens)
    before = len(upstream.requests)
    own, others = lead(gateway, "u-17", tenant), lead(gateway, "u-18", tenant)
    for prompt in (f"{own}\n{others}", f"{others}\n{own}", others):
        assert await said(gateway, purpose, prompt, tenant) == (403, "context_foreign")

    assert len(upstream.requests) == before
    assert (await said(gateway, purpose, own, tenant))[0] == 200


async def test_a_team_shares_its_records_where_its_tenant_did_not_narrow_the_purpose(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)

    assert (await said(gateway, "deal_coach", lead(gateway, "u-17") + "\n" + lead(gateway, "u-18")))[0] == 200


@ON_SQLITE
async def test_records_under_two_seal_keys_open_until_one_is_taken_off_and_the_gateway_started_again(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    async with plane_of(gateway) as plane:
        seal_keys = [await done(partial(keys.seal_key_text, plane, "acme", each)) for each in ("s1", "s2", "s3")]
    old, new, unlisted = (sealed_lead(each) for each in seal_keys)
    before = [(await said(gateway, "deal_coach", each))[0] for each in (old, new, f"{old}\n{new}", unlisted)]
    dialled = len(upstream.requests)

    async with started(without_the_old_key(gateway)) as again:
        after = [(await said(again, "deal_coach", each))[0] for each in (old, new, f"{old}\n{new}", unlisted)]
        refusal = await said(again, "deal_coach", old)

    assert before == [200, 200, 200, 403]
    assert after == [403, 200, 403, 403]
    assert refusal == (403, "context_forged")
    assert len(upstream.requests) == dialled + 1
    assert not [value for value in PLANTED if value.encode() in upstream.requests[-1].raw]


def without_the_old_key(gateway: Serving) -> Provisioned:
    """The same deployment, whose tenant's file lists the new seal key alone."""
    ready = beside(Provisioned(gateway.config, 0, gateway.keys, gateway.seal_keys), "again")
    rules = gateway.folder / "rules"
    rules.mkdir()
    for file in (gateway.folder / "tenants").iterdir():
        document = json.loads(file.read_text())
        (rules / file.name).write_text(json.dumps(document | ({"seal_keys": ["s2"]} if file.stem == "acme" else {})))
    ready.config.write_text(json.dumps(json.loads(ready.config.read_text()) | {"tenants": "rules"} | FAST))
    return ready


def repeats_everything(received: Received) -> Says:
    """An answer that gives the whole prompt back."""
    return Says(" ".join(str(message["content"]) for message in received.json["messages"]))


async def test_nobody_in_a_writing_sample_comes_back(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_everything)
    sample = Sealer({"acme": gateway.seal_keys["acme"]}).seal(
        f"Dear {THIRD[0]}, thank you for the call. I sent the offer to {THIRD[1]} today.",
        tenant="acme",
        record="mail-1",
        kind="sample",
        user="u-17",
        subjects={"c-3": "third"},
        known=[(THIRD[0], "c-3"), (THIRD[1], "c-3")],
    )
    status, answer = await said(gateway, "twin", f"Write as in this mail.\n{sample}\n{lead(gateway, 'u-17')}")

    assert status == 200
    assert not [value for value in THIRD if value in answer]
    assert not [value for value in PLANTED if value.encode() in upstream.requests[-1].raw]


NAMES = ("James Okafor", "Anna Lindqvist", "Mehmet Yildirim", "Siobhan Kelly")
PERSONS = (("Mr.", "he", "his"), ("Ms.", "she", "her"))
ORIGINS = ("a Nigerian", "an Italian", "a Turk")


async def test_a_score_is_asked_for_with_the_same_bytes_whoever_the_person_is(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(scores)
    start = len(upstream.requests)
    sealer = Sealer({"acme": gateway.seal_keys["acme"]})
    for name, (title, he, his), origin in product(NAMES, PERSONS, ORIGINS):
        block = sealer.seal(
            f"{title} {name} ({origin}) opened 4 of 5 mails; {he} asked for a quote for 40 seats and told {his} team.",
            tenant="acme",
            record="lead-1",
            kind="lead",
            user="u-17",
            subjects={"c-1": "third"},
            known=[(name, "c-1", "PERSON")],
        )
        assert (await said(gateway, "lead_scoring", f"Score this lead.\n{block}"))[0] == 200

    bodies = {request.body for request in upstream.requests[start:]}
    assert len(upstream.requests) - start == len(NAMES) * len(PERSONS) * len(ORIGINS)
    assert len(bodies) == 1
    assert "40 seats" in json.dumps(json.loads(bodies.pop()))


async def test_a_tenant_calls_with_its_own_credential_which_stands_encrypted_in_the_configuration(
    gateway: Serving, upstream: RecordingUpstream
) -> None:
    upstream.answer_with(repeats_tokens)
    _, rules = load(gateway.config, {}, datetime.now(UTC).date()).accepted()
    async with plane_of(gateway) as plane:
        encrypt = partial(credentials.encrypt, plane, "globex", rules.providers["mock"], "sk-of-globex-alone")
        text = await done(encrypt)
    document = json.loads(gateway.config.read_text())
    document["providers"]["mock"]["tenant_credentials"] = {"globex": text}
    config = gateway.folder / "encrypted.yaml"
    config.write_text(json.dumps(document))
    loaded = load(config, {}, datetime.now(UTC).date())
    async with opened(loaded) as house:
        for tenant, sent in (("globex", "Bearer sk-of-globex-alone"), ("acme", None)):
            body = dump({"model": "small", "messages": [{"role": "user", "content": "Hello"}]})
            asked = Asked("t" * 32, OPENAI_CHAT, "content", gateway.keys[tenant], "u-17", None, body)
            await done(partial(exchange, asked, house.ports, CollectingReply()))
            assert upstream.requests[-1].header("authorization") == sent

    config.write_text(json.dumps(document).replace(text, text[:-4] + "AAA="))
    with pytest.raises(ValueError, match="provider mock: the credential of tenant globex does not open"):
        async with opened(load(config, {}, datetime.now(UTC).date())):
            pass


async def test_another_master_key_opens_no_store_and_says_so(gateway: Serving) -> None:
    async with plane_of(gateway) as plane:
        assert await done(partial(tenants.unopened, plane)) == []
    key_file = gateway.folder / "var" / "master.key"
    kept = key_file.read_bytes()
    try:
        key_file.write_text("ab" * 32)
        with pytest.raises(ValueError, match="opens no tenant of this store"):
            async with plane_of(gateway):
                pass
    finally:
        key_file.write_bytes(kept)
