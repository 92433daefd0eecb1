"""A key set (RFC 7517) as public keys by id, each with the algorithms that its kind can be used for.

A set that holds a secret (a symmetric or private key) is refused whole: who published that has given it away. Keys of a kind that
no token may use, or of another use than signing, are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import jwt
from jwt.algorithms import AllowedPublicKeys
from jwt.types import JWKDict

from gateway.core.issuer import Algorithm

MAX_KEYS = 100
MIN_RSA_BITS = 2048
_SECRET_FIELDS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_OF_RSA = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
_OF_CURVE = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "EdDSA"}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One key, and what it may verify."""

    key: AllowedPublicKeys
    algorithms: frozenset[Algorithm]


def key_set(text: bytes) -> Mapping[str, PublicKey]:
    """Key id → key. `ValueError`, without the text, when it is no key set or holds a secret."""
    try:
        document = json.loads(text)
        listed = document["keys"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("it is no JSON Web Key Set") from None
    if not isinstance(listed, list) or len(listed) > MAX_KEYS or not all(isinstance(each, dict) for each in listed):
        raise ValueError("it is no JSON Web Key Set")
    if any(_SECRET_FIELDS & each.keys() for each in listed):
        raise ValueError("it holds a secret key: publish the public keys only, and change that key")
    found: dict[str, PublicKey] = {}
    for each in listed:
        key_id, algorithms = each.get("kid"), _algorithms(each)
        if not isinstance(key_id, str) or not algorithms:
            continue
        if key_id in found:
            raise ValueError("two of its keys have one id")
        found[key_id] = PublicKey(_read(each, algorithms), algorithms)
    return found


def _algorithms(key: JWKDict) -> frozenset[Algorithm]:
    """What the key's kind allows; of these only `alg`, where the key says one."""
    if key.get("use", "sig") != "sig":
        return frozenset()
    kind = str(key.get("kty")), str(key.get("crv"))
    of_kind = _OF_RSA if kind[0] == "RSA" else {_OF_CURVE.get(kind[1], "")} if kind[0] in {"EC", "OKP"} else set()
    said = key.get("alg")
    return frozenset(each for each in Algorithm if each.value in of_kind and said in {None, each.value})


def _read(key: JWKDict, algorithms: frozenset[Algorithm]) -> AllowedPublicKeys:
    try:
        read: AllowedPublicKeys = jwt.PyJWK(key, min(algorithms).value).key
    except Exception:  # noqa: BLE001 - PyJWT's errors quote the key, and the library under it has its own
        raise ValueError("one of its keys cannot be read") from None
    if getattr(read, "key_size", MIN_RSA_BITS) < MIN_RSA_BITS and key["kty"] == "RSA":
        raise ValueError(f"one of its RSA keys has less than {MIN_RSA_BITS} bits")
    return read
