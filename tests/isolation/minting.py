"""Tokens of the CRM's two issuers: good ones, and such as prove nothing or prove another tenant than they seem to."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from types import MappingProxyType

import jwt

from tests.isolation.names import TENANT_LETTERS, name_of
from tests.support.issuing import AUDIENCE, ED, ISSUER, OTHER_ED, RSA, claims, public_keys, published, token

KEYS_FILE = "issuer-keys.json"
PARTNER, PARTNER_AUDIENCE = "https://partner.example", "isogate-partner"
_MAY_NAME = TENANT_LETTERS[::2]
"""The partner's issuer may name every second tenant only."""


def key_set() -> bytes:
    """What both issuers publish: one key pair would be a mistake of the operator's that must not matter."""
    return published()


def issuers(purposes: Sequence[str]) -> dict[str, object]:
    """The section of the configuration."""
    terms: dict[str, object] = {"keys": f"file:{KEYS_FILE}", "algorithms": ["EdDSA", "RS256"], "purposes": [*purposes]}
    partner = {"issuer": PARTNER, "audience": PARTNER_AUDIENCE, "tenants": [name_of(each) for each in _MAY_NAME]}
    return {"crm": {"issuer": ISSUER, "audience": AUDIENCE, **terms}, "partner": {**partner, **terms}}


def minted(tenant: str, chance: Random) -> str:
    """A good token for the tenant, of an issuer that may name it."""
    by_partner = tenant in {name_of(each) for each in _MAY_NAME} and chance.random() < 0.5
    return token({**claims(tenant=tenant), **(_PARTNERS if by_partner else {})})


def naming_another(tenant: str, other: str) -> str:
    """A good token of the tenant that names another one wherever nobody should look."""
    said = claims(tenant=tenant, sub=other, tenant_id=other, org=other, act={"tenant": other}, azp=other)
    return jwt.encode(said, ED, algorithm="EdDSA", headers={"kid": "ed", "tenant": other, "x-tenant": other})


_PARTNERS: Mapping[str, str] = MappingProxyType({"iss": PARTNER, "aud": PARTNER_AUDIENCE})


def unsigned(tenant: str) -> str:
    """No algorithm, no signature."""
    return jwt.encode(claims(tenant=tenant), "", algorithm="none", headers={"kid": "ed"})


def confused(tenant: str) -> str:
    """HS256 with what is published as its secret."""
    secret = json.dumps(public_keys()["rsa"]).encode()
    return _with_mac({"alg": "HS256", "typ": "JWT", "kid": "rsa"}, claims(tenant=tenant), secret)


def retold(tenant: str, other: str) -> str:
    """A good token of the tenant whose claims say another one by now."""
    head, _, signature = token(claims(tenant=tenant)).split(".")
    return f"{head}.{_part(claims(tenant=other))}.{signature}"


_FORGED: tuple[Callable[[str, str], str], ...] = (
    lambda tenant, _: unsigned(tenant),
    lambda tenant, _: confused(tenant),
    lambda tenant, _: token(claims(tenant=tenant), key=OTHER_ED),
    lambda tenant, _: token(claims(tenant=tenant), key=RSA, algorithm="PS256", key_id="rsa"),
    lambda tenant, _: token(claims(tenant=tenant), key_id="rsa"),
    lambda tenant, _: token(claims(tenant=tenant), key_id=None),
    lambda tenant, other: retold(other, tenant),
)
_WORTHLESS: tuple[Callable[[str, int], Mapping[str, object]], ...] = (
    lambda tenant, _: claims(tenant=tenant, iss="https://evil.example"),
    lambda tenant, _: claims(tenant=tenant, iss=PARTNER),
    lambda tenant, _: claims(tenant=tenant, aud=PARTNER_AUDIENCE),
    lambda tenant, _: claims(tenant=tenant, aud="another"),
    lambda tenant, now: claims(tenant=tenant, iat=now - 400, exp=now - 1),
    lambda tenant, now: claims(tenant=tenant, iat=now + 100, exp=now + 200),
    lambda tenant, now: claims(tenant=tenant, exp=now + 86_400),
    lambda tenant, _: claims(tenant=tenant, exp=None),
    lambda tenant, _: claims(tenant=None, sub=tenant),
    lambda tenant, _: claims(tenant=[tenant]),
    lambda tenant, _: claims(tenant=tenant.upper() + "_"),
    lambda tenant, _: {**claims(tenant=name_of(TENANT_LETTERS[1])), **_PARTNERS},
)


def forged(tenant: str, other: str, chance: Random) -> str:
    """A token that its issuer did not sign as it stands."""
    return chance.choice(_FORGED)(tenant, other)


def worthless(tenant: str, chance: Random) -> str:
    """A token that its issuer signed and that is for somebody else, for another time, or for nobody."""
    return token(chance.choice(_WORTHLESS)(tenant, int(time.time())))


def _with_mac(head: Mapping[str, object], said: Mapping[str, object], secret: bytes) -> str:
    text = f"{_part(head)}.{_part(said)}"
    signature = jwt.get_algorithm_by_name("HS256").sign(text.encode(), secret)
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _part(said: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
