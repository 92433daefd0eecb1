"""A token proves its tenant only by its issuer's own key, by an agreed asymmetric algorithm; keys are renewed off the way."""

import asyncio
import base64
import json
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from gateway.adapters.pyjwt_tokens import tokens as module
from gateway.adapters.pyjwt_tokens.tokens import MAX_STALE_SECONDS, PyjwtTokens, opened_tokens
from gateway.core.issuer import Algorithm, Bearer, Issuer
from gateway.ports.tokens import UnusableKeySetError
from tests.support.clock import START, SettableClock
from tests.support.issuing import EC, ED, ISSUER, OTHER_ED, RSA, claims, issuer, public_keys, published, token

PROVED = Bearer("crm", "acme", frozenset({"content", "twin"}))


async def ready(tmp_path: Path, *issuers: Issuer) -> PyjwtTokens:
    path = tmp_path / "keys.json"
    path.write_bytes(published())
    made = PyjwtTokens(issuers or [issuer(path)], SettableClock())
    for each in issuers or [issuer(path)]:
        await made.refresh(each.issuer)
    return made


@pytest.mark.parametrize(
    ("key", "algorithm", "key_id"), [(ED, "EdDSA", "ed"), (EC, "ES256", "ec"), (RSA, "RS256", "rsa")]
)
async def test_a_token_of_each_kind_is_proved(tmp_path: Path, key: object, algorithm: str, key_id: str) -> None:
    tokens = await ready(tmp_path)

    assert tokens.prove(token(claims(START), key, algorithm, key_id), START) == PROVED


def unsigned() -> str:
    return jwt.encode(claims(START), "", algorithm="none", headers={"kid": "ed"})


def signed_with_the_public_key() -> str:
    """HS256 with the RSA public key as the secret: what a verifier takes that lets the token choose (CVE-2015-9256)."""
    public = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
        for part in ({"alg": "HS256", "typ": "JWT", "kid": "rsa"}, claims(START))
    )
    signature = jwt.get_algorithm_by_name("HS256").sign(head + b"." + body, public)
    return b".".join([head, body, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


BAD = {
    "unsigned": unsigned(),
    "signed with the public key": signed_with_the_public_key(),
    "another's signature": token(claims(START), OTHER_ED),
    "an unknown key": token(claims(START), key_id="new"),
    "no key named": token(claims(START), key_id=None),
    "a key of another kind": token(claims(START), key_id="rsa"),
    "an algorithm that was not agreed": token(claims(START), RSA, "PS256", "rsa"),
    "another issuer": token(claims(START, iss="https://evil.example")),
    "no issuer": token(claims(START, iss=None)),
    "an issuer that is no text": jwt.api_jws.encode(json.dumps(claims(START, iss={"a": 1})).encode(), ED, "EdDSA"),
    "another audience": token(claims(START, aud="other")),
    "no audience": token(claims(START, aud=None)),
    "expired": token(claims(START, iat=int(START.timestamp()) - 400, exp=int(START.timestamp()) - 100)),
    "without tenant": token(claims(START, tenant=None)),
    "too long": token(claims(START, padding="x" * 4096)),
    "cut": token(claims(START))[:-4],
    "no token": "a.b.c",
    "empty": "",
    "two dots": "..",
    "a key": "isg_acme_k1_" + "0" * 49,
    "claims that are none": jwt.api_jws.encode(b"[]", ED, "EdDSA", headers={"kid": "ed"}),
    "claims of great depth": jwt.api_jws.encode(b"[" * 2000, ED, "EdDSA", headers={"kid": "ed"}),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_token_that_is_not_all_it_must_be_proves_nothing(tmp_path: Path, name: str) -> None:
    assert (await ready(tmp_path)).prove(BAD[name], START) is None


async def test_a_changed_claim_breaks_the_signature(tmp_path: Path) -> None:
    tokens = await ready(tmp_path)
    head, _, signature = token(claims(START)).split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(START, tenant="globex")).encode()).rstrip(b"=").decode()

    assert tokens.prove(f"{head}.{body}.{signature}", START) is None


async def test_one_issuers_key_mints_nothing_in_anothers_name(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_bytes(published({**public_keys()["ed"], "kid": "theirs"}))
    path = tmp_path / "keys.json"
    other = issuer(tmp_path / "other.json", name="other", issuer="https://other.example")
    tokens = await ready(tmp_path, issuer(path), other)

    assert tokens.prove(token(claims(START), key_id="theirs"), START) is None
    assert tokens.prove(token(claims(START, iss="https://other.example"), key_id="theirs"), START) is not None


async def test_an_issuer_pins_its_algorithms(tmp_path: Path) -> None:
    tokens = await ready(tmp_path, issuer(tmp_path / "keys.json", algorithms=frozenset({Algorithm.ES256})))

    assert tokens.prove(token(claims(START), EC, "ES256", "ec"), START) is not None
    assert tokens.prove(token(claims(START)), START) is None


async def test_a_renewed_set_replaces_the_last_one_and_a_broken_one_does_not(tmp_path: Path) -> None:
    tokens = await ready(tmp_path)
    path = tmp_path / "keys.json"
    path.write_text("broken")
    assert await tokens.refresh(ISSUER) == "it is no JSON Web Key Set"
    assert tokens.prove(token(claims(START)), START) == PROVED

    path.write_bytes(published(public_keys()["ec"]))
    assert await tokens.refresh(ISSUER) is None
    assert tokens.prove(token(claims(START)), START) is None
    path.unlink()
    assert "cannot be had" in str(await tokens.refresh(ISSUER))


async def test_keys_that_could_not_be_renewed_for_an_hour_prove_nothing(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(published())
    clock = SettableClock()
    tokens = PyjwtTokens([issuer(path)], clock)
    await tokens.refresh(ISSUER)

    await clock.advance(MAX_STALE_SECONDS)
    assert tokens.prove(token(claims(START)), START) == PROVED
    await clock.advance(1)
    assert tokens.prove(token(claims(START)), START) is None


async def test_a_file_that_cannot_be_used_ends_the_start_and_names_the_issuer(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("broken")

    with pytest.raises(UnusableKeySetError, match=r"issuer crm, .*keys\.json: it is no JSON Web Key Set"):
        async with opened_tokens([issuer(tmp_path / "keys.json")], SettableClock()):
            pass


async def test_a_server_that_is_not_there_yet_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "keys.json"
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.01)
    monkeypatch.setattr(module, "fetch", lambda _: path.read_bytes())

    async with opened_tokens([issuer("https://crm.example/jwks.json")], SettableClock()) as tokens:
        assert tokens.prove(token(claims(START)), START) is None
        path.write_bytes(published())
        for _ in range(200):
            if tokens.prove(token(claims(START)), START):
                break
            await asyncio.sleep(0.01)
        assert tokens.prove(token(claims(START)), START) == PROVED
    assert "issuer crm: its tokens are refused" in caplog.text
