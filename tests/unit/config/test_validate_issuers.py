"""Checks of `issuers`."""

from pathlib import Path

import pytest

from gateway.core.issuer import Algorithm
from tests.support.configuration import GATEWAY, loaded

ENTRY = "iss: {issuer: https://crm.example, audience: isogate, algorithms: [EdDSA], purposes: [content]"


def paths(directory: Path, keys: str, more: str = "", entry: str = ENTRY) -> list[str]:
    section = f"issuers:\n  {entry}, keys: '{keys}'{more}}}\n"
    return [problem.path for problem in loaded(directory, gateway=GATEWAY + section).problems]


@pytest.mark.parametrize(
    ("keys", "more", "wrong"),
    [
        ("https://crm.example/jwks.json", "", []),
        ("http://crm.example/jwks.json", "", ["issuers.iss.keys"]),
        ("http://crm.example/jwks.json", ", allow_private: true", ["issuers.iss.keys"]),
        ("http://127.0.0.1:9/jwks.json", "", ["issuers.iss.keys"]),
        ("http://127.0.0.1:9/jwks.json", ", allow_private: true", []),
        ("https://crm.example/jwks.json?x=1", "", ["issuers.iss.keys"]),
        ("file:missing.json", "", ["issuers.iss.keys"]),
        ("file:isogate.yaml", "", []),
        ("file:", "", ["issuers.iss.keys"]),
    ],
)
def test_keys_come_unaltered_or_not_at_all(tmp_path: Path, keys: str, more: str, wrong: list[str]) -> None:
    assert paths(tmp_path, keys, more) == wrong


@pytest.mark.parametrize("algorithm", ["none", "HS256", "HS512"])
def test_only_asymmetric_signatures_can_be_pinned(tmp_path: Path, algorithm: str) -> None:
    entry = ENTRY.replace("EdDSA", algorithm)

    assert paths(tmp_path, "https://crm.example/k", entry=entry) == ["issuers.iss.algorithms[0]"]


def test_a_purpose_that_does_not_exist_and_an_issuer_that_stands_twice_are_told(tmp_path: Path) -> None:
    again = ENTRY.replace("iss: ", "again: ").replace("content", "gossip")
    section = f"issuers:\n  {ENTRY}, keys: 'https://a.example/k'}}\n  {again}, keys: 'https://a.example/k'}}\n"
    result = loaded(tmp_path, gateway=GATEWAY + section)

    assert [each.path for each in result.problems] == ["issuers.again.issuer", "issuers.again.purposes"]


def test_what_is_not_said_is_strict(tmp_path: Path) -> None:
    section = f"issuers:\n  {ENTRY}, keys: 'file:isogate.yaml'}}\n"
    settings, rules = loaded(tmp_path, gateway=GATEWAY + section).accepted()
    (issuer,) = settings.issuers

    assert issuer.keys == tmp_path.resolve() / "isogate.yaml"
    assert (issuer.algorithms, issuer.tenants) == (frozenset({Algorithm.EDDSA}), None)
    assert (issuer.tenant_claim, issuer.max_lifetime_seconds) == ("tenant", 900)
    assert rules.issuers == {"iss"}
