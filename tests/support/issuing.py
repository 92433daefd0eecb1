"""A CRM's token issuer: keys, the key set that it publishes, and the tokens that it mints."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from gateway.core.issuer import Algorithm, Issuer

ISSUER, AUDIENCE = "https://crm.example", "isogate"
ED = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_ED = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
EC = ec.derive_private_key(7, ec.SECP256R1())
RSA = rsa.generate_private_key(65_537, 2048)


def public_keys() -> dict[str, dict[str, object]]:
    """Key id → its JSON Web Key: `ed`, `ec` and `rsa`."""
    keys = {
        "ed": OKPAlgorithm.to_jwk(ED.public_key(), as_dict=True),
        "ec": ECAlgorithm.to_jwk(EC.public_key(), as_dict=True),
        "rsa": RSAAlgorithm.to_jwk(RSA.public_key(), as_dict=True),
    }
    return {key_id: {**key, "kid": key_id} for key_id, key in keys.items()}


def published(*keys: Mapping[str, object]) -> bytes:
    """A key set of these, or of all public keys."""
    return json.dumps({"keys": list(keys or public_keys().values())}).encode()


def issuer(keys: Path | str = "", **changes: object) -> Issuer:
    """An issuer that may name any tenant for `content` and `twin`."""
    fields: dict[str, object] = {
        "name": "crm",
        "issuer": ISSUER,
        "audience": AUDIENCE,
        "keys": keys,
        "algorithms": frozenset({Algorithm.EDDSA, Algorithm.ES256, Algorithm.RS256}),
        "purposes": frozenset({"content", "twin"}),
    }
    return Issuer(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def claims(now: datetime | None = None, **changes: object) -> dict[str, object]:
    """Claims of a token that `acme` may use for five minutes; None takes one away."""
    at = int(now.timestamp() if now else time.time())
    made = {"iss": ISSUER, "aud": AUDIENCE, "iat": at, "exp": at + 300, "tenant": "acme", **changes}
    return {name: claim for name, claim in made.items() if claim is not None}


def token(
    said: Mapping[str, object] | None = None, key: object = ED, algorithm: str = "EdDSA", key_id: str | None = "ed"
) -> str:
    """A token of these claims, signed."""
    headers = {} if key_id is None else {"kid": key_id}
    return jwt.encode(dict(said or claims()), key, algorithm=algorithm, headers=headers)  # type: ignore[arg-type]  # any of them
