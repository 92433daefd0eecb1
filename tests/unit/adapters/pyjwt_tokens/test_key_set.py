"""A key set gives public keys by id, each for the algorithms of its kind, and never a secret."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from gateway.adapters.pyjwt_tokens.key_set import key_set
from tests.support.issuing import public_keys, published


def test_each_kind_of_key_verifies_its_own_algorithms() -> None:
    found = {key_id: {each.value for each in key.algorithms} for key_id, key in key_set(published()).items()}

    assert found == {
        "ed": {"EdDSA"},
        "ec": {"ES256"},
        "rsa": {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"},
    }


def test_a_key_that_says_its_algorithm_verifies_that_one_only() -> None:
    (key,) = key_set(published({**public_keys()["rsa"], "alg": "PS256"})).values()

    assert {each.value for each in key.algorithms} == {"PS256"}


@pytest.mark.parametrize(
    "change",
    [{"use": "enc"}, {"kid": None}, {"kty": "XYZ"}, {"alg": "HS256"}, {"alg": "none"}, {"alg": "RS256"}],
    ids=str,
)
def test_a_key_of_no_use_is_passed_over(change: dict[str, object]) -> None:
    assert key_set(published({**public_keys()["ed"], **change})) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "no JSON Web Key Set"),
        (b"[]", "no JSON Web Key Set"),
        (b"{}", "no JSON Web Key Set"),
        (b'{"keys": 7}', "no JSON Web Key Set"),
        (b'{"keys": ["x"]}', "no JSON Web Key Set"),
        (b"[" * 100_000, "no JSON Web Key Set"),
        (json.dumps({"keys": [{}] * 101}).encode(), "no JSON Web Key Set"),
        (published({"kty": "oct", "kid": "a", "k": "c2VjcmV0"}), "secret key"),
        (published({**public_keys()["ed"], "d": "c2VjcmV0"}), "secret key"),
        (published(public_keys()["ed"], public_keys()["ed"]), "one id"),
        (published({**public_keys()["ed"], "x": "c2hvcnQ"}), "cannot be read"),
        (published({**public_keys()["ec"], "x": "AAAA"}), "cannot be read"),
        (published({**public_keys()["rsa"], "n": 7}), "cannot be read"),
    ],
)
def test_a_set_that_cannot_be_trusted_is_refused_whole_and_not_quoted(text: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        key_set(text)

    assert "c2" not in str(caught.value)


def test_a_short_rsa_key_is_refused() -> None:
    short = RSAAlgorithm.to_jwk(rsa.generate_private_key(65_537, 1024).public_key(), as_dict=True)

    with pytest.raises(ValueError, match="2048 bits"):
        key_set(published({**short, "kid": "short"}))
