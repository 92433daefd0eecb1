"""One credential of the CRM, many tenants: tokens of a registered issuer through a running gateway, on each store."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import jwt
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives import serialization

from gateway.control import switches, tenants
from gateway.core.ledger import TenantStatus
from tests.support.issuing import AUDIENCE, ED, ISSUER, OTHER_ED, RSA, claims, public_keys, published, token
from tests.support.people import repeats_tokens
from tests.support.redis_server import closing_redis
from tests.support.serving import Serving, plane_of, serving
from tests.support.upstream import RecordingUpstream

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHAT: dict[str, object] = {"model": "small", "messages": [{"role": "user", "content": "Hello there"}]}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "redis"])
async def gateway(
    request: pytest.FixtureRequest, upstream: RecordingUpstream, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("gateway")
    (folder / "keys.json").write_bytes(published())
    crm = {
        "issuer": ISSUER,
        "audience": AUDIENCE,
        "keys": "file:keys.json",
        "algorithms": ["EdDSA", "RS256"],
        "purposes": ["content"],
        "refresh_seconds": 5,
    }
    with nullcontext() if request.param == "sqlite" else closing_redis(folder) as redis:
        store_url = redis.url if redis else "sqlite:///var/isogate.sqlite"
        async with serving(
            folder, upstream.base_url, store_url=store_url, sections={"issuers": {"crm": crm}}
        ) as running:
            yield running


async def said(gateway: Serving, credential: str, purpose: str = "content") -> tuple[int, str]:
    """Status and code ("" for an answer)."""
    headers = {"authorization": f"Bearer {credential}", "x-account-user": "u-17"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url(purpose)}/v1/chat/completions", json=CHAT, headers=headers) as answer,
    ):
        return answer.status, (await answer.json()).get("error", {}).get("code", "")


async def test_one_issuer_calls_for_each_tenant_in_its_name(gateway: Serving, upstream: RecordingUpstream) -> None:
    upstream.answer_with(repeats_tokens)

    for tenant in ("acme", "globex"):
        assert await said(gateway, token(claims(tenant=tenant))) == (200, "")
    async with plane_of(gateway) as plane:
        (last,) = await plane.store.records(tenant="globex", limit=1)
    assert (last.tenant, last.facts["issuer"]) == ("globex", "crm")


async def test_a_token_is_for_its_issuers_purposes_and_for_known_tenants(gateway: Serving) -> None:
    assert await said(gateway, token(), "deal_coach") == (403, "purpose_not_allowed")
    assert await said(gateway, token(claims(purposes=[]))) == (403, "purpose_not_allowed")
    assert await said(gateway, token(claims(tenant="nobody"))) == (403, "tenant_suspended")


def confused() -> str:
    """HS256 with the RSA public key as its secret."""
    public = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "rsa"}, claims()]
    text = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = jwt.get_algorithm_by_name("HS256").sign(text, public)
    return b".".join([text, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


BAD: dict[str, Callable[[], str]] = {
    "the wrong issuer": lambda: token(claims(iss="https://evil.example")),
    "the wrong audience": lambda: token(claims(aud="another")),
    "the wrong key": lambda: token(key=OTHER_ED),
    "an unknown key id": lambda: token(key_id="k-9"),
    "no signature": lambda: jwt.encode(claims(), "", algorithm="none", headers={"kid": "ed"}),
    "the public key as a secret": confused,
    "an end that is past": lambda: token(claims(iat=_seconds() - 400, exp=_seconds() - 1)),
    "too long a life": lambda: token(claims(exp=_seconds() + 86_400)),
    "no tenant": lambda: token(claims(tenant=None)),
    "no end": lambda: token(claims(exp=None)),
}


def _seconds() -> int:
    return int(datetime.now(UTC).timestamp())


@pytest.mark.parametrize("name", BAD)
async def test_a_token_that_is_not_all_it_must_be_is_an_invalid_key(
    gateway: Serving, upstream: RecordingUpstream, name: str
) -> None:
    before = len(upstream.requests)

    assert await said(gateway, BAD[name]()) == (401, "invalid_key")
    assert len(upstream.requests) == before


async def test_a_token_of_a_suspended_tenant_opens_nothing(gateway: Serving) -> None:
    async with plane_of(gateway) as plane:
        await tenants.set_status(plane, "globex", TenantStatus.SUSPENDED)
        found = await said(gateway, token(claims(tenant="globex"))), await said(gateway, token())
        await tenants.set_status(plane, "globex", TenantStatus.ACTIVE)

    assert found == ((403, "tenant_suspended"), (200, ""))


async def test_an_issuer_is_switched_off_at_once_and_keys_are_not(gateway: Serving) -> None:
    async with plane_of(gateway) as plane:
        await switches.turn_off(plane, switches.Subject.ISSUER, "crm")
        found = await said(gateway, token()), await said(gateway, gateway.keys["acme"])
        await switches.turn_on(plane, switches.Subject.ISSUER, "crm")

    assert found == ((403, "switched_off"), (200, ""))


async def test_a_key_that_its_issuer_took_back_is_unknown_after_the_next_renewal(gateway: Serving) -> None:
    path = gateway.folder / "keys.json"
    path.write_bytes(published(public_keys()["rsa"]))
    try:
        for _ in range(100):
            if await said(gateway, token()) == (401, "invalid_key"):
                break
            await asyncio.sleep(0.1)
        assert await said(gateway, token()) == (401, "invalid_key")
        assert await said(gateway, token(key=RSA, algorithm="RS256", key_id="rsa")) == (200, "")
    finally:
        path.write_bytes(published())


async def test_no_token_stands_in_the_log(gateway: Serving) -> None:
    assert "eyJ" not in gateway.log.read_text()
    assert ED.public_key().public_bytes_raw().hex() not in gateway.log.read_text()
