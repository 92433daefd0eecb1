"""What a verified token's claims prove, and when."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.issuer import LEEWAY_SECONDS, Bearer, bearer
from tests.support.clock import START
from tests.support.issuing import claims, issuer

AT = int(START.timestamp())


def test_a_token_proves_its_tenant_for_its_issuers_purposes() -> None:
    assert bearer(claims(START), issuer(), START) == Bearer("crm", "acme", frozenset({"content", "twin"}))


def test_a_token_narrows_the_purposes_and_never_widens_them() -> None:
    found = bearer(claims(START, purposes=["twin", "lead_scoring"]), issuer(), START)

    assert found is not None
    assert found.purposes == {"twin"}


@pytest.mark.parametrize(
    "change",
    [
        {"exp": AT},
        {"exp": AT - 1},
        {"exp": AT + 901},
        {"exp": None},
        {"exp": str(AT + 60)},
        {"exp": True},
        {"exp": math.nan},
        {"exp": math.inf},
        {"exp": 10**400},
        {"iat": -(10**400)},
        {"nbf": 10**400},
        {"iat": None},
        {"iat": AT + LEEWAY_SECONDS + 1},
        {"iat": AT + 301},
        {"iat": "now"},
        {"nbf": AT + LEEWAY_SECONDS + 1},
        {"nbf": "soon"},
        {"tenant": None},
        {"tenant": ""},
        {"tenant": "ACME"},
        {"tenant": "acme:x"},
        {"tenant": ["acme"]},
        {"tenant": 7},
        {"purposes": "twin"},
        {"purposes": [7]},
        {"purposes": {"twin": True}},
    ],
    ids=lambda change: str(change)[:40],
)
def test_a_token_that_lacks_or_oversteps_anything_proves_nothing(change: dict[str, object]) -> None:
    assert bearer(claims(START, **change), issuer(), START) is None


def test_an_issuer_names_its_own_tenants_only() -> None:
    narrow = issuer(tenants=frozenset({"globex"}))

    assert bearer(claims(START), narrow, START) is None
    assert bearer(claims(START, tenant="globex"), narrow, START) is not None


def test_the_tenant_may_stand_in_another_claim() -> None:
    elsewhere = issuer(tenant_claim="https://crm.example/account")

    assert bearer(claims(START), elsewhere, START) is None
    assert bearer(claims(START, **{"https://crm.example/account": "acme"}), elsewhere, START) is not None


@given(st.integers(-2000, 2000), st.integers(-2000, 2000), st.integers(-2000, 2000))
def test_no_token_is_taken_after_its_end_or_for_longer_than_its_issuer_may(issued: int, ends: int, now: int) -> None:
    found = bearer(claims(START, iat=AT + issued, exp=AT + ends), issuer(), START + timedelta(seconds=now))

    assert (found is not None) == (issued <= now + LEEWAY_SECONDS and now < ends and 0 < ends - issued <= 900)
