"""No two lists of parts make one key, whatever is in them (T03)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.redis_store.keys import TenantKeys, joined, process_key

parts = st.text(st.characters() | st.sampled_from(":{}%. \x00\ud800aA")) | st.sampled_from(["", "*", "system", "a:b"])


@given(st.lists(parts, min_size=1, max_size=3), st.lists(parts, min_size=1, max_size=3))
def test_the_builder_is_injective(one: list[str], other: list[str]) -> None:
    assert (joined(*one) == joined(*other)) == (one == other)


@given(parts, parts)
def test_no_tenant_shares_a_key_with_another(one: str, other: str) -> None:
    ours = {getattr(TenantKeys(one), slot) for slot in TenantKeys.__slots__}
    theirs = {getattr(TenantKeys(other), slot) for slot in TenantKeys.__slots__} | {process_key(other)}

    assert bool(ours & theirs) == (one == other)


@given(parts)
def test_a_tenants_hash_tag_is_whole_and_never_empty(tenant: str) -> None:
    for slot in TenantKeys.__slots__:
        key = getattr(TenantKeys(tenant), slot)
        assert key.count("{") == key.count("}") == 1
        assert key.index("}") - key.index("{") > 1
